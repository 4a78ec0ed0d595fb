"""Editions: when one is made, when not, and that nothing changes one."""

import json
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import Page

from lessons.records.approvals import approve
from lessons.records.models import Edition, PublicRecord, PublishedLesson
from lessons.records.opened import Withdrawn, opened, shown_step
from lessons.records.publishing import lower_step, sync_public, withdraw
from lessons.records.refusals import NotApproved
from lessons.records.triggers import install
from lessons.records.verification import changed_editions, lost_editions
from lessons.reports.document import document
from tests.factories import UserFactory, make_region, make_report, publish, with_measurement

pytestmark = pytest.mark.django_db


def test_a_first_publication_gets_the_next_number_and_edition_one() -> None:
    first, second = publish(make_report()), publish(make_report())

    assert (second.number - first.number, second.current_edition.number) == (1, 1)
    assert first.path == f"/casus/{first.number}/"


def test_a_refused_publication_gives_its_number_back() -> None:
    last = publish(make_report()).number
    with pytest.raises(NotApproved), transaction.atomic():
        make_report().save_revision().publish()

    assert publish(make_report()).number == last + 1


def test_a_change_makes_the_next_edition_with_its_note_and_leaves_the_first_as_it_was() -> None:
    report = make_report()
    record = publish(report)
    before = record.current_edition.document
    report.title, report.change_note = "Een nieuwe titel met een uitkomst", "De titel zegt nu de uitkomst."
    record = publish(report)

    assert record.current_edition.number == 2
    assert record.current_edition.change_note == "De titel zegt nu de uitkomst."
    assert record.editions.get(number=1).document == before


def test_the_same_words_make_no_new_edition() -> None:
    report = make_report()
    publish(report)
    record = publish(report)

    assert record.editions.count() == 1


def test_a_draft_of_a_published_report_changes_nothing_public() -> None:
    report = make_report()
    record = publish(report)
    report.title = "Nog niet gelezen door een ander"
    report.save_revision()

    record.refresh_from_db()
    assert opened(record, record.current_edition)["title"] != report.title


def test_the_document_holds_codes_dates_as_text_and_every_key() -> None:
    report = with_measurement(make_report(), compared=True)
    made = document(report)

    assert made["theme"] == "werven"
    assert made["sectors"] == ["po"]
    assert made["start_date"] == "2023-08-01"
    assert made["measurements"][0]["start"] == {
        "value": "14",
        "count": 29,
        "count_under_10": False,
        "denominator": 204,
        "date": "2021-10-01",
    }
    assert made["voices"] == []
    assert json.loads(json.dumps(made)) == made


def test_a_count_under_ten_is_not_published_and_neither_is_what_it_can_be_computed_from() -> None:
    report = with_measurement(make_report())
    row = report.measurements.all()[0]
    row.end_count, row.end_value = 7, 3
    report.measurements = [row]

    end = document(report)["measurements"][0]["end"]
    assert (end["count"], end["value"], end["count_under_10"], end["denominator"]) == (None, None, True, 212)


def test_lessons_keep_their_permanent_address_in_later_editions() -> None:
    report = make_report(lessons=2)
    record = publish(report)
    kept, dropped = report.lessons.all()
    report.lessons = [kept]
    record = publish(report)

    assert PublishedLesson.objects.get(pk=kept.pk).last_edition == record.current_edition.number == 2
    assert PublishedLesson.objects.get(pk=dropped.pk).last_edition == 1


def test_withdrawing_unpublishes_the_page_and_closes_every_edition() -> None:
    report = make_report()
    record = publish(report)
    withdraw(record, "Op verzoek van de regio")
    report.refresh_from_db()

    assert not report.live
    with pytest.raises(Withdrawn):
        opened(record, record.current_edition)


def test_unpublishing_deleting_and_expiring_withdraw_the_record() -> None:
    unpublished, deleted, expired = make_report(), make_report(), make_report()
    for report in (unpublished, deleted, expired):
        publish(report)
    unpublished.unpublish()
    deleted.delete()
    Page.objects.get(pk=expired.pk).unpublish(set_expired=True)

    assert set(PublicRecord.objects.values_list("state", flat=True)) == {"ingetrokken"}


