"""The reconcile finds every difference between records and index, and a repair mends those of the index."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.utils import timezone

from lessons.records.models import Edition, PublicRecord
from lessons.vocabulary.models import Practice
from search.engines.base import Engine
from search.index.models import Outbox
from search.index.reconciling import reconcile, repair
from tests.factories import make_report, publish
from tests.search.index.conftest import Find, lose

pytestmark = pytest.mark.django_db

CatchUp = Callable[[], None]


@pytest.fixture
def record(index: Engine, catch_up: CatchUp) -> PublicRecord:
    """A published report that is in the index."""
    made = publish(make_report(approach="Zeldzaamheidje."))
    catch_up()
    return made


def test_an_index_that_holds_what_is_public_has_no_differences(record: PublicRecord, index: Engine) -> None:
    assert not reconcile(index).any


def test_a_document_that_was_lost_is_missing_and_mended(
    record: PublicRecord, index: Engine, find: Find, catch_up: CatchUp
) -> None:
    lose(index, record)

    found = reconcile(index)
    repair(found)
    catch_up()

    assert found.missing == [f"casusrapport:{record.number}"]
    assert find("zeldzaamheidje") == [f"casusrapport:{record.number}"]
    assert not reconcile(index).any


def test_a_document_of_what_is_not_public_is_extra_and_taken_out(
    record: PublicRecord, index: Engine, find: Find, catch_up: CatchUp
) -> None:
    PublicRecord.objects.update(state=PublicRecord.State.WITHDRAWN)  # without telling anybody

    found = reconcile(index)
    repair(found)
    catch_up()

    assert found.extra == [f"casusrapport:{record.number}"]
    assert find("zeldzaamheidje") == []
    assert not reconcile(index).any


def test_a_document_with_other_words_is_stale_and_replaced(
    record: PublicRecord, index: Engine, find: Find, catch_up: CatchUp
) -> None:
    PublicRecord.objects.update(lowered_to=0)

    found = reconcile(index)
    repair(found)
    catch_up()

    assert found.stale == [f"casusrapport:{record.number}"]
    assert find(trede="0") == [f"casusrapport:{record.number}"]


def test_a_new_label_is_seen_as_stale_words(record: PublicRecord, index: Engine, find: Find, catch_up: CatchUp) -> None:
    practice = Practice.objects.get(code="onderwijsloket")
    practice.label = "Zwaluwenloket"
    practice.save()

    repair(reconcile(index))
    catch_up()

    assert find("zwaluwenloket") == [f"casusrapport:{record.number}"]


def test_what_is_on_its_way_to_the_index_is_no_difference(record: PublicRecord, index: Engine) -> None:
    publish(make_report())

    assert not reconcile(index).any


def test_a_dead_letter_is_on_its_way_to_nowhere(record: PublicRecord, index: Engine) -> None:
    late = publish(make_report())
    Outbox.objects.filter(key=late.key).update(dead=True)

    assert reconcile(index).missing == [f"casusrapport:{late.number}"]


def test_a_changed_edition_and_a_lost_one_are_reported(record: PublicRecord, index: Engine) -> None:
    lost = publish(make_report())
    Edition.objects.filter(record=lost).update(number=2)
    Edition.objects.filter(record=record).update(sha256="0" * 64)

    sentences = reconcile(index).editions

    assert any("changed after publication" in sentence for sentence in sentences)
    assert any(str(lost) in sentence for sentence in sentences)


def test_the_command_ends_with_1_until_nothing_differs(
    record: PublicRecord, index: Engine, catch_up: CatchUp, capsys: pytest.CaptureFixture[str]
) -> None:
    lose(index, record)
    with pytest.raises(SystemExit) as ended:
        call_command("search_reconcile", "--repair")
    assert ended.value.code == 1
    assert f"missing  casusrapport:{record.number}" in capsys.readouterr().out

    catch_up()
    call_command("search_reconcile")

    assert "nothing else" in capsys.readouterr().out


def test_a_report_that_cannot_be_read_is_reported(
    record: PublicRecord, index: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    Edition.objects.filter(record=record).update(document="{")

    assert reconcile(index).failed == [f"casusrapport:{record.number}"]


def test_without_telling_that_it_changed_nothing_is_repaired(record: PublicRecord, index: Engine) -> None:
    PublicRecord.objects.update(lowered_to=0, withdrawn_at=timezone.now())

    reconcile(index)

    assert not Outbox.objects.pending().exists()
