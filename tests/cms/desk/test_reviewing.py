"""Nothing becomes public without a final approval, of exactly the words that were read, by who did not write them."""

import datetime
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision, Workflow, WorkflowTask

from cms.desk.setup import REVIEW
from cms.desk.workflow import ReviewTask
from lessons.records.models import Approval, Edition, PublicRecord
from lessons.records.refusals import NotApproved
from lessons.records.scheduling import publish_due
from lessons.reports.models import CaseReport
from tests.cms.desk import browserlike as browser
from tests.factories import UserFactory, author_of, make_region, make_report, publish, re_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def author(region):
    return author_of(region)


@pytest.fixture
def reviewer():
    return re_editor(first_name="Ria", last_name="Reviewer")


@pytest.fixture
def submitted(region, author) -> CaseReport:
    """A complete report that its author submitted."""
    report = make_report(region)
    assert browser.submit(browser.client_of(author), report).status_code == 302
    return report


def is_public(report: CaseReport) -> bool:
    """Whether there is an open record, which goes with a live page."""
    record = PublicRecord.objects.filter(page_id=report.pk).first()
    is_open = record is not None and record.is_open
    assert CaseReport.objects.get(pk=report.pk).live == is_open
    return is_open


def test_a_reviewer_approves_and_the_report_is_public(submitted, reviewer):
    response = browser.approve(browser.client_of(reviewer), submitted)

    assert response.status_code == 302
    assert is_public(submitted)
    assert Edition.objects.get().approved_by == "Ria Reviewer"
    assert Approval.objects.get().final


def test_a_reviewer_approves_below_the_form(submitted, reviewer):
    response = browser.approve_in_form(browser.client_of(reviewer), submitted)

    assert is_public(submitted), browser.told(response)
    assert any("/casus/" in text for text in browser.told(response))


def test_the_dialog_answers_with_where_to_go(submitted, reviewer):
    client = browser.client_of(reviewer)

    response = client.post(browser.task_url(submitted, "approve"), headers=browser.XHR)

    assert response.json()["step"] == "success"


def test_an_author_cannot_approve(submitted, author):
    browser.approve(browser.client_of(author), submitted)

    assert not is_public(submitted)


def test_a_reviewer_who_wrote_sees_no_button_and_cannot_approve(submitted, reviewer):
    client = browser.client_of(reviewer)
    browser.save(client, submitted, summary="Door de redacteur herschreven.")

    labels = browser.soup(client.get(browser.edit_url(submitted))).select("[data-workflow-action-name=approve]")
    browser.approve(client, submitted)

    assert not labels
    assert not is_public(submitted)


def test_writing_and_approving_in_one_request_keeps_the_text_and_approves_nothing(submitted, reviewer):
    client = browser.client_of(reviewer)

    response = browser.approve_in_form(client, submitted, summary="Snel nog even aangepast.")

    assert response.status_code == 302
    assert any("zelf aan deze tekst geschreven" in text for text in browser.told(response))
    assert not is_public(submitted)
    report = CaseReport.objects.get(pk=submitted.pk)
    assert report.get_latest_revision_as_object().summary == "Snel nog even aangepast."
    assert report.workflow_in_progress
    assert not Approval.objects.exists()


def test_another_reviewer_approves_what_the_first_one_changed(submitted, reviewer):
    browser.save(browser.client_of(reviewer), submitted, summary="Door de redacteur herschreven.")

    browser.approve_in_form(browser.client_of(re_editor()), submitted)

    assert is_public(submitted)


def test_words_that_changed_after_reading_are_approved_only_at_the_second_click(submitted, reviewer):
    client = browser.client_of(reviewer)
    client.get(browser.edit_url(submitted))
    browser.save(browser.client_of(re_editor(first_name="Els")), submitted, summary="Intussen herschreven.")

    first = browser.approve(client, submitted)

    assert browser.told(first) == ["Dit rapport is intussen gewijzigd door Els. Lees het en keur het opnieuw goed."]
    assert not is_public(submitted)
    browser.approve(client, submitted)
    assert is_public(submitted)


def test_words_overwritten_in_place_after_reading_are_refused_too(submitted, reviewer):
    other = re_editor()
    browser.save(browser.client_of(other), submitted, summary="Eerste versie.")
    client = browser.client_of(reviewer)
    client.get(browser.edit_url(submitted))
    page = CaseReport.objects.get(pk=submitted.pk).get_latest_revision_as_object()
    page.summary = "Ter plekke overschreven."
    page.save_revision(user=other, overwrite_revision=page.latest_revision)

    first = browser.approve(client, submitted)

    assert "intussen gewijzigd" in browser.told(first)[0]
    assert not is_public(submitted)
    browser.approve(client, submitted)
    assert is_public(submitted)


