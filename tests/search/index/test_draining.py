"""The outbox is emptied by the present state of each key, and a failure of one is no matter of the others."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from lessons.records.changes import content_generation, generation
from lessons.records.publishing import lower_step, withdraw
from lessons.records.redaction import redact
from search.engines.base import Engine, IndexMissing
from search.index.draining import drain
from search.index.kinds import KINDS
from search.index.leases import WRITER, Claim, LeaseTaken
from search.index.models import Outbox
from search.index.outbox import MAX_ATTEMPTS, fail, retry_dead_letters
from search.index.rebuilding import rebuild
from tests.factories import make_region, make_report, publish
from tests.search.index.conftest import EMBEDDED, Find

pytestmark = pytest.mark.django_db

CatchUp = Callable[[], None]


def test_a_published_report_is_found(index: Engine, find: Find, catch_up: CatchUp) -> None:
    record = publish(make_report(approach="Wij begonnen met een zeldzaamheidje."))
    assert find("zeldzaamheidje") == []

    catch_up()

    assert find("zeldzaamheidje") == [f"casusrapport:{record.number}"]


def test_a_draft_is_not_found(index: Engine, find: Find, catch_up: CatchUp) -> None:
    make_report(approach="Wij begonnen met een zeldzaamheidje.")
    report = make_report()
    record = publish(report)
    report.approach = "Nu met een zeldzaamheidje."
    report.save_revision()

    catch_up()

    assert find("zeldzaamheidje") == []
    assert f"casusrapport:{record.number}" in find()


def test_a_new_edition_replaces_the_words_of_the_old_one(index: Engine, find: Find, catch_up: CatchUp) -> None:
    report = make_report(approach="Eerst met eekhoorns.")
    record = publish(report)
    catch_up()
    report.approach = "Later met otters."
    report.change_note = "Andere dieren."

    publish(report)
    catch_up()

    assert find("eekhoorns") == []
    assert find("otters") == [f"casusrapport:{record.number}"]


def test_a_withdrawn_report_is_found_no_more(index: Engine, find: Find, catch_up: CatchUp) -> None:
    record = publish(make_report(approach="Zeldzaamheidje."))
    catch_up()

    withdraw(record)
    catch_up()

    assert find("zeldzaamheidje") == []
    assert index.status().passages == 0


def test_a_deleted_report_is_found_no_more(index: Engine, find: Find, catch_up: CatchUp) -> None:
    report = make_report(approach="Zeldzaamheidje.")
    publish(report)
    catch_up()

    report.delete()
    catch_up()

    assert find("zeldzaamheidje") == []


def test_an_expired_report_is_found_no_more(index: Engine, find: Find, catch_up: CatchUp) -> None:
    from lessons.records.scheduling import publish_due  # noqa: PLC0415

    report = make_report(approach="Zeldzaamheidje.")
    report.expire_at = timezone.now() + datetime.timedelta(hours=1)
    publish(report)
    catch_up()

    publish_due(timezone.now() + datetime.timedelta(hours=2))
    catch_up()

    assert find("zeldzaamheidje") == []


def test_a_moved_report_is_counted_under_its_new_region(index: Engine, find: Find, catch_up: CatchUp) -> None:
    old, new = make_region(), make_region()
    report = make_report(old)
    record = publish(report)
    catch_up()

    report.move(new, pos="last-child")
    catch_up()

    assert f"casusrapport:{record.number}" in find(regio=new.slug)
    assert f"casusrapport:{record.number}" not in find(regio=old.slug)


def test_the_reports_of_a_renamed_region_are_found_under_its_new_address(
    index: Engine, find: Find, catch_up: CatchUp
) -> None:
    region = make_region()
    record = publish(make_report(region))
    catch_up()

    region.slug = "nieuwe-naam"
    region.save_revision().publish()
    catch_up()

    assert f"casusrapport:{record.number}" in find(regio="nieuwe-naam")


def test_a_redacted_passage_is_found_no_more(index: Engine, find: Find, catch_up: CatchUp) -> None:
    record = publish(make_report(approach="Mevrouw Zeldzaamheidje belde alle scholen."))
    catch_up()

    redact(record, "Mevrouw Zeldzaamheidje", "Een naam van een persoon.")
    catch_up()

    assert find("zeldzaamheidje") == []


def test_a_lowered_step_moves_a_report_to_the_lower_step(index: Engine, find: Find, catch_up: CatchUp) -> None:
    record = publish(make_report())
    catch_up()
    assert find(trede="1") == [f"casusrapport:{record.number}"]

    lower_step(record, 0, "Er is niets uitgevoerd.")
    catch_up()

    assert find(trede="1") == []
    assert find(trede="0") == [f"casusrapport:{record.number}"]


def test_the_index_generation_rises_with_what_can_be_found(index: Engine, catch_up: CatchUp) -> None:
    before = generation("index")
    publish(make_report())
    assert generation("index") == before

    catch_up()

    assert generation("index") > before
    assert index.status().generation == content_generation()


def test_nothing_to_do_raises_no_generation(index: Engine, catch_up: CatchUp) -> None:
    catch_up()
    before = generation("index")

    catch_up()

    assert generation("index") == before


def test_without_an_index_publishing_works_and_the_change_waits_for_it(engine: Engine, find: Find) -> None:
    record = publish(make_report(approach="Zeldzaamheidje."))
    with pytest.raises(IndexMissing):
        drain(engine)
    assert Outbox.objects.pending().filter(kind="casusrapport", key=record.key).exists()

    rebuild(engine)

    assert find("zeldzaamheidje") == [f"casusrapport:{record.number}"]
    assert not Outbox.objects.pending().exists()


@EMBEDDED
def test_a_damaged_index_keeps_the_changes_waiting_and_they_arrive_when_it_is_mended(
    index: Engine, find: Find, catch_up: CatchUp, settings: Any
) -> None:
    pointer = Path(settings.SEARCH_DIR) / "current"
    name = pointer.read_text()
    pointer.unlink()
    record = publish(make_report(approach="Zeldzaamheidje."))
    with pytest.raises(IndexMissing):
        drain(index)

    pointer.write_text(name)
    catch_up()

    assert find("zeldzaamheidje") == [f"casusrapport:{record.number}"]


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Numbers of reports that no document can be made of."""
    numbers: set[str] = set()
    make = KINDS["casusrapport"].document

    def document(source: Any) -> Any:
        if source[0].key in numbers:
            raise ValueError("a report that cannot be read")
        return make(source)

    monkeypatch.setattr(KINDS["casusrapport"], "document", document)
    return numbers


