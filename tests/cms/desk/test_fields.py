"""Numbers, dates and links are understood as their writers mean them, or refused in words; never changed in silence."""

import datetime
from decimal import Decimal

import pytest
from django import forms

from cms.desk.fields import LinkField, NumberField, WholeNumberField
from lessons.reports.models import CaseReport
from tests.cms.desk import browserlike as browser
from tests.factories import author_of, make_region, make_report


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1.000", 1000),
        ("12.000", 12000),
        ("1.250.000", 1250000),
        ("1 000", 1000),
        ("2024", 2024),
        ("0", 0),
    ],
)
def test_a_point_before_three_figures_is_one_of_thousands(typed, meant):
    assert WholeNumberField().clean(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("0,4", "0.4"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1.250,50", "1250.50"),
        ("€ 300,-", "300"),
        ("0.125", "0.125"),
        ("-3,2", "-3.2"),
    ],
)
def test_an_amount_is_read_with_a_comma(typed, meant):
    assert NumberField().clean(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["vorig jaar", "1,2,3", "12.34.5", "1,5", "∞"])
def test_what_is_no_count_is_refused(typed):
    with pytest.raises(forms.ValidationError, match="geheel getal"):
        WholeNumberField().clean(typed)


@pytest.mark.parametrize("typed", ["10.1234/abc.def", "doi:10.1234/abc.def", "https://doi.org/10.1234/abc.def"])
def test_a_doi_becomes_its_address(typed):
    assert LinkField(assume_scheme="https").clean(typed) == "https://doi.org/10.1234/abc.def"


@pytest.fixture
def report(db):
    return make_report(make_region())


@pytest.fixture
def author(report):
    return browser.client_of(author_of(report.get_parent().specific))


def draft_of(report):
    return CaseReport.objects.get(pk=report.pk).get_latest_revision_as_object()


def test_the_form_reads_numbers_as_they_are_typed(report, author):
    typed = {"cost_total": "12.000", "cost_per_result": "€ 1.250,50", "theory_url": "10.1234/abc"}

    response = browser.post(author, browser.edit_url(report), typed)

    assert response.status_code == 302, browser.problems(response)
    draft = draft_of(report)
    assert (draft.cost_total, draft.cost_per_result) == (12000, Decimal("1250.50"))
    assert draft.theory_url == "https://doi.org/10.1234/abc"


def test_the_form_shows_a_number_as_it_was_typed(report, author):
    browser.post(author, browser.edit_url(report), {"cost_per_result": "1250,5", "cost_year": "2024"})

    shown = browser.opened_form(author, browser.edit_url(report))

    assert (shown["cost_per_result"], shown["cost_year"]) == (["1250,5"], ["2024"])


def test_a_date_is_read_or_refused_and_never_guessed(report, author):
    written = browser.post(author, browser.edit_url(report), {"start_date": "1-9-2024"})
    refused = browser.post(author, browser.edit_url(report), {"start_date": "sept 2024"})

    assert written.status_code == 302
    assert draft_of(report).start_date == datetime.date(2024, 9, 1)
    (problem,) = browser.problems(refused)
    assert problem.endswith("Vul de datum in als dag-maand-jaar, bijvoorbeeld 01-09-2025.")
    assert "sept 2024" in refused.content.decode()


def test_a_wrong_number_asks_nothing_else_of_a_draft(report, author):
    """A begun row stays allowed in a draft when another row, before it, is wrong."""
    row = {"id": "", "ORDER": "1", "DELETE": ""}
    cost, voice = {"what": "Loket", "amount": "x", **row}, {"name": "Sectorraad", **row}
    begun = {"cost_lines-INITIAL_FORMS": "0", "cost_lines-TOTAL_FORMS": "1", "voices-TOTAL_FORMS": "1"}
    begun |= {f"cost_lines-0-{part}": value for part, value in cost.items()}
    begun |= {f"voices-0-{part}": value for part, value in voice.items()}

    response = browser.post(author, browser.edit_url(report), begun)

    assert list(browser.problems(response).values()) == ["id_cost_lines-0-amount"]
