"""A lesson keeps its UUID through all that happens to its report; a copy of the report has lessons of its own."""

import pytest
from django.urls import reverse

from lessons.records.models import PublicRecord
from lessons.records.opened import opened
from lessons.reports.models import CaseReport
from tests.cms.desk import browserlike as browser
from tests.factories import UserFactory, author_of, make_region, make_report, publish, re_editor

pytestmark = pytest.mark.django_db

ROW = {"explanation": "", "verdict": "weer-doen", "for_whom": "", "id": ""}


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def report(region) -> CaseReport:
    return make_report(region)


@pytest.fixture
def author(region):
    return browser.client_of(author_of(region))


def new_row(number: int, statement: str) -> dict[str, str]:
    """A further lesson, as the button for it adds it to the form."""
    values = {"statement": statement, "ORDER": str(number + 1), **ROW}
    return {f"lessons-{number}-{name}": value for name, value in values.items()} | {
        "lessons-TOTAL_FORMS": str(number + 1)
    }


def drafted(report: CaseReport) -> dict[str, str]:
    """Statement → UUID, in the latest draft."""
    latest = CaseReport.objects.get(pk=report.pk).get_latest_revision_as_object()
    return {lesson.statement: str(lesson.pk) for lesson in latest.lessons.all()}


def published(report: CaseReport) -> dict[str, str]:
    """Statement → UUID, as the public reads it."""
    record = PublicRecord.objects.select_related("current_edition").get(page_id=report.pk)
    return {row["statement"]: row["id"] for row in opened(record, record.current_edition)["lessons"]}


def test_editing_keeps_it(report, author):
    before = drafted(report)

    browser.save(author, report, **{"lessons-0-explanation": "Anders uitgelegd."})

    assert drafted(report) == before


@pytest.mark.parametrize("live", [False, True])
def test_a_new_lesson_keeps_what_the_first_save_gave_it(live, report, author):
    if live:
        publish(report)
    browser.save(author, report, **new_row(2, "Nieuw"))
    first = drafted(report)
    browser.save(author, report, summary="Nog een keer opgeslagen.")

    assert drafted(report) == first
    browser.submit(author, report, change_note="Een les erbij.")
    browser.approve(browser.client_of(re_editor()), report)
    assert published(report) == first


def test_a_removed_lesson_that_a_revert_brings_back_is_the_same_one(report, author):
    publish(report)
    with_all = CaseReport.objects.get(pk=report.pk).latest_revision_id
    before = drafted(report)
    browser.save(author, report, **{"lessons-0-DELETE": "on"})
    assert len(drafted(report)) == 1
    browser.submit(author, report, change_note="Een les weg.")
    browser.approve(browser.client_of(re_editor()), report)
    assert len(published(report)) == 1

    url = reverse("wagtailadmin_pages:revisions_revert", args=[report.pk, with_all])
    response = browser.post(author, url)

    assert response.status_code == 302, browser.problems(response)
    assert drafted(report) == before


def test_a_copy_of_a_draft_shares_no_lesson_with_it(report, author):
    browser.save(author, report, **new_row(2, "Alleen in het concept"))
    copy = copied(report)

    assert len(drafted(copy)) == 3
    assert set(drafted(copy).values()).isdisjoint(drafted(report).values())


def test_a_copy_of_a_public_report_shares_no_lesson_in_any_of_its_revisions(report, author):
    publish(report)
    browser.save(author, report, **new_row(2, "Na publicatie"))
    ours = set(drafted(report).values()) | set(published(report).values())
    copy = copied(report)
    superuser = browser.client_of(UserFactory(is_superuser=True))

    for revision in copy.revisions.all():
        url = reverse("wagtailadmin_pages:revisions_revert", args=[copy.pk, revision.pk])
        browser.post(superuser, url)
        assert ours.isdisjoint(drafted(copy).values()), revision.pk
    assert set(drafted(report).values()) <= ours


def test_a_copied_revision_that_is_saved_again_gives_its_lessons_an_identity(report, author):
    publish(report)
    browser.save(author, report, **new_row(2, "Na publicatie"))
    copy = copied(report)
    oldest = copy.revisions.order_by("pk").last()

    oldest.as_object().save_revision()

    assert "None" not in drafted(copy).values()
    assert len(drafted(copy)) == 3


def copied(report: CaseReport) -> CaseReport:
    """A copy made in the admin."""
    url = reverse("wagtailadmin_pages:copy", args=[report.pk])
    data = {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": str(report.get_parent().pk)}
    assert browser.client_of(UserFactory(is_superuser=True)).post(url, data).status_code == 302
    return CaseReport.objects.get(title="Kopie")


def test_a_row_of_another_report_is_refused(report, region, author):
    other = make_report(region)
    stolen = str(other.lessons.first().pk)

    response = browser.save(author, report, **{"lessons-0-id": stolen})

    assert response.status_code == 200
    assert other.lessons.filter(pk=stolen).exists()


def test_a_draft_with_half_rows_can_be_saved(report, author):
    half = {"cost_lines-TOTAL_FORMS": "2", "cost_lines-1-what": "Adviseurs", "cost_lines-1-amount": ""}
    half |= {"cost_lines-1-id": "", "cost_lines-1-ORDER": "2", "lessons-0-verdict": ""}

    half |= {"lessons-1-for_whom": "Voor iedereen"}

    assert browser.save(author, report, **half).status_code == 302
    refused = browser.submit(author, report)
    assert browser.problems(refused) == {
        "Vul ‘Oordeel’ in bij les 1, of haal les 1 weg.": "id_lessons-0-verdict",
        "Vul ‘Bedrag in euro's’ in bij kostenpost 2, of haal kostenpost 2 weg.": "id_cost_lines-1-amount",
    }
