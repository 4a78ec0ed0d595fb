"""A public change leaves a row, in its own transaction; a draft leaves none."""

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from lessons.records.models import PublicRecord
from lessons.records.publishing import lower_step, withdraw
from search.index.models import Outbox
from search.index.outbox import requeue
from tests.factories import UserFactory, make_region, make_report, publish

pytestmark = pytest.mark.django_db


def pending() -> set[str]:
    return {str(row) for row in Outbox.objects.pending()}


def forget() -> None:
    Outbox.objects.all().delete()


def test_a_publication_leaves_a_row() -> None:
    record = publish(make_report())

    assert f"casusrapport:{record.number}" in pending()


def test_a_publication_that_is_rolled_back_leaves_no_row() -> None:
    report = make_report()
    forget()

    with transaction.atomic():
        publish(report)
        transaction.set_rollback(True)

    assert not PublicRecord.objects.filter(page_id=report.pk).exists()
    assert pending() == set()


def test_a_refused_row_undoes_the_publication(monkeypatch: pytest.MonkeyPatch) -> None:
    report = make_report()
    monkeypatch.setattr("search.index.outbox.Outbox.objects", None)

    with pytest.raises(AttributeError):
        publish(report)

    assert not PublicRecord.objects.filter(page_id=report.pk).exists()


def test_drafts_and_autosaves_leave_no_row() -> None:
    report = make_report()
    publish(report)
    forget()

    report.title = "Een andere titel die nog niemand goedkeurde"
    report.save_revision(user=UserFactory())
    make_report(report.get_parent().specific).save_revision()

    assert pending() == set()


def test_many_changes_of_one_report_are_one_row_of_the_latest_generation() -> None:
    record = publish(make_report())
    first = Outbox.objects.get(kind="casusrapport", key=record.key).changed_in

    lower_step(record, 0, "Er ontbreekt een bron.")
    lower_step(record, None, "")

    assert Outbox.objects.get(kind="casusrapport", key=record.key).changed_in == first + 2


@pytest.mark.parametrize("way", ["withdraw", "unpublish", "delete"])
def test_every_way_to_take_a_report_away_leaves_a_row(way: str) -> None:
    report = make_report()
    record = publish(report)
    forget()

    if way == "withdraw":
        withdraw(record, "Op verzoek van de regio.")
    elif way == "unpublish":
        report.unpublish()
    else:
        report.delete()

    assert pending() == {f"casusrapport:{record.number}"}


def test_a_move_to_another_region_leaves_a_row() -> None:
    report = make_report()
    record = publish(report)
    target = make_region()
    forget()

    report.move(target, pos="last-child")

    assert f"casusrapport:{record.number}" in pending()


def test_a_renamed_region_brings_its_reports_along_and_those_it_shares() -> None:
    region, other = make_region(), make_region()
    own = publish(make_report(region))
    shared = make_report(other)
    shared.co_regions = [region]
    joint = publish(shared)
    apart = publish(make_report(other))
    forget()

    region.slug = "nieuwe-naam"
    region.save_revision().publish()

    assert {f"casusrapport:{own.number}", f"casusrapport:{joint.number}"} <= pending()
    assert f"casusrapport:{apart.number}" not in pending()


def test_a_change_of_what_cannot_be_found_leaves_no_row() -> None:
    record = publish(make_report())
    forget()

    record.page.specific.theme.save()

    assert pending() == set()


def test_bringing_nothing_again_waits_for_nobody(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        requeue([])
