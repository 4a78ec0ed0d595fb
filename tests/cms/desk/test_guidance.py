"""The RE says what can be done now; a change asks for a sentence for those who acted on the rule as it was."""

import re

import pytest
from django.core.management import call_command

from lessons.guidance.models import Guidance, GuidanceChange, GuidanceRule
from tests.cms.desk import browserlike as browser
from tests.factories import author_of, make_region, re_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    """An editor, where the platform's own terms are there and one guidance is written."""
    call_command("load_facts", verbosity=0)
    client = browser.client_of(re_editor())
    guidance = {"code": "samen", "title": "Samen oprichten", "summary": "Wacht.", "written_on": "01-02-2024"}
    assert client.post("/beheer/handreikingen/new/", guidance).status_code == 302
    return client


def filled(**different):
    return {
        "guidance": Guidance.objects.get().pk,
        "action_kind": "rechtspersoon-oprichten",
        "audiences": ["voorloper"],
        "verdict": "kan-nog-niet",
        "valid_from": "",
        "valid_until": "",
        "why": "Te vroeg.",
        "condition": "",
        "source_title": "Een brief",
        "source_url": "",
        "change_note": "",
    } | different


def test_an_editor_writes_a_rule_and_a_region_reads_it(editor, client):
    assert editor.post("/beheer/regels/new/", filled()).status_code == 302

    page = client.get("/wat-kan-nu/?wie=voorloper").content.decode()

    assert "Te vroeg." in page
    assert "Een rechtspersoon oprichten" in page


def test_a_change_without_a_sentence_is_refused_and_nothing_typed_is_lost(editor, client):
    editor.post("/beheer/regels/new/", filled())
    address = f"/beheer/regels/edit/{GuidanceRule.objects.get().pk}/"

    refused = editor.post(address, filled(verdict="kan-nu", why="Nu wel."))

    assert "Schrijf in één zin wat er veranderd is." in refused.content.decode()
    assert "Nu wel." in refused.content.decode()
    assert GuidanceRule.objects.get().verdict == "kan-nog-niet"

    assert editor.post(address, filled(verdict="kan-nu", why="Nu wel.", change_note="Het mag.")).status_code == 302
    assert GuidanceChange.objects.first().note == "Het mag."
    assert "Het mag." in client.get("/wat-kan-nu/").content.decode()


def test_the_sentence_of_the_change_before_is_not_offered_again(editor):
    editor.post("/beheer/regels/new/", filled())
    address = f"/beheer/regels/edit/{GuidanceRule.objects.get().pk}/"
    editor.post(address, filled(why="Anders.", change_note="De zin van toen."))

    assert "De zin van toen." not in editor.get(address).content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"verdict": "kan-onder-voorwaarde"}, "Schrijf op welke voorwaarde."),
        ({"valid_from": "01-02-2024", "valid_until": "01-01-2024"}, "Deze dag ligt voor de eerste dag."),
        ({"verdict": "kan-nu", "condition": "Als het mag."}, "Haal de voorwaarde weg"),
        ({"audiences": []}, "Dit is een verplicht veld."),
        ({"source_url": "javascript:alert(1)"}, "Vul een heel webadres in"),
    ],
)
def test_a_rule_that_cannot_be_is_refused_at_its_field(editor, change, sentence):
    answer = editor.post("/beheer/regels/new/", filled(**change))

    assert sentence in answer.content.decode()
    assert not GuidanceRule.objects.exists()


def test_an_author_of_a_region_may_not(editor):
    author = browser.client_of(author_of(make_region()))

    author.post("/beheer/regels/new/", filled())

    assert not GuidanceRule.objects.exists()


def test_of_two_editors_the_second_is_told_and_no_word_is_lost(editor):
    editor.post("/beheer/regels/new/", filled())
    address = f"/beheer/regels/edit/{GuidanceRule.objects.get().pk}/"
    opened_on = re.search(r'name="opened_on" value="(\w+)"', editor.get(address).content.decode())[1]
    first = filled(why="De eerste was hier.", change_note="Eerst.", opened_on=opened_on)
    assert editor.post(address, first).status_code == 302

    second = filled(source_title="Een andere brief", change_note="Daarna.", opened_on=opened_on)
    refused = editor.post(address, second)

    assert "Iemand anders heeft dit intussen gewijzigd." in refused.content.decode()
    assert "Een andere brief" in refused.content.decode()
    assert GuidanceRule.objects.get().why == "De eerste was hier."


def test_a_guidance_with_a_history_is_not_deleted_and_one_without_is(editor):
    guidance = Guidance.objects.get()
    editor.post("/beheer/regels/new/", filled())
    editor.post(f"/beheer/regels/delete/{GuidanceRule.objects.get().pk}/")

    answer = editor.post(f"/beheer/handreikingen/delete/{guidance.pk}/", follow=True)

    assert "hun geschiedenis blijft leesbaar" in answer.content.decode()
    assert GuidanceChange.objects.count() == 2

    empty = {"code": "leeg", "title": "Leeg", "summary": "Nog niets.", "written_on": "01-02-2024"}
    editor.post("/beheer/handreikingen/new/", empty)
    editor.post(f"/beheer/handreikingen/delete/{Guidance.objects.get(code='leeg').pk}/")
    assert not Guidance.objects.filter(code="leeg").exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"code": "atom"}, "Dit adres is van de feed."),
        ({"code": "Samen"}, "Gebruik kleine letters, cijfers en koppeltekens"),
        ({"written_on": "01-01-0001"}, "Kies een dag tussen 2000 en 2100."),
    ],
)
def test_a_guidance_that_cannot_be_is_refused_at_its_field(editor, change, sentence):
    given = {"code": "nieuw", "title": "Nieuw", "summary": "Nieuw.", "written_on": "01-02-2024"}

    answer = editor.post("/beheer/handreikingen/new/", given | change)

    assert sentence in answer.content.decode()
    assert Guidance.objects.count() == 1


def test_an_editor_is_told_of_a_rule_that_says_something_else(editor):
    editor.post("/beheer/regels/new/", filled(valid_until="31-12-2023"))

    later = editor.post("/beheer/regels/new/", filled(verdict="kan-nu", valid_from="01-01-2024"), follow=True)
    at_once = editor.post("/beheer/regels/new/", filled(verdict="kan-nu", valid_from="31-12-2023"), follow=True)

    warning = "Een andere regel over deze stap zegt ‘kan nog niet’, in ‘Samen oprichten’."
    assert [warning in " ".join(browser.told(answer)) for answer in (later, at_once)] == [False, True]
