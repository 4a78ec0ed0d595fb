"""What the RE does with what is public, and the lists it keeps."""

import datetime
import re

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.urls import reverse
from django.utils import timezone
from wagtail.models import get_page_models

from cms.desk import checks
from lessons.evidence.models import Indicator
from lessons.records.models import PublicRecord
from lessons.records.opened import MASK, opened, shown_step
from lessons.reports.models import CaseReport
from lessons.vocabulary.models import Challenge, Practice, Theme
from tests.cms.desk import browserlike as browser
from tests.factories import UserFactory, author_of, indicator, make_report, publish, re_editor, term

pytestmark = pytest.mark.django_db


@pytest.fixture
def record() -> PublicRecord:
    return publish(make_report(approach="Wij belden Jan de Vries elke week op."))


@pytest.fixture
def editor():
    return browser.client_of(re_editor())


def action(record: PublicRecord, name: str) -> str:
    return reverse("desk_record_action", args=[record.pk, name])


def test_the_list_names_every_record(record, editor):
    body = editor.get(reverse("desk_records")).content.decode()

    assert record.page.title in body
    assert editor.get(reverse("desk_record", args=[record.pk])).status_code == 200


@pytest.mark.parametrize("name", ["intrekken", "trede", "actueel", "passage"])
def test_an_author_does_nothing_with_a_record(name, record):
    client = browser.client_of(author_of(record.region))

    data = {"why": "Omdat het kan.", "step": "0", "on": "01-01-2024", "passage": "Jan de Vries", "shown_for": ""}
    response = client.post(action(record, name), data)

    assert response.status_code == 302
    assert PublicRecord.objects.filter(pk=record.pk, state="open", lowered_to=None, confirmed_on=None).exists()


def test_the_reason_of_one_action_is_not_proposed_for_another(record, editor):
    editor.post(action(record, "trede"), {"step": "0", "why": "De telling is niet te controleren."})

    shown = {name: editor.get(action(record, name)).content.decode() for name in ("trede", "intrekken", "passage")}

    assert [name for name, body in shown.items() if "niet te controleren" in body] == ["trede"]


def test_one_editor_withdraws_at_once_with_a_reason(record, editor):
    assert editor.post(action(record, "intrekken"), {"why": ""}).status_code == 200

    editor.post(action(record, "intrekken"), {"why": "De cijfers kloppen niet."})

    record.refresh_from_db()
    assert (record.state, record.withdrawn_why) == ("ingetrokken", "De cijfers kloppen niet.")
    assert not CaseReport.objects.get().live
    assert editor.get(action(record, "intrekken")).url == reverse("desk_record", args=[record.pk])


def test_unpublishing_asks_for_the_reason_and_withdraws(record, editor):
    url = reverse("wagtailadmin_pages:unpublish", args=[record.page_id])

    assert editor.get(url).url == action(record, "intrekken")
    editor.post(url)

    record.refresh_from_db()
    assert not record.is_open


def test_the_editor_of_a_public_report_offers_to_withdraw_it(record, editor):
    body = editor.get(reverse("wagtailadmin_pages:edit", args=[record.page_id])).content.decode()

    assert action(record, "intrekken") in body


def test_a_step_is_lowered_with_a_reason_and_never_raised(record, editor):
    assert editor.post(action(record, "trede"), {"step": "0", "why": ""}).status_code == 200
    editor.post(action(record, "trede"), {"step": "0", "why": "Er is niets uitgevoerd."})
    record.refresh_from_db()
    assert (shown_step(record, record.current_edition), record.lowered_why) == (0, "Er is niets uitgevoerd.")

    editor.post(action(record, "trede"), {"step": "4", "why": "Toch hoger."})
    record.refresh_from_db()
    assert shown_step(record, record.current_edition) == record.current_edition.own_step
    editor.post(action(record, "trede"), {"step": "", "why": ""})
    record.refresh_from_db()
    assert record.lowered_to is None


def test_the_region_confirms_on_a_day_that_has_come(record, editor):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    assert editor.post(action(record, "actueel"), {"on": tomorrow.isoformat()}).status_code == 200

    editor.post(action(record, "actueel"), {"on": "15-01-2025"})

    record.refresh_from_db()
    assert record.confirmed_on == datetime.date(2025, 1, 15)


def test_a_passage_is_taken_out_only_after_its_hits_were_shown(record, editor):
    data = {"passage": "Jan de Vries", "why": "Een naam van een persoon."}
    shown = editor.post(action(record, "passage"), data)
    assert "Uitgave 1: 1 keer" in shown.content.decode()
    record.refresh_from_db()
    assert not record.redactions

    editor.post(action(record, "passage"), data | {"shown_for": "Een andere passage"})
    record.refresh_from_db()
    assert not record.redactions
    editor.post(action(record, "passage"), data | {"shown_for": "Jan de Vries"})

    record.refresh_from_db()
    assert MASK in opened(record, record.current_edition)["approach"]


