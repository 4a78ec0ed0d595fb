"""The RE says what can be done now; a change asks for a sentence for those who acted on the rule as it was."""

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