def test_a_deleted_region_leaves_its_records_withdrawn() -> None:
    region = make_region()
    record = publish(make_report(region))
    Page.objects.get(pk=region.pk).delete()
    record.refresh_from_db()

    assert (record.state, record.page_id, record.region_id) == ("ingetrokken", None, None)


def test_a_plain_save_does_not_reopen_a_withdrawn_report() -> None:
    report = make_report()
    record = publish(report)
    withdraw(record)
    report.refresh_from_db()
    report.live = True
    report.save()
    report.live_revision = report.get_latest_revision()
    with pytest.raises(NotApproved), transaction.atomic():
        report.save()

    record.refresh_from_db()
    assert record.state == "ingetrokken"


def test_an_approval_from_before_the_withdrawal_does_not_reopen() -> None:
    report = make_report()
    record = publish(report)
    approve(report.pk, document(report.get_latest_revision_as_object()), UserFactory(), final=True)
    withdraw(record)
    with pytest.raises(NotApproved), transaction.atomic():
        report.get_latest_revision().publish()


def test_a_new_approval_reopens_with_the_same_edition_for_the_same_words() -> None:
    report = make_report()
    withdraw(publish(report))
    report.refresh_from_db()
    record = publish(report)

    assert (record.state, record.current_edition.number) == ("open", 1)


def test_a_report_that_moves_takes_its_record_to_the_other_region() -> None:
    report, elsewhere = make_report(), make_region()
    record = publish(report)
    Page.objects.get(pk=report.pk).move(elsewhere, pos="last-child")
    record.refresh_from_db()

    assert record.region_id == elsewhere.pk
    assert record.current_edition.number == 1


def test_the_step_shown_is_the_lower_of_own_and_lowered_and_never_higher() -> None:
    record = publish(with_measurement(make_report()))
    assert shown_step(record, record.current_edition) == 3
    lower_step(record, 1, "De noemer klopt niet.")
    assert shown_step(record, record.current_edition) == 1
    lower_step(record, 4, "Hoger kan niet.")
    assert shown_step(record, record.current_edition) == 3


def test_lowering_without_a_reason_is_refused() -> None:
    record = publish(make_report())
    with pytest.raises(ValueError, match="reden"):
        lower_step(record, 0, " ")


def test_an_incomplete_report_makes_no_edition_even_when_approved() -> None:
    with pytest.raises(NotApproved, match="nog niet volledig"), transaction.atomic():
        publish(make_report(challenge_text=""))


def test_the_database_refuses_to_change_or_delete_an_edition() -> None:
    record = publish(make_report())
    install("default")
    for attempt in (
        lambda: Edition.objects.filter(record=record).update(document="{}"),
        lambda: Edition.objects.filter(record=record).delete(),
        lambda: connection.cursor().execute("UPDATE lessons_edition SET own_step = 4"),
    ):
        with pytest.raises(DatabaseError, match="unchangeable"), transaction.atomic():
            attempt()


def test_verification_finds_a_changed_text_and_a_lost_edition() -> None:
    changed, whole = publish(make_report()), publish(make_report())
    report = make_report()
    publish(report)
    report.title = "Nog een titel met een uitkomst"
    lost = publish(report)
    assert not list(changed_editions())
    assert not list(lost_editions())
    Edition.objects.filter(record=changed).update(document="{}")
    Edition.objects.filter(record=lost, number=1).delete()

    assert [str(changed) in line for line in changed_editions()] == [True]
    assert [str(lost) in line for line in lost_editions()] == [True]
    assert not any(str(whole) in line for line in lost_editions())


def test_a_page_made_live_by_a_script_without_a_revision_is_not_public() -> None:
    report = make_report()
    report.live = True
    report.save()
    sync_public(report)

    assert not PublicRecord.objects.filter(page_id=report.pk).exists()
    with pytest.raises(Http404):
        report.serve(RequestFactory().get(report.url_path))


def test_the_address_in_the_tree_leads_to_the_records() -> None:
    report = make_report()
    record = publish(report)

    assert report.serve(RequestFactory().get(report.url_path)).headers["Location"] == record.path == report.url


def test_a_publication_planned_without_approval_is_refused_at_once() -> None:
    report = make_report()
    report.go_live_at = timezone.now() + timedelta(days=1)
    with pytest.raises(NotApproved), transaction.atomic():
        report.save_revision().publish()