def test_what_was_submitted_and_then_overwritten_is_refused_without_reading(submitted, author, reviewer):
    page = CaseReport.objects.get(pk=submitted.pk).get_latest_revision_as_object()
    page.summary = "Na het insturen overschreven."
    page.save_revision(user=author, overwrite_revision=page.latest_revision)

    response = browser.approve(browser.client_of(reviewer), submitted)

    assert "intussen gewijzigd" in browser.told(response)[0]
    assert not is_public(submitted)


def test_an_approval_is_spent_by_the_edition_it_made(submitted, author, reviewer):
    browser.approve(browser.client_of(reviewer), submitted)
    writer = browser.client_of(author)
    browser.submit(writer, submitted, summary="Tweede woorden.", change_note="Herschreven.")
    browser.approve(browser.client_of(reviewer), submitted)
    assert Edition.objects.count() == 2
    first = Revision.objects.get(pk=Edition.objects.get(number=1).revision_id)

    with pytest.raises(NotApproved):
        first.publish()


def test_reverting_needs_an_approval_of_its_own(submitted, author, reviewer):
    client = browser.client_of(reviewer)
    browser.approve(client, submitted)
    first = Edition.objects.get().revision_id
    browser.submit(browser.client_of(author), submitted, summary="Tweede woorden.", change_note="Herschreven.")
    browser.approve(client, submitted)

    url = reverse("wagtailadmin_pages:revisions_revert", args=[submitted.pk, first])
    response = browser.post(client, url, action="action-publish")

    assert response.status_code == 302
    assert Edition.objects.count() == 2


def test_a_report_with_a_hole_is_not_approved_and_the_text_stays(submitted, reviewer):
    browser.save(browser.client_of(re_editor()), submitted, do_differently="")

    response = browser.approve_in_form(browser.client_of(reviewer), submitted)

    assert response.status_code == 200
    assert list(browser.problems(response).values()) == ["id_do_differently"]
    told = browser.told(browser.approve(browser.client_of(reviewer), submitted))
    assert "Schrijf op wat u een volgende keer anders zou doen." in told[-1]
    assert not is_public(submitted)


def test_an_incomplete_report_can_be_sent_back(submitted, reviewer):
    client = browser.client_of(reviewer)
    changes = {
        "do_differently": "",
        "workflow-action-name": "reject",
        "workflow-action-extra-data": '{"comment": "Vul aan."}',
    }

    response = browser.post(client, browser.edit_url(submitted), changes, "action-workflow-action")

    assert response.status_code == 302
    assert not CaseReport.objects.get(pk=submitted.pk).workflow_in_progress


@pytest.mark.parametrize("what", ["publish_button", "bulk", "create_and_publish"])
def test_a_superuser_publishes_nothing_by_hand(what, region):
    client = browser.client_of(UserFactory(is_superuser=True, is_staff=True))
    report = make_report(region)

    answers: dict[str, Any] = {
        "publish_button": lambda: browser.post(client, browser.edit_url(report), action="action-publish"),
        "bulk": lambda: client.post(
            reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={report.pk}&id={region.pk}",
            {"include_descendants": "on"},
        ),
        "create_and_publish": lambda: browser.post(client, browser.add_url(region), action="action-publish"),
    }
    response = answers[what]()

    assert response.status_code == 302
    assert not is_public(report)
    assert not CaseReport.objects.live().exists()
    if what != "bulk":
        assert any("niet gepubliceerd" in text for text in browser.told(response))


def test_a_superuser_outside_the_re_cannot_approve(submitted):
    browser.approve(browser.client_of(UserFactory(is_superuser=True)), submitted)

    assert not is_public(submitted)


def test_a_copy_is_a_draft_with_lessons_of_its_own(submitted, reviewer):
    browser.approve(browser.client_of(reviewer), submitted)
    client = browser.client_of(UserFactory(is_superuser=True))
    url = reverse("wagtailadmin_pages:copy", args=[submitted.pk])
    data = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": str(submitted.get_parent().pk)}

    refused = client.post(url, data | {"publish_copies": "on"})
    aliased = client.post(url, data | {"alias": "on"})
    assert (refused.status_code, aliased.status_code) == (200, 200)
    client.post(url, data)

    copy = CaseReport.objects.get(title="Kopie")
    assert not copy.live
    assert not is_public(copy)
    ours = {lesson.pk for lesson in submitted.lessons.all()}
    assert ours.isdisjoint(lesson.pk for lesson in copy.lessons.all())


