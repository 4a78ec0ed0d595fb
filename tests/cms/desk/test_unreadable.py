"""One answer that cannot be read stops nothing: all else is saved, and what was typed stays where it was typed."""

import datetime

import pytest

from lessons.records.models import PublicRecord
from lessons.reports.models import CaseReport
from tests.cms.desk import browserlike as browser
from tests.factories import author_of, make_region, make_report, publish, re_editor, with_measurement

pytestmark = pytest.mark.django_db

UNREADABLE = {
    "start_date": "1 september 2023",
    "end_date": "2023-02-30",
    "cost_total": "abc",
    "contact": "loket at voorbeeld",
}


@pytest.fixture
def report():
    return make_report(make_region())


@pytest.fixture
def author(report):
    return browser.client_of(author_of(report.get_parent().specific))


def draft_of(report) -> CaseReport:
    return CaseReport.objects.get(pk=report.pk).get_latest_revision_as_object()


def test_a_draft_is_saved_but_for_what_cannot_be_read(report, author):
    response = browser.save(author, report, summary="Wat ik ook typte.", **UNREADABLE)

    draft = draft_of(report)
    assert (draft.summary, draft.start_date) == ("Wat ik ook typte.", datetime.date(2023, 8, 1))
    assert (draft.contact, draft.cost_total) == ("loket@voorbeeld.nl", None)
    assert browser.told(response) == ["Bewaard, behalve wat in de lijst boven het formulier staat."]
    assert sorted(browser.problems(response).values()) == sorted(f"id_{name}" for name in UNREADABLE)
    for typed in UNREADABLE.values():
        assert typed in response.content.decode()


def test_the_form_that_is_shown_again_can_be_saved_and_doubles_no_row(report, author):
    row = {"lessons-TOTAL_FORMS": "3", "lessons-2-statement": "Een nieuwe les", "lessons-2-ORDER": "3"}
    row |= {"lessons-2-id": "", "lessons-2-verdict": "weer-doen", "lessons-2-explanation": "", "lessons-2-for_whom": ""}
    first = browser.save(author, report, **row, **{"start_date": "ooit", "lessons-0-DELETE": "on"})
    sent = browser.values_of(browser.soup(first).find(id=browser.FORM))

    second = author.post(browser.edit_url(report), sent | {"start_date": "01-09-2023"})

    assert second.status_code == 302, browser.told(second)
    statements = [lesson.statement for lesson in draft_of(report).lessons.all()]
    assert len(statements) == 2
    assert statements[-1] == "Een nieuwe les"


def test_a_value_in_a_row_that_cannot_be_read_keeps_the_row(report, author):
    response = browser.save(author, report, **{"cost_lines-0-amount": "veel", "cost_lines-0-what": "Adviseurs en meer"})

    (line,) = draft_of(report).cost_lines.all()
    assert (line.what, line.amount) == ("Adviseurs en meer", 60000)
    assert list(browser.problems(response).values()) == ["id_cost_lines-0-amount"]


def test_a_new_report_is_saved_and_says_what_was_typed(author, report):
    response = browser.post(author, browser.add_url(report.get_parent().specific), {"title": "Nieuw", **UNREADABLE})

    assert CaseReport.objects.filter(title="Nieuw").exists()
    assert response.status_code == 302
    assert any("‘Begonnen op’ (u typte: 1 september 2023)" in text for text in browser.told(response))


def test_autosave_saves_the_rest_and_names_the_field(report, author):
    sent = browser.opened_form(author, browser.edit_url(report)) | {"summary": "Bewaard.", "start_date": "ooit"}

    answer = author.post(browser.edit_url(report), sent, headers={"Accept": "application/json"}).json()

    assert answer["success"]
    (left,) = answer["not_saved"]
    assert left["target"] == "id_start_date"
    assert left["sentence"].startswith("Niet bewaard: ‘Begonnen op’. Vul de datum in als dag-maand-jaar")
    assert draft_of(report).summary == "Bewaard."


def test_submitting_what_cannot_be_read_is_refused(report, author):
    response = browser.submit(author, report, start_date="ooit")

    assert list(browser.problems(response).values()) == ["id_start_date"]
    assert not CaseReport.objects.get(pk=report.pk).workflow_in_progress


IMPOSSIBLE = {
    "cost_total": "-5",
    "cost_year": "23",
    "start_date": "01-01-0001",
    "measurements-0-start_value": "150",
    "measurements-0-end_count": "400",
    "measurements-0-end_date": "01-01-2020",
    "cost_lines-0-amount": "-1",
}


def test_what_is_impossible_is_saved_in_a_draft_and_refused_at_submit_at_its_field(report, author):
    with_measurement(report)

    assert browser.save(author, report, **IMPOSSIBLE).status_code == 302
    response = browser.submit(author, report)

    assert sorted(browser.problems(response).values()) == sorted(f"id_{name}" for name in IMPOSSIBLE)
    shown = [error.get_text(strip=True) for error in browser.soup(response).select(".error-message")]
    assert any("Vul een percentage in van 0 tot en met 100." in error for error in shown)
    assert not CaseReport.objects.get(pk=report.pk).workflow_in_progress


def test_what_is_impossible_is_not_approved(report, author):
    browser.submit(author, report)
    browser.save(browser.client_of(re_editor()), report, cost_total="-5")

    reviewer = browser.client_of(re_editor())
    below_the_form = browser.approve_in_form(reviewer, report)
    by_the_dialog = browser.approve(reviewer, report)

    assert list(browser.problems(below_the_form).values()) == ["id_cost_total"]
    assert "Vul een getal in dat niet onder nul ligt." in browser.told(by_the_dialog)[-1]
    assert not PublicRecord.objects.exists()


@pytest.mark.parametrize("key", ["abc", "1", "0b0f5a52-7f3c-4f7e-9f6c-0d5a3f6f1a11"])
@pytest.mark.parametrize("action", ["", "action-submit"])
def test_a_row_that_is_gone_says_so_and_leads_to_its_first_field(key, action, report, author):
    response = browser.post(author, browser.edit_url(report), {"lessons-0-id": key}, action)

    listed = {text: at for text, at in browser.problems(response).items() if "verwijderd" in text}
    assert listed == {
        "Deze les is in een ander venster verwijderd. Kopieer uw tekst, haal de les hier weg en voeg de les opnieuw "
        "toe.": "id_lessons-0-statement"
    }


@pytest.mark.parametrize("key", ["abc", "1", None])
def test_a_forged_row_in_a_new_report_is_refused_in_words(key, report, author):
    forged = {"lessons-INITIAL_FORMS": "1", "lessons-TOTAL_FORMS": "1", "lessons-0-statement": "Les"}
    forged |= {} if key is None else {"lessons-0-id": key}

    response = browser.post(author, browser.add_url(report.get_parent().specific), forged)

    assert response.status_code == (302 if key is None else 200)


def test_a_public_report_keeps_its_words_while_a_draft_holds_what_cannot_be_read(report, author):
    record = publish(report)

    browser.save(author, report, start_date="ooit", summary="Nieuw.")

    assert CaseReport.objects.get(pk=report.pk).summary == report.summary
    assert draft_of(report).summary == "Nieuw."
    assert record.current_edition_id == PublicRecord.objects.get().current_edition_id
