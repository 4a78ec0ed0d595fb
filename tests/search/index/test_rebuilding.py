"""A rebuild stands beside the index that answers, misses no change, and takes its place in one step."""

import signal
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from lessons.records.changes import generation
from lessons.records.publishing import withdraw
from search.engines.base import Engine
from search.index.draining import drain
from search.index.kinds import KINDS
from search.index.leases import WRITER, Claim, LeaseTaken
from search.index.models import Outbox
from search.index.rebuilding import Keys, rebuild
from tests.factories import make_report, publish
from tests.search.index.conftest import EMBEDDED, Find, indices
from tests.search.index.processes import start, wait_for

CatchUp = Callable[[], None]


@pytest.mark.django_db
def test_a_rebuild_holds_all_that_is_public_and_nothing_else(engine: Engine, find: Find) -> None:
    record, gone = publish(make_report()), publish(make_report())
    withdraw(gone)
    make_report()

    done = rebuild(engine)

    reports = [key for key in find() if key.startswith("casusrapport")]
    assert reports == [f"casusrapport:{record.number}"]
    assert done.documents == engine.status().documents
    assert done.failed == {}


@pytest.mark.django_db
def test_the_worker_has_nothing_left_to_do_after_a_rebuild(engine: Engine) -> None:
    publish(make_report())
    before = generation("index")

    rebuild(engine)

    assert not Outbox.objects.pending().exists()
    assert generation("index") > before


@pytest.mark.django_db
def test_what_changes_during_a_rebuild_is_not_lost_whether_the_worker_brought_it_or_not(
    index: Engine, find: Find, catch_up: CatchUp
) -> None:
    stays, goes = publish(make_report()), publish(make_report())
    catch_up()
    late = make_report(approach="Zeldzaamheidje.")
    changed: list[Any] = []

    def track(keys: Keys) -> Iterable[tuple[str, str]]:
        yield from keys
        # Everything was read; now something is published and withdrawn, and the worker brings it to the old index.
        changed.append(publish(late))
        withdraw(goes)
        drain(index)
        changed.append(publish(make_report(approach="Zeldzaamheidje.")))

    old = index.status().name
    rebuild(index, track)

    assert index.status().name != old
    assert set(find("zeldzaamheidje")) == {f"casusrapport:{record.number}" for record in changed}
    assert f"casusrapport:{goes.number}" not in find()
    assert f"casusrapport:{stays.number}" in find()
    assert not Outbox.objects.pending().exists()


@pytest.mark.django_db
def test_the_old_index_answers_until_the_new_one_is_whole(index: Engine, find: Find, catch_up: CatchUp) -> None:
    record = publish(make_report(approach="Zeldzaamheidje."))
    catch_up()

    def track(keys: Keys) -> Iterable[tuple[str, str]]:
        for key in keys:
            yield key
            assert find("zeldzaamheidje") == [f"casusrapport:{record.number}"]

    rebuild(index, track)

    assert find("zeldzaamheidje") == [f"casusrapport:{record.number}"]


@pytest.mark.django_db
def test_an_interrupted_rebuild_leaves_no_trace(index: Engine, settings: Any, find: Find) -> None:
    publish(make_report())
    before, name = indices(index), index.status().name

    def track(keys: Keys) -> Iterable[tuple[str, str]]:
        yield keys[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(index, track)

    assert indices(index) == before
    assert index.status().name == name
    assert Outbox.objects.pending().exists()
    rebuild(index)


@pytest.mark.django_db
def test_the_index_before_the_present_one_stays_for_its_readers_and_older_ones_go(index: Engine, settings: Any) -> None:
    names = [index.status().name]
    for _ in range(3):
        rebuild(index)
        names.append(index.status().name)

    assert indices(index) == set(names[-2:])


@pytest.mark.django_db
def test_a_second_rebuild_is_refused_in_words(index: Engine) -> None:
    publish(make_report())

    def meanwhile(keys: Keys) -> Keys:
        with pytest.raises(LeaseTaken, match="rebuilder: held by"):
            rebuild(index)
        with pytest.raises(CommandError, match="rebuilder: held by"):
            call_command("search_rebuild")
        return keys

    assert rebuild(index, meanwhile).documents


@pytest.mark.django_db
def test_a_rebuild_does_not_swap_while_somebody_writes(index: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.index.rebuilding.PATIENCE", 0.2)
    name = index.status().name

    with Claim(WRITER).held(), pytest.raises(LeaseTaken):
        rebuild(index)

    assert index.status().name == name


@pytest.mark.django_db
def test_a_report_that_cannot_be_indexed_is_named_and_tried_again(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, find: Find, catch_up: CatchUp
) -> None:
    bad, good = publish(make_report()), publish(make_report())
    make = KINDS["casusrapport"].document

    def document(source: Any) -> Any:
        if source[0].key == bad.key:
            raise ValueError("a report that cannot be read")
        return make(source)

    with monkeypatch.context() as patch:
        patch.setattr(KINDS["casusrapport"], "document", document)
        done = rebuild(engine)

    assert list(done.failed) == [f"casusrapport:{bad.number}"]
    assert f"casusrapport:{good.number}" in find()
    assert {str(row) for row in Outbox.objects.pending()} == {f"casusrapport:{bad.number}"}
    catch_up()
    assert f"casusrapport:{bad.number}" in find()


@pytest.mark.django_db
def test_if_missing_does_nothing_when_a_fitting_index_is_there(
    engine: Engine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    call_command("search_rebuild", "--if-missing")
    name = engine.status().name
    assert f"{name} answers now" in capsys.readouterr().out

    call_command("search_rebuild", "--if-missing")

    assert engine.status().name == name
    assert "is there" in capsys.readouterr().out


@EMBEDDED
@pytest.mark.django_db
def test_if_missing_replaces_an_index_of_another_analysis(engine: Engine, settings: Any) -> None:
    call_command("search_rebuild")
    name = engine.status().name
    engine.close()
    manifest = Path(settings.SEARCH_DIR) / name / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"fingerprint": "', '"fingerprint": "0'))

    call_command("search_rebuild", "--if-missing")

    assert engine.status().name != name


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_rebuild_that_is_told_to_stop_removes_what_it_made(index: Engine, settings: Any, tmp_path: Path) -> None:
    for _ in range(3):
        publish(make_report())
    before = indices(index)
    with Claim(WRITER).held():  # so that it waits before its last part
        process = start(tmp_path, "search_rebuild")
        wait_for(lambda: indices(index) != before)
        wait_for(lambda: False, 0.5)
        process.send_signal(signal.SIGTERM)

        assert process.wait(20) == 1

    assert "Interrupted" in (tmp_path / "search_rebuild.log").read_text()
    assert indices(index) == before