def test_a_second_editor_puts_a_passage_back_and_the_first_one_cannot(record, editor):
    data = {"passage": "Jan de Vries", "why": "Een naam van een persoon.", "shown_for": "Jan de Vries"}
    assert editor.get(action(record, "terugzetten")).status_code == 404
    editor.post(action(record, "passage"), data)
    offered = editor.get(action(record, "terugzetten")).content.decode()
    chosen = re.search(r'name="passage" value="([0-9a-f]+)"', offered)
    assert "‘Jan de Vries’, weggelaten op" in offered
    assert chosen

    refused = editor.post(action(record, "terugzetten"), {"passage": chosen[1]})
    record.refresh_from_db()
    assert "U liet deze passage zelf weg." in refused.content.decode()
    assert record.redactions

    browser.client_of(re_editor()).post(action(record, "terugzetten"), {"passage": chosen[1]})
    record.refresh_from_db()
    assert "Jan de Vries" in opened(record, record.current_edition)["approach"]


def test_what_was_done_stands_in_the_history_of_the_report_without_the_passage(record, editor):
    passage = {"passage": "Jan de Vries", "why": "Een naam van een persoon.", "shown_for": "Jan de Vries"}
    editor.post(action(record, "passage"), passage)
    editor.post(action(record, "trede"), {"step": "0", "why": "De telling is niet te controleren."})

    history = editor.get(reverse("wagtailadmin_pages:history", args=[record.page_id])).content.decode()

    assert "De passage is weggelaten. Een naam van een persoon." in history
    assert "Getoond wordt hoogstens trede 0. De telling is niet te controleren." in history
    assert "Jan de Vries" not in history


@pytest.mark.parametrize("passage", ["kort", "Deze woorden staan nergens."])
def test_a_passage_that_is_short_or_absent_is_refused(passage, record, editor):
    data = {"passage": passage, "why": "Fout.", "shown_for": passage}

    assert editor.post(action(record, "passage"), data).status_code == 200
    record.refresh_from_db()
    assert not record.redactions


def test_a_term_in_use_is_not_deleted_but_retired(editor):
    report = make_report()
    code = report.challenge_id
    base = "/beheer/begrippen-challenge/"

    response = editor.post(f"{base}delete/{code}/", follow=True)

    assert "Zet ‘niet meer gebruiken’ aan" in response.content.decode()
    assert Challenge.objects.filter(code=code).exists()
    assert editor.get(base).status_code == 200


def test_a_term_that_nobody_names_is_deleted(editor):
    term(Challenge, "ongebruikt")

    editor.post("/beheer/begrippen-challenge/delete/ongebruikt/")

    assert not Challenge.objects.filter(code="ongebruikt").exists()


def test_the_code_of_a_term_stays(editor):
    practice = term(Practice, "coaching")
    data = {"code": "anders", "label": "Coaches", "sort_order": "1", "theme": term(Theme, "begeleiden").pk}

    editor.post("/beheer/begrippen-practice/edit/coaching/", data)

    practice.refresh_from_db()
    assert practice.label == "Coaches"
    assert not Practice.objects.filter(code="anders").exists()


def test_the_re_adds_an_indicator(editor):
    indicator()
    data = {"code": "nieuw", "label": "Nieuw", "definition": "Wat geteld wordt.", "unit": "aantal"}

    response = editor.post("/beheer/begrippen-indicator/new/", data | {"sort_order": "1", "minimum_n": "10"})

    assert response.status_code == 302
    assert Indicator.objects.filter(code="nieuw").exists()


def test_no_page_has_a_field_that_hides_a_property_of_the_form(monkeypatch):
    assert not checks.check_page_fields()

    field = CaseReport._meta.get_field("contact")
    monkeypatch.setattr(field, "name", "method")
    assert [error.id for error in checks.check_page_fields()] == ["desk.E001"]
    assert CaseReport in get_page_models()
    with pytest.raises(FieldDoesNotExist):
        CaseReport._meta.get_field("action")


def test_the_desk_has_its_own_policy_and_the_website_keeps_the_strict_one(editor, client):
    assert "'unsafe-inline'" in editor.get("/beheer/")["Content-Security-Policy"]
    assert "'unsafe-inline'" not in client.get("/bestaat-niet/")["Content-Security-Policy"]


def test_a_superuser_sees_what_awaits_review_but_only_reviewers_get_the_task():
    report = make_report()
    browser.submit(browser.client_of(author_of(report.get_parent().specific)), report)

    assert report.title in browser.client_of(re_editor()).get("/beheer/").content.decode()
    assert report.title not in browser.client_of(UserFactory(is_superuser=True)).get("/beheer/").content.decode()
