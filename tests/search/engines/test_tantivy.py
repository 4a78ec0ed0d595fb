"""What is the embedded engine's own: its folders, its two indexes, its library's faults."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import tantivy

from search.engines import tantivy_index
from search.engines.base import Batch, EngineUnavailable, IndexMismatch, IndexMissing
from search.engines.fields import PreparedDocument, prepare
from search.engines.generations import Generations, Moment
from search.engines.tantivy import TantivyEngine
from search.planner.plan import Phrase
from search.planner.planner import plan
from search.query.request import SearchRequest
from tests.conformance.corpus import document


def asked(engine: TantivyEngine, q: str = "werven") -> list[int]:
    return [hit.n for hit in engine.search(plan(SearchRequest.from_params({"q": [q]}))).hits]


def rebuilt(engine: TantivyEngine, *numbers: int) -> str:
    with engine.rebuild() as rebuild:
        rebuild.write(Batch([prepare(document(n, "Werving", lessons=["Werf vroeg."])) for n in numbers]))
        rebuild.publish()
    return rebuild.name


@pytest.fixture
def root(tmp_path: Path) -> Path:
    rebuilt(TantivyEngine(tmp_path), 1)
    return tmp_path


@pytest.mark.parametrize(("key", "value"), [("schema", 0), ("fingerprint", "another"), ("tantivy", "0.26.2")])
def test_an_index_made_by_something_else_is_refused_in_words(root: Path, key: str, value: object) -> None:
    (manifest,) = root.glob("*/manifest.json")
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {key: value}))
    engine = TantivyEngine(root)
    for use in (lambda: asked(engine), engine.status, lambda: engine.write(Batch())):
        with pytest.raises(IndexMismatch, match=key):
            use()
    rebuilt(engine, 2)
    assert asked(engine) == [2]


def test_a_manifest_that_is_gone_is_an_index_that_is_missing(root: Path) -> None:
    (manifest,) = root.glob("*/manifest.json")
    manifest.unlink()
    with pytest.raises(IndexMissing):
        asked(TantivyEngine(root))


def test_files_that_are_gone_are_trouble_and_not_an_empty_answer(root: Path) -> None:
    for meta in root.glob("*/documents/meta.json"):
        meta.unlink()
        (meta.parent / ".managed.json").write_text("broken")
    with pytest.raises(EngineUnavailable):
        asked(TantivyEngine(root))


def test_the_previous_generation_stays_and_older_ones_go(root: Path) -> None:
    engine = TantivyEngine(root)
    names = [rebuilt(engine, n) for n in (2, 3, 4)]
    assert {folder.name for folder in root.glob("idx-*")} == set(names[1:])
    assert (root / "current").read_text() == names[-1]


def test_what_a_killed_rebuild_left_goes_with_the_next(root: Path) -> None:
    left = root / "idx-1-killed"
    left.mkdir()
    rebuilt(TantivyEngine(root), 2)
    assert not left.exists()


def test_a_second_writer_is_told_that_the_index_is_busy(root: Path) -> None:
    first, second = TantivyEngine(root), TantivyEngine(root)
    first.write(Batch([prepare(document(2, "Werving"))]))
    with pytest.raises(EngineUnavailable):
        second.write(Batch([prepare(document(3, "Werving"))]))
    first.close()
    second.write(Batch([prepare(document(3, "Werving"))]))
    assert asked(second) == [1, 2, 3]


class Dies:
    """A part of a writer in whose process the light goes out just before a commit, ``after`` so many others."""

    def __init__(self, real: tantivy.IndexWriter, after: int = 0) -> None:
        self.real, self.left = real, after

    def commit(self) -> None:
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        self.real.commit()

    def __getattr__(self, name: str) -> object:
        return getattr(self.real, name)


def shown(engine: TantivyEngine) -> list[tuple[int, str]]:
    """The numbers that are found, each with the lesson that answers best."""
    found = asked(engine)
    best = engine.best_passages(plan(SearchRequest.from_params({"q": ["werven"]})).passages, found)
    return [(n, best.get(n, "no lesson")) for n in found]


def lesson(n: int, version: str) -> PreparedDocument:
    """A document with one lesson; its version stands in both."""
    made = document(n, f"Werving {version}", lessons=[f"Werf {version}."])
    return prepare(replace(made, passages=[replace(made.passages[0], id=f"{n} {version}")]))


BEFORE, AFTER = [(1, "1 oud"), (2, "2 oud"), (3, "3 oud")], [(1, "1 nieuw"), (2, "2 oud"), (4, "4 nieuw")]
DEATHS = {
    "before the new lessons": ("_passages", 0, BEFORE),
    "before the documents": ("_documents", 0, BEFORE),
    "before the old lessons go": ("_passages", 1, AFTER),
}


@pytest.mark.parametrize(("part", "after", "seen"), DEATHS.values(), ids=list(DEATHS))
def test_wherever_a_writer_dies_who_begins_to_read_sees_a_whole_batch_and_the_next_writer_goes_on(
    root: Path, part: str, after: int, seen: list[tuple[int, str]]
) -> None:
    dying = TantivyEngine(root)
    dying.write(Batch([lesson(n, "oud") for n in (1, 2, 3)]))
    batch = Batch([lesson(1, "nieuw"), lesson(2, "oud"), lesson(4, "nieuw")], ["casusrapport:3"])
    writer = dying._writer
    assert writer is not None
    setattr(writer, part, Dies(getattr(writer, part), after))
    with pytest.raises(KeyboardInterrupt):
        dying.write(batch)

    assert shown(TantivyEngine(root)) == seen

    last = TantivyEngine(root)
    last.write(batch)
    assert shown(last) == AFTER
    assert last.status().passages == len(AFTER)


@pytest.mark.parametrize(("part", "after"), [death[:2] for death in DEATHS.values()], ids=list(DEATHS))
def test_a_next_writer_with_another_batch_leaves_nothing_of_the_one_that_died(
    root: Path, part: str, after: int
) -> None:
    dying = TantivyEngine(root)
    dying.write(Batch([lesson(n, "oud") for n in (1, 2, 3)]))
    writer = dying._writer
    assert writer is not None
    setattr(writer, part, Dies(getattr(writer, part), after))
    with pytest.raises(KeyboardInterrupt):
        dying.write(Batch([lesson(1, "nieuw"), lesson(2, "oud"), lesson(4, "nieuw")], ["casusrapport:3"]))

    last = TantivyEngine(root)
    last.write(Batch([lesson(1, "nieuwer"), lesson(2, "oud")], ["casusrapport:3", "casusrapport:4"]))

    assert shown(last) == [(1, "1 nieuwer"), (2, "2 oud")]
    assert last.status().passages == 2


def test_who_reads_already_sees_each_commit_of_the_documents_with_its_lessons(root: Path) -> None:
    writer, reader = TantivyEngine(root), TantivyEngine(root)
    for version in ("een", "twee", "drie"):
        writer.write(Batch([lesson(1, version)]))
        assert shown(reader) == [(1, f"1 {version}")]
        assert reader.status().passages == 1


class Overtaken:
    """An index that is written to just before it is read again, once."""

    def __init__(self, index: tantivy.Index, write: Callable[[], None]) -> None:
        self.index, self.write = index, write

    def reload(self) -> None:
        write, self.write = self.write, lambda: None
        write()
        self.index.reload()

    def searcher(self) -> tantivy.Searcher:
        return self.index.searcher()


def test_a_batch_that_comes_between_the_two_indexes_is_seen_whole(root: Path) -> None:
    writer, reader = TantivyEngine(root), TantivyEngine(root)

    def put(word: str) -> None:
        writer.write(Batch([prepare(document(1, f"Werving {word}", lessons=[f"Les {word}."]))]))

    put("een")
    assert asked(reader) == [1]
    pair = reader._snapshots._pair
    assert pair is not None
    pair.passages = Overtaken(pair.passages, lambda: put("drie"))
    put("twee")
    now = reader._snapshots.now()
    words = ("een", "twee", "drie")
    title = tantivy.Query.term_query
    assert [
        (
            now.documents.search(title(tantivy_index.DOCUMENTS, "title_x", word)).count,
            now.passages.search(title(tantivy_index.PASSAGES, "statement_x", word)).count,
        )
        for word in words
    ] == [(0, 0), (0, 0), (1, 1)]


@pytest.mark.parametrize(("part", "marks"), [("documents", 0), ("passages", 1)])
def test_a_batch_that_comes_just_before_an_index_is_read_and_never_ends_is_seen_whole(
    root: Path, monkeypatch: pytest.MonkeyPatch, part: str, marks: int
) -> None:
    dying, reader = TantivyEngine(root), TantivyEngine(root)
    dying.write(Batch([lesson(1, "oud")]))
    assert shown(reader) == [(1, "1 oud")]
    mark, marked = Generations.mark, list[int]()

    def mark_and_die(folders: Generations, name: str, moment: Moment) -> None:
        if len(marked) == marks:
            raise KeyboardInterrupt
        marked.append(moment.sequence)
        mark(folders, name, moment)

    def die() -> None:
        with monkeypatch.context() as dark:
            dark.setattr(Generations, "mark", mark_and_die)
            with pytest.raises(KeyboardInterrupt):
                dying.write(Batch([lesson(1, "nieuw")]))

    dying.write(Batch([lesson(2, "oud")]))
    pair = reader._snapshots._pair
    assert pair is not None
    setattr(pair, part, Overtaken(getattr(pair, part), die))

    assert shown(reader) == [(1, "1 nieuw"), (2, "2 oud")]


def test_a_batch_that_fails_leaves_nothing_behind(root: Path) -> None:
    engine = TantivyEngine(root)
    good, bad = prepare(document(2, "Werving")), prepare(document(3, "Werving"))
    bad.sorts["published_key"] = "heden"  # what no document can hold
    with pytest.raises(EngineUnavailable) as kept:
        engine.write(Batch([good, bad]))
    assert asked(engine) == [1], kept
    engine.write(Batch([prepare(document(4, "Werving"))]))
    assert asked(engine) == [1, 4]


def test_a_batch_lands_in_the_index_that_was_published_meanwhile(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, change = TantivyEngine(root), tantivy_index.Writer.change

    def overtaken(writer: tantivy_index.Writer, batch: Batch) -> None:
        change(writer, batch)
        monkeypatch.setattr(tantivy_index.Writer, "change", change)
        rebuilt(TantivyEngine(root), 7)

    monkeypatch.setattr(tantivy_index.Writer, "change", overtaken)
    engine.write(Batch([prepare(document(2, "Werving"))]))
    assert set(asked(engine)) == {2, 7}


def test_a_panic_of_the_library_is_trouble_like_any_other(root: Path) -> None:
    broken = plan(SearchRequest.from_params({"q": ["werven"]}))
    object.__setattr__(broken, "match", Phrase("title_x", ("werving",)))
    with pytest.raises(EngineUnavailable, match="panic"):
        TantivyEngine(root).search(broken)


def test_many_threads_search_one_engine(root: Path) -> None:
    engine, answers = TantivyEngine(root), []
    threads = [threading.Thread(target=lambda: answers.append(asked(engine))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [[1]] * 16


def test_what_was_written_survives_the_death_of_the_writer(root: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from search.engines.base import Batch\n"
        "from search.engines.fields import prepare; from search.engines.tantivy import TantivyEngine\n"
        "from tests.conformance.corpus import document\n"
        "TantivyEngine(Path(sys.argv[1])).write(Batch([prepare(document(2, 'Werving'))])); os._exit(9)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(root)], cwd=Path(__file__).parents[3], check=False)
    assert ended.returncode == 9
    engine = TantivyEngine(root)
    assert asked(engine) == [1, 2]
    engine.write(Batch([prepare(document(3, "Werving"))]))
    assert asked(engine) == [1, 2, 3]


def test_a_writer_that_died_before_its_last_step_is_not_in_the_way_of_the_same_batch(root: Path) -> None:
    engine = TantivyEngine(root)
    engine.write(Batch([prepare(document(2, "Werving")), prepare(document(3, "Werving"))]))
    engine.close()
    committed = root / engine.status().name / "documents" / "meta.json"
    before = committed.read_bytes()
    again = Batch(deletes=["casusrapport:2"])
    engine.write(again)
    engine.close()
    committed.write_bytes(before)  # what it had written by then is there, and belongs to nothing

    engine.write(again)

    assert asked(engine) == [1, 3]
