"""Documents change, go and come back; a search sees every change whole, at once, and only once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from search.engines.base import Batch, Engine, IndexMissing
from search.engines.fields import SearchDocument, prepare
from search.query.request import SearchRequest
from search.results.search import SearchResults, find
from tests.conformance.corpus import document


def ask(engine: Engine, q: str) -> SearchResults:
    return find(engine, SearchRequest.from_params({"q": [q]}))


def numbers(engine: Engine, q: str) -> list[int]:
    return [hit.n for hit in ask(engine, q).hits]


def put(engine: Engine, *documents: SearchDocument, deletes: tuple[str, ...] = (), generation: int = 0) -> None:
    engine.write(Batch([prepare(each) for each in documents], deletes, generation))


def test_a_new_document_is_found_by_the_next_search(empty: Engine) -> None:
    assert numbers(empty, "werven") == []
    put(empty, document(1, "Werving", lessons=["Begin met werven."]))
    assert [(hit.n, hit.best_lesson) for hit in ask(empty, "werven").hits] == [(1, "1-0")]


def test_a_changed_document_is_found_by_its_new_words_alone(empty: Engine) -> None:
    put(empty, document(1, "Werving", lessons=["Begin vroeg."], thema=["werven"]))
    put(empty, document(1, "Begeleiding", lessons=["Neem tijd."], thema=["begeleiden"]))
    assert numbers(empty, "werven") == numbers(empty, "vroeg") == []
    assert ask(empty, "tijd").hits[0].best_lesson == "1-0"
    assert ask(empty, "").facets["thema"] == {"begeleiden": 1}
    assert empty.status().passages == 1


def test_a_deleted_document_is_in_no_list_count_or_lesson(empty: Engine) -> None:
    put(empty, document(1, "Werving", lessons=["Werf vroeg."], thema=["werven"]), document(2, "Werving"))
    put(empty, deletes=("casusrapport:1",))
    results = ask(empty, "werven")
    assert [hit.n for hit in results.hits] == [2]
    assert results.facets["thema"] == {}
    assert (empty.status().documents, empty.status().passages) == (1, 0)


def test_deleting_what_is_not_there_is_no_error(empty: Engine) -> None:
    put(empty, deletes=("casusrapport:404",))
    assert empty.status().documents == 0


def test_a_document_written_twice_is_there_once(empty: Engine) -> None:
    put(empty, document(1, "Werving"), document(1, "Begeleiding"))
    put(empty, document(1, "Begeleiding"))
    assert ask(empty, "").total == 1
    assert numbers(empty, "begeleiden") == [1]


def test_a_document_deleted_and_written_in_one_batch_is_there(empty: Engine) -> None:
    put(empty, document(1, "Werving"), deletes=("casusrapport:1",))
    assert numbers(empty, "werven") == [1]


def test_a_key_is_not_part_of_another_key(empty: Engine) -> None:
    put(empty, document(1, "Werving"), document(11, "Werving"))
    put(empty, deletes=("casusrapport:1",))
    assert numbers(empty, "werven") == [11]


def test_the_contents_tell_every_document_and_whether_it_is_as_it_should_be(empty: Engine) -> None:
    one, two = document(1, "Werving"), document(2, "Begeleiding", lessons=["Neem tijd."])
    put(empty, one, two)
    assert empty.contents() == {each.key: prepare(each).digest for each in (one, two)}
    put(empty, document(2, "Begeleiding", lessons=["Neem de tijd."]))
    assert empty.contents()[two.key] != prepare(two).digest


def test_the_status_follows_each_batch(empty: Engine) -> None:
    before = empty.status()
    put(empty, document(1, "Werving"), generation=5)
    after = empty.status()
    assert after.sequence > before.sequence
    assert (after.name, after.documents, after.generation) == (before.name, 1, 5)
    put(empty, generation=3)
    assert empty.status().generation == 5


def test_a_rebuild_answers_only_when_it_is_published(empty: Engine) -> None:
    put(empty, document(1, "Werving"))
    with empty.rebuild() as rebuild:
        rebuild.write(Batch([prepare(document(2, "Werving"))], generation=9))
        assert numbers(empty, "werven") == [1]
        rebuild.publish()
    assert numbers(empty, "werven") == [2]
    assert (empty.status().name, empty.status().generation) == (rebuild.name, 9)


def test_a_rebuild_that_fails_leaves_the_index_as_it_was(empty: Engine) -> None:
    put(empty, document(1, "Werving"))

    def failing() -> None:
        with empty.rebuild() as rebuild:
            rebuild.write(Batch([prepare(document(2, "Werving"))]))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        failing()
    assert numbers(empty, "werven") == [1]


def test_writing_goes_on_during_a_rebuild_and_after_it(empty: Engine) -> None:
    with empty.rebuild() as rebuild:
        put(empty, document(1, "Werving"))
        assert numbers(empty, "werven") == [1]
        rebuild.publish()
    put(empty, document(3, "Werving"))
    assert numbers(empty, "werven") == [3]


def test_another_reader_sees_writes_and_rebuilds(
    adapter: Callable[[Path], Engine], empty: Engine, tmp_path: Path
) -> None:
    reader = adapter(tmp_path)
    put(empty, document(1, "Werving", lessons=["Werf vroeg."]))
    assert [(hit.n, hit.best_lesson) for hit in ask(reader, "werven").hits] == [(1, "1-0")]
    for n in (2, 3, 4):
        with empty.rebuild() as rebuild:
            rebuild.write(Batch([prepare(document(n, "Werving"))]))
            rebuild.publish()
        assert numbers(reader, "werven") == [n]
    reader.close()


def test_a_closed_engine_opens_again(empty: Engine) -> None:
    put(empty, document(1, "Werving"))
    empty.close()
    assert numbers(empty, "werven") == [1]
    empty.close()
    put(empty, document(2, "Werving"))
    assert numbers(empty, "werven") == [1, 2]


def test_without_an_index_every_question_says_that_it_is_missing(
    adapter: Callable[[Path], Engine], tmp_path: Path
) -> None:
    engine = adapter(tmp_path / "nothing")
    for asked in (lambda: ask(engine, "werven"), engine.status, engine.contents, lambda: put(engine)):
        with pytest.raises(IndexMissing):
            asked()
