"""What the desk says after each step, on the screen and in the mail: in our words, and where it leads to."""

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse

from lessons.reports.models import CaseReport
from tests.cms.desk import browserlike as browser
from tests.factories import author_of, make_region, make_report, publish, re_editor

pytestmark = pytest.mark.django_db

WAGTAILS = ("workflow", "Workflow", "pagina", "Pagina", "Je kunt", "Hallo", "goedkeuring ingediend")


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def writer(region):
    return author_of(region, first_name="Anne", last_name="de Vries")


@pytest.fixture
def report(region):
    return make_report(region, title="Eén loket: ‘snel & dichtbij’")


@pytest.fixture
def reviewer():
    return re_editor(first_name="Ria", last_name="Reviewer")


def shown_next(client, response):
    """The messages on the page that the answer leads to."""
    page = browser.soup(client.get(response.url))
    return [" ".join(line.get_text(" ").split()) for line in page.select(".messages li")]


def only_mail():
    (message,) = mail.outbox
    mail.outbox.clear()
    assert not any(word in message.subject + message.body for word in WAGTAILS), message.body
    return message


def test_a_submitted_report_leads_to_the_first_page_with_what_comes_next(report, writer):
    client = browser.client_of(writer)

    response = browser.submit(client, report)

    assert response.url == reverse("wagtailadmin_home")
    (said,) = shown_next(client, response)
    assert said.startswith("Het rapport is ingestuurd. Een redacteur van de Realisatie-eenheid leest het.")


def test_the_mails_of_a_review_say_what_to_do(report, writer, reviewer):
    client = browser.client_of(writer)
    browser.submit(client, report)
    asked = only_mail()
    browser.client_of(reviewer).post(browser.task_url(report, "reject"), {"comment": "Noem <het> aantal & de bron."})
    returned = only_mail()
    browser.submit(client, report)
    only_mail()
    browser.approve(browser.client_of(reviewer), report)
    approved = only_mail()

    assert asked.subject == f"Ter beoordeling: {report.title}"
    assert browser.edit_url(report) in asked.body
    assert returned.subject == f"Uw rapport kwam terug: {report.title}"
    assert returned.body.startswith("Beste Anne de Vries,")
    assert "Noem <het> aantal & de bron." in returned.body
    assert approved.subject == f"Uw rapport is goedgekeurd: {report.title}"
    public = f"{settings.WAGTAILADMIN_BASE_URL}{CaseReport.objects.get(pk=report.pk).url}"
    assert approved.body.splitlines()[2].endswith(f"U vindt het hier: {public}")


def test_an_author_reads_why_a_report_in_review_is_locked_and_can_take_it_back(report, writer):
    client = browser.client_of(writer)
    browser.submit(client, report)

    page = browser.soup(client.get(browser.edit_url(report)))
    response = browser.post(client, browser.edit_url(report), action="action-cancel-workflow")

    assert "ligt ter beoordeling bij de Realisatie-eenheid" in page.select_one(".messages").get_text()
    assert "Terughalen uit de beoordeling" in page.find("footer").get_text()
    assert browser.told(response) == ["Het rapport is uit de beoordeling gehaald. U kunt weer verder schrijven."]
    assert not CaseReport.objects.get(pk=report.pk).workflow_in_progress


def test_an_approval_says_one_thing_and_shows_the_way_to_the_website(report, writer, reviewer):
    browser.submit(browser.client_of(writer), report)

    client = browser.client_of(reviewer)

    response = browser.approve_in_form(client, report)

    (said,) = shown_next(client, response)
    assert said.startswith("Goedgekeurd. Het rapport staat nu op /casus/")
    assert said.endswith("Bekijk op de website")


def test_an_approval_for_later_says_from_when_on(report, writer, reviewer):
    publish(report)
    later = {"go_live_at": "01-03-2099 09:30", "change_note": "Kortere titel.", "title": "Eén loket"}
    browser.submit(browser.client_of(writer), report, **later)
    mail.outbox.clear()
    client = browser.client_of(reviewer)

    response = browser.approve_in_form(client, report)

    assert shown_next(client, response) == ["Goedgekeurd. Het rapport wordt openbaar op 1 maart 2099 om 09.30 uur."]
    assert "Het wordt openbaar op 1 maart 2099 om 09.30 uur." in only_mail().body
    home = browser.client_of(writer).get(reverse("wagtailadmin_home")).content.decode()
    assert "Goedgekeurd, wordt openbaar op 1 maart 2099 om 09.30 uur" in home


def test_an_answer_that_comes_too_late_is_told_so(report, writer, reviewer):
    browser.submit(browser.client_of(writer), report)
    late = browser.client_of(re_editor())
    data = browser.opened_form(late, browser.edit_url(report)) | {"workflow-action-name": "approve"}
    browser.approve(browser.client_of(reviewer), report)

    response = late.post(browser.edit_url(report), data | {"action-workflow-action": "1", "summary": "Korter."})

    assert any("een ander was u voor" in said for said in browser.told(response))
    assert CaseReport.objects.get(pk=report.pk).get_latest_revision_as_object().summary == "Korter."


def test_the_first_page_leads_to_no_english_and_calls_only_reports_reports(reviewer):
    body = browser.client_of(reviewer).get(reverse("wagtailadmin_home")).content.decode()

    assert "editor guide" not in body
    assert "gebruikershandleiding" not in body
    assert '"Overzichten"' in body
    assert '"Rapporten"' not in body
