"""A draft may have any hole; submitting asks for what publishing needs, each with a sentence of its own."""

import pytest
from django.core import mail

from lessons.reports.models import CaseReport
from lessons.reports.rules import ANSWERS, PRIVACY
from tests.cms.desk import browserlike as browser
from tests.factories import author_of, indicator, make_region, make_report, publish, re_editor, with_measurement

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def author(region):
    return browser.client_of(author_of(region))


def test_an_empty_draft_can_be_saved(region, author):
    response = browser.post(author, browser.add_url(region))

    assert response.status_code == 302
    assert CaseReport.objects.get().title == "Rapport zonder titel"


def test_submitting_an_empty_report_asks_for_all_fifteen_answers_and_for_privacy(region, author):
    response = browser.post(author, browser.add_url(region), action="action-submit")

    assert response.status_code == 200
    assert not CaseReport.objects.exists()
    listed = browser.problems(response)
    assert list(listed) == [answer.sentence for answer in ANSWERS] + [PRIVACY.sentence]
    body = response.content.decode()
    assert "verplicht veld" not in body
    assert "This field is required" not in body


def test_every_line_of_the_list_leads_to_an_element_of_the_form(region, author):
    response = browser.post(author, browser.add_url(region), action="action-submit")

    page = browser.soup(response)
    for sentence, target in browser.problems(response).items():
        assert page.find(id=target), sentence


def test_the_field_says_the_same_as_the_list(region, author):
    response = browser.post(author, browser.add_url(region), action="action-submit")

    errors = [error.get_text(strip=True) for error in browser.soup(response).select(".error-message")]
    for answer in ANSWERS:
        assert any(answer.sentence in error for error in errors), answer.field


def test_what_was_typed_is_still_there_after_a_refused_submit(region, author):
    response = browser.post(author, browser.add_url(region), {"summary": "Een samenvatting."}, "action-submit")

    assert "Een samenvatting." in response.content.decode()


def test_a_complete_report_is_submitted(region, author):
    report = make_report(region)

    response = browser.submit(author, report)

    assert response.status_code == 302, browser.problems(response)
    assert CaseReport.objects.get(pk=report.pk).workflow_in_progress


def test_a_lesson_without_verdict_is_asked_for_at_its_own_row(region, author):
    report = make_report(region)

    response = browser.submit(author, report, **{"lessons-0-verdict": ""})

    sentence = "Vul ‘Oordeel’ in bij les 1, of haal les 1 weg."
    assert browser.problems(response) == {sentence: "id_lessons-0-verdict"}


def test_a_wrong_address_is_named_with_its_field(region, author):
    response = browser.submit(author, make_report(region), contact="geen adres")

    assert list(browser.problems(response).values()) == ["id_contact"]


def test_a_second_edition_asks_what_changed(region, author):
    report = make_report(region)
    publish(report)

    response = browser.submit(author, report, summary="Nieuwe woorden.")

    assert list(browser.problems(response).values()) == ["id_change_note"]
    assert browser.submit(author, report, summary="Nieuw.", change_note="Kortere samenvatting.").status_code == 302


def test_what_changed_is_asked_of_nobody_before_there_is_an_edition(region, author):
    report = make_report(region)

    assert "change_note" not in browser.opened_form(author, browser.edit_url(report))
    publish(report)

    assert "change_note" in browser.opened_form(author, browser.edit_url(report))


def test_a_retired_term_is_offered_only_where_it_was_chosen(region, author):
    report = make_report(region)
    practice = report.practice
    practice.retired = True
    practice.save()

    assert practice.label in author.get(browser.edit_url(report)).content.decode()
    assert practice.label not in author.get(browser.add_url(region)).content.decode()


def test_a_retired_indicator_stays_in_its_row_and_is_offered_in_no_new_one(region, author):
    report = with_measurement(make_report(region))
    retired, other = report.measurements.first().indicator, indicator("lesuitval")
    retired.retired = True
    retired.save()

    page = browser.soup(author.get(browser.edit_url(report)))

    offered = [option["value"] for option in page.select("#id_measurements-0-indicator option")]
    template = page.find(id="id_measurements-EMPTY_FORM_TEMPLATE")
    new = [option["value"] for option in template.find("select").find_all("option")]
    assert retired.pk in offered
    assert new == ["", other.pk]


def test_a_report_that_was_sent_back_shows_why_and_mails_its_author(region):
    writer = author_of(region)
    report = make_report(region)
    client = browser.client_of(writer)
    browser.submit(client, report)
    reviewer = browser.client_of(re_editor())
    mail.outbox.clear()

    refused = reviewer.post(browser.task_url(report, "reject"), {"comment": ""}, headers=browser.XHR)
    assert "Schrijf op wat er anders moet" in refused.content.decode()
    reviewer.post(browser.task_url(report, "reject"), {"comment": "Noem het aantal scholen."})

    assert "Noem het aantal scholen." in client.get(browser.edit_url(report)).content.decode()
    assert "Noem het aantal scholen." in client.get("/beheer/").content.decode()
    assert [message.to for message in mail.outbox] == [[writer.email]]
    assert "Noem het aantal scholen." in mail.outbox[0].body
    assert browser.submit(client, report).status_code == 302
    assert "Noem het aantal scholen." not in client.get(browser.edit_url(report)).content.decode()
