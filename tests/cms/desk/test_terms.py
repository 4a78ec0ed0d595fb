"""A term that anything names is retired, not deleted: whatever deletes it, and whichever version names it."""

import pytest
from django.core.exceptions import ValidationError

from lessons.evidence.models import Indicator
from lessons.reports.models import CaseReport
from lessons.vocabulary.models import (
    Challenge,
    FundingSource,
    Municipality,
    Practice,
    Sector,
    TargetGroup,
    Theme,
)
from lessons.vocabulary.usage import uses
from tests.cms.desk import browserlike as browser
from tests.factories import author_of, give_area, make_region, make_report, publish, re_editor, term, with_measurement

pytestmark = pytest.mark.django_db

NAMED = {
    Theme: "werven",
    Sector: "po",
    Challenge: "te-weinig-instroom",
    Practice: "onderwijsloket",
    TargetGroup: "overstapper",
    FundingSource: "onderwijsregio",
    Municipality: "F001",
    Indicator: "uitval-een-jaar",
}
LISTS = pytest.mark.parametrize("model", NAMED, ids=lambda model: model._meta.model_name)


@pytest.fixture
def editor():
    return browser.client_of(re_editor())


def base(model) -> str:
    return f"/beheer/begrippen-{model._meta.model_name}/"


def empty(report: CaseReport) -> CaseReport:
    """Take every term out of the report as it is saved; its versions stay."""
    report.theme = report.challenge = report.practice = None
    report.sectors, report.target_groups, report.municipalities, report.funding, report.measurements = (
        [],
        [],
        [],
        [],
        [],
    )
    report.save(clean=False)
    return report


@LISTS
def test_a_term_that_a_report_names_is_refused_and_the_report_keeps_it(model, editor):
    report = with_measurement(make_report())
    code = NAMED[model]

    asked = editor.get(f"{base(model)}delete/{code}/")
    done = editor.post(f"{base(model)}delete/{code}/", follow=True)

    for response in (asked, done):
        assert "Zet ‘niet meer gebruiken’ aan" in response.content.decode()
    assert "Ja, verwijderen" not in asked.content.decode()
    assert model.objects.filter(code=code).exists()
    assert CaseReport.objects.get(pk=report.pk).sectors.filter(code="po").exists()


@LISTS
def test_a_term_that_only_a_draft_names_is_refused(model):
    report = with_measurement(make_report())
    report.save_revision()
    empty(report)

    with pytest.raises(ValidationError):
        model.objects.get(code=NAMED[model]).delete()
    assert [use.places for use in uses(model.objects.get(code=NAMED[model])) if use.owner == report] == [["concept"]]


@LISTS
def test_a_term_that_only_an_edition_names_is_refused(model):
    report = with_measurement(make_report())
    publish(report)
    empty(report).save_revision(clean=False)

    with pytest.raises(ValidationError):
        model.objects.get(code=NAMED[model]).delete()
    assert [use.places for use in uses(model.objects.get(code=NAMED[model])) if use.owner == report] == [["uitgave 1"]]


def test_the_editions_of_a_report_that_is_gone_still_name_their_terms(editor):
    report = make_report()
    record = publish(report)
    report.delete()

    shown = editor.get(f"{base(TargetGroup)}usage/overstapper/").content.decode()

    assert str(record) in shown
    assert f"/beheer/openbaar/{record.pk}/" in shown


@LISTS
def test_deleting_many_at_once_is_refused_as_well(model):
    with_measurement(make_report())

    with pytest.raises(ValidationError):
        model.objects.all().delete()


def test_a_sector_that_only_a_region_names_is_refused():
    give_area(make_region(), "F001", sectors=["vo"])

    with pytest.raises(ValidationError, match="regio"):
        Sector.objects.get(code="vo").delete()


def test_the_desk_tells_who_uses_a_term(editor):
    report = make_report()
    give_area(report.get_parent().specific, "F001", "F002", sectors=["po"])
    browser.submit(browser.client_of(author_of(report.get_parent().specific)), report)

    shown = editor.get(f"{base(Sector)}usage/po/").content.decode()
    beside = editor.get(f"{base(Sector)}edit/po/").content.decode()

    assert report.title in shown
    assert browser.edit_url(report) in shown
    assert "2 keer gebruikt" in " ".join(beside.split())


def test_there_is_no_deleting_of_terms_in_bulk(editor):
    assert editor.post("/beheer/bulk/lessons/sector/delete/?id=po").status_code == 404


def test_a_term_that_nothing_names_is_deleted_after_a_question(editor):
    term(Sector, "vervallen")

    asked = editor.get(f"{base(Sector)}delete/vervallen/")
    editor.post(f"{base(Sector)}delete/vervallen/")

    assert "niet meer gebruiken" not in asked.content.decode()
    assert not Sector.objects.filter(code="vervallen").exists()