def row(key: str) -> Outbox:
    return Outbox.objects.get(kind="casusrapport", key=key)


def test_a_report_that_cannot_be_indexed_waits_and_the_others_go_on(
    index: Engine, find: Find, broken: set[str]
) -> None:
    bad, good = publish(make_report()), publish(make_report())
    broken.add(bad.key)

    done = drain(index)

    assert done.failed == 1
    assert f"casusrapport:{good.number}" in find()
    assert f"casusrapport:{bad.number}" not in find()
    assert row(bad.key).not_before > timezone.now()
    assert "cannot be read" in row(bad.key).last_error
    assert drain(index).rows == 0, "it is not tried again before its time"
    assert index.status().generation < content_generation(), "the index does not claim to be complete"


def test_after_too_many_attempts_a_report_is_given_up_until_the_operator_or_a_change_tries_again(
    index: Engine, find: Find, broken: set[str], catch_up: CatchUp
) -> None:
    bad = publish(make_report())
    broken.add(bad.key)
    for _ in range(MAX_ATTEMPTS):
        Outbox.objects.update(not_before=None)
        drain(index)
    assert row(bad.key).dead
    Outbox.objects.update(not_before=None)
    assert drain(index).rows == 0

    broken.clear()
    assert retry_dead_letters() == 1
    catch_up()

    assert f"casusrapport:{bad.number}" in find()
    assert not row(bad.key).dead


def test_a_change_gives_a_dead_letter_a_fresh_start(index: Engine, broken: set[str], catch_up: CatchUp) -> None:
    bad = publish(make_report())
    Outbox.objects.filter(key=bad.key).update(dead=True, attempts=MAX_ATTEMPTS)

    lower_step(bad, 0, "Er is niets uitgevoerd.")
    catch_up()

    assert row(bad.key).done_in == row(bad.key).changed_in


def test_a_failure_does_not_hide_a_change_that_came_meanwhile(index: Engine) -> None:
    record = publish(make_report())
    read = row(record.key)
    lower_step(record, 0, "Er is niets uitgevoerd.")

    fail(read, ValueError("old words"))

    assert row(record.key).attempts == 0


def test_a_change_during_a_batch_stays_pending(
    index: Engine, monkeypatch: pytest.MonkeyPatch, find: Find, catch_up: CatchUp
) -> None:
    record = publish(make_report())
    write = index.write

    def meanwhile(batch: Any) -> None:
        monkeypatch.undo()
        write(batch)
        withdraw(record)

    monkeypatch.setattr(index, "write", meanwhile)
    drain(index)
    assert row(record.key) in Outbox.objects.pending()

    catch_up()

    assert f"casusrapport:{record.number}" not in find()


def test_nobody_writes_while_another_process_does(index: Engine) -> None:
    publish(make_report())

    with Claim(WRITER).held(), pytest.raises(LeaseTaken):
        drain(index)


def test_a_row_of_a_kind_that_is_not_known_any_more_is_taken_out(index: Engine, catch_up: CatchUp) -> None:
    Outbox.objects.create(kind="vroeger", key="1", changed_in=1, changed_at=timezone.now())

    catch_up()

    assert not Outbox.objects.pending().exists()