def test_a_script_cannot_publish(submitted):
    with pytest.raises(NotApproved):
        CaseReport.objects.get(pk=submitted.pk).get_latest_revision().publish()


def test_an_alias_made_by_a_script_stays_out_of_the_record(submitted, reviewer):
    browser.approve(browser.client_of(reviewer), submitted)

    with pytest.raises(NotApproved):
        CaseReport.objects.get(pk=submitted.pk).create_alias(update_slug="alias")


def later() -> dict[str, str]:
    """A moment tomorrow, as the form sends it."""
    moment = timezone.localtime() + datetime.timedelta(days=1)
    return {"go_live_at": moment.strftime("%Y-%m-%d %H:%M")}


def test_an_approved_report_becomes_public_at_its_planned_moment(submitted, author, reviewer):
    browser.save(browser.client_of(re_editor()), submitted, **later())

    browser.approve_in_form(browser.client_of(reviewer), submitted)

    assert not is_public(submitted)
    moment = timezone.now() + datetime.timedelta(days=2)
    with mock.patch("django.utils.timezone.now", return_value=moment):
        done = publish_due(moment)
    assert (done.published, done.refused) == (1, [])
    assert is_public(submitted)


def test_who_submits_cannot_approve_by_planning_the_publication(region):
    both = author_of(region)
    both.groups.add(Group.objects.get(name="Realisatie-eenheid"))
    client = browser.client_of(both)
    report = make_report(region)
    browser.submit(client, report, **later())

    response = browser.approve_in_form(client, report)
    browser.approve(client, report)

    assert response.status_code == 302
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    assert publish_due(timezone.now() + datetime.timedelta(days=2)).published == 0
    assert not is_public(report)


def test_a_schedule_without_approval_is_refused_at_once(submitted):
    revision = CaseReport.objects.get(pk=submitted.pk).get_latest_revision()
    revision.approved_go_live_at = timezone.now() + datetime.timedelta(days=1)

    with pytest.raises(NotApproved):
        revision.save()


def test_only_the_last_stage_makes_public(region, author, reviewer):
    workflow = Workflow.objects.get(name=REVIEW)
    panel = ReviewTask.objects.create(name="Panel")
    panel.groups.add(Group.objects.get(name="Realisatie-eenheid"))
    WorkflowTask.objects.create(workflow=workflow, task=panel, sort_order=-1)
    report = make_report(region)
    browser.submit(browser.client_of(author), report)

    browser.approve(browser.client_of(reviewer), report)
    assert not is_public(report)
    assert not Approval.objects.filter(final=True).exists()
    with pytest.raises(NotApproved):
        CaseReport.objects.get(pk=report.pk).get_latest_revision().publish()
    browser.approve(browser.client_of(reviewer), report)

    assert is_public(report)


def test_a_withdrawn_report_is_not_reopened_by_saving(submitted, author, reviewer):
    client = browser.client_of(reviewer)
    browser.approve(client, submitted)
    record = PublicRecord.objects.get()
    client.post(reverse("desk_record_action", args=[record.pk, "intrekken"]), {"why": "Onjuiste cijfers."})
    assert not is_public(submitted)

    CaseReport.objects.get(pk=submitted.pk).save()
    browser.save(browser.client_of(author), submitted, summary="Weer iets nieuws.")
    assert not is_public(submitted)

    browser.submit(browser.client_of(author), submitted, change_note="Cijfers verbeterd.")
    browser.approve(client, submitted)
    assert is_public(submitted)


def test_autosave_of_a_draft_keeps_the_lessons_identity(region, author):
    report = make_report(region)
    publish(report)
    ids = {str(lesson.pk) for lesson in report.lessons.all()}
    client = browser.client_of(author)
    data = browser.opened_form(client, browser.edit_url(report))
    rows = {"lessons-TOTAL_FORMS": "3", "lessons-2-statement": "Nieuwe les", "lessons-2-ORDER": "3"}
    rows |= {
        "lessons-2-verdict": "weer-doen",
        "lessons-2-explanation": "",
        "lessons-2-for_whom": "",
        "lessons-2-id": "",
    }

    first = client.post(browser.edit_url(report), data | rows, headers={"Accept": "application/json"}).json()
    updates = first["field_updates"]
    again = data | rows | updates | {"overwrite_revision_id": first["revision_id"], "summary": "Nog een keer."}
    second = client.post(browser.edit_url(report), again, headers={"Accept": "application/json"}).json()

    assert second["success"], second
    drafted = {
        str(row.pk) for row in CaseReport.objects.get(pk=report.pk).get_latest_revision_as_object().lessons.all()
    }
    assert ids < drafted
    assert updates["lessons-2-id"] in drafted
    assert len(drafted) == 3
