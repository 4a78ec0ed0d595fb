"""A window that was open while somebody else saved overwrites nothing, loses nothing, and makes nobody a writer."""

import pytest

from lessons.records.models import Contribution
from lessons.reports.models import CaseReport
from tests.cms.desk import browserlike as browser
from tests.factories import author_of, make_region, make_report, re_editor

pytestmark = pytest.mark.django_db

CORRECTED = {"title": "De verbeterde titel"}
APPROVE = {"workflow-action-name": "approve", "action-workflow-action": "1"}
REJECT = {
    "workflow-action-name": "reject",
    "action-workflow-action": "1",
    "workflow-action-extra-data": '{"comment": "Vul aan."}',
}


@pytest.fixture
def author():
    return author_of(make_region())


@pytest.fixture
def submitted(author) -> CaseReport:
    report = make_report(author.groups.get().region, approach="Eerste regel.\nTweede regel.")
    browser.submit(browser.client_of(author), report)
    return report


@pytest.fixture
def second():
    return re_editor()


@pytest.fixture
def stale(submitted, second):
    """What the second editor's window would send, opened before the first one corrected the title."""
    client = browser.client_of(second)
    sent = browser.opened_form(client, browser.edit_url(submitted))
    browser.save(browser.client_of(re_editor(first_name="Rik")), submitted, **CORRECTED)

    def send(**more):
        return client.post(browser.edit_url(submitted), sent | more)

    return send


def latest(report) -> CaseReport:
    return CaseReport.objects.get(pk=report.pk).get_latest_revision_as_object()


def wrote(user) -> bool:
    return Contribution.objects.filter(user_id=user.pk).exists()


def test_approving_in_an_old_window_saves_nothing_and_shows_the_new_words(submitted, stale, second):
    response = stale(**APPROVE)

    assert response.url == browser.edit_url(submitted)
    assert "intussen gewijzigd door Rik" in browser.told(response)[0]
    assert latest(submitted).title == CORRECTED["title"]
    assert not wrote(second)
    assert not CaseReport.objects.get(pk=submitted.pk).live


def test_who_read_the_new_words_can_still_approve_them(submitted, stale, second):
    stale(**APPROVE)

    browser.approve_in_form(browser.client_of(second), submitted)

    report = CaseReport.objects.get(pk=submitted.pk)
    assert (report.live, report.title) == (True, CORRECTED["title"])


@pytest.mark.parametrize("action", [{}, APPROVE, REJECT, {"action-submit": "1"}])
def test_what_was_typed_in_an_old_window_stays_on_the_screen_and_nothing_is_saved(action, submitted, stale, second):
    response = stale(summary="Dit typte ik.", **action)
    again = stale(summary="Dit typte ik.", **action)

    for answer in (response, again):
        assert answer.status_code == 200
        assert "Dit typte ik." in answer.content.decode()
        assert "intussen gewijzigd door Rik. Er is niets bewaard" in browser.told(answer)[-1]
    assert (latest(submitted).title, latest(submitted).summary) == (CORRECTED["title"], submitted.summary)
    assert not wrote(second)
    assert CaseReport.objects.get(pk=submitted.pk).workflow_in_progress


def test_the_form_that_is_shown_again_is_still_one_of_the_old_words(submitted, stale, second):
    form = browser.soup(stale(summary="Dit typte ik.")).find(id=browser.FORM)

    response = browser.client_of(second).post(browser.edit_url(submitted), browser.values_of(form))

    assert response.status_code == 200
    assert latest(submitted).title == CORRECTED["title"]


def test_sending_back_from_an_old_window_changes_no_word(submitted, stale, second):
    assert stale(**REJECT).status_code == 302

    assert latest(submitted).title == CORRECTED["title"]
    assert not CaseReport.objects.get(pk=submitted.pk).workflow_in_progress
    assert not wrote(second)


def test_an_author_who_typed_in_two_windows_overwrites_nothing(author):
    report = make_report(author.groups.get().region)
    client = browser.client_of(author)
    sent = browser.opened_form(client, browser.edit_url(report))
    browser.save(client, report, summary="In het ene venster.")
    sent = sent | {"loaded_revision_id": "0", "loaded_revision_created_at": "ooit"}

    response = client.post(browser.edit_url(report), sent | {"summary": "In het andere venster."})

    assert "door uzelf, in een ander venster" in browser.told(response)[-1]
    assert latest(report).summary == "In het ene venster."


@pytest.mark.parametrize("revision", ["abc", "", "9" * 30])
def test_a_version_that_never_was_is_no_fault(revision, submitted, stale):
    assert stale(loaded_revision_id=revision, **APPROVE).status_code in (200, 302)


def test_taking_a_report_back_from_an_old_window_changes_no_word(submitted, stale):
    assert stale(**{"action-cancel-workflow": "1"}).status_code == 302

    assert latest(submitted).title == CORRECTED["title"]
    assert not CaseReport.objects.get(pk=submitted.pk).workflow_in_progress


def test_approving_with_the_line_ends_of_a_browser_makes_nobody_a_writer(submitted, second):
    client = browser.client_of(second)
    sent = browser.opened_form(client, browser.edit_url(submitted))
    crlf = {name: [value.replace("\n", "\r\n") for value in values] for name, values in sent.items()}

    client.post(browser.edit_url(submitted), crlf | APPROVE)

    assert not wrote(second)
    assert CaseReport.objects.get(pk=submitted.pk).live
