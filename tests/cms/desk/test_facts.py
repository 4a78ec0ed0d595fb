"""The RE keeps the milestones; a region's author does not."""

import re

import pytest
from django.core.management import call_command

from lessons.funding.models import FactSource, FundingScheme, Milestone
from lessons.vocabulary.models import Applicant
from tests.cms.desk import browserlike as browser
from tests.factories import author_of, make_region, re_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def data() -> dict[str, object]:
    """A filled-in form."""
    source = FactSource.objects.create(key="b1", title="Een bericht", url="https://voorbeeld.nl/bericht")
    return {
        "code": "2024-besluit",
        "date": "01-02-2024",
        "precision": "dag",
        "kind": "besluit",
        "title": "Een besluit",
        "explanation": "",
        "sources": [source.pk],
        "certainty": "een-bron",
    }


def test_an_editor_writes_a_milestone_and_the_timeline_shows_it(data, client):
    editor = browser.client_of(re_editor())

    assert editor.post("/beheer/mijlpalen/new/", data).status_code == 302

    page = client.get("/tijdlijn/").content.decode()
    assert "1 februari 2024" in page
    assert "Een besluit" in page
    assert "Een bericht" in page


def test_what_an_editor_changed_is_kept_when_facts_are_loaded_again(data):
    call_command("load_facts", verbosity=0)
    known = Milestone.objects.get(code__startswith="2023-07-06")
    change = data | {"title": "Zoals wij het noemen", "code": "iets-anders"}

    browser.client_of(re_editor()).post(f"/beheer/mijlpalen/edit/{known.pk}/", change)
    call_command("load_facts", verbosity=0)

    known.refresh_from_db()
    assert known.title == "Zoals wij het noemen"
    assert known.code.startswith("2023-07-06"), "the code stays: it is in addresses"


def test_a_milestone_without_source_is_refused_at_its_field(data):
    answer = browser.client_of(re_editor()).post("/beheer/mijlpalen/new/", data | {"sources": []})

    assert answer.status_code == 200
    assert "Dit is een verplicht veld." in answer.content.decode()
    assert not Milestone.objects.exists()


def test_a_milestone_that_an_editor_deletes_leaves_the_timeline(data, client):
    editor = browser.client_of(re_editor())
    editor.post("/beheer/mijlpalen/new/", data)
    client.get("/tijdlijn/")

    editor.post(f"/beheer/mijlpalen/delete/{Milestone.objects.get().pk}/")

    assert "Een besluit</h3>" not in client.get("/tijdlijn/").content.decode()


def test_a_source_that_a_milestone_names_is_not_deleted_and_the_editor_reads_why(data):
    editor = browser.client_of(re_editor())
    editor.post("/beheer/mijlpalen/new/", data)
    source = FactSource.objects.get()

    answer = editor.post(f"/beheer/bronnen/delete/{source.pk}/", follow=True)

    assert "Deze bron staat bij een mijlpaal, zoals ‘Een besluit’." in answer.content.decode()
    assert FactSource.objects.exists()

    Milestone.objects.get().delete()
    editor.post(f"/beheer/bronnen/delete/{source.pk}/")
    assert not FactSource.objects.exists()


def test_an_author_of_a_region_may_not(data):
    author = browser.client_of(author_of(make_region()))

    author.post("/beheer/mijlpalen/new/", data)

    assert not Milestone.objects.exists()


@pytest.fixture
def scheme_data(data):
    """A filled-in form of a scheme."""
    names = ("code", "name", "goal", "sources", "certainty", "route")
    given = data | {"code": "proef-2027", "name": "Proefregeling", "goal": "Samen werven.", "route": "aanvraag"}
    dates = {"apply_from": "01-02-2027", "apply_until": "28-02-2027", "apply_until_time": "16:00"}
    return {name: given[name] for name in names} | dates | {"valid_from": "", "valid_until": ""}


def test_an_editor_adds_a_scheme_with_a_condition_and_everybody_reads_it(scheme_data, client):
    editor = browser.client_of(re_editor())
    assert editor.post("/beheer/regelingen/new/", scheme_data).status_code == 302
    scheme = FundingScheme.objects.get()
    condition = {
        "scheme": scheme.pk,
        "number": 1,
        "text": "Minstens één lerarenopleiding doet mee.",
        "kind": "deelnemers",
        "sources": scheme_data["sources"],
        "certainty": "een-bron",
    }
    assert editor.post("/beheer/voorwaarden/new/", condition).status_code == 302

    page = client.get("/regelingen/proef-2027/").content.decode()

    assert "tot en met 28 februari 2027, 16.00 uur" in page
    assert "Minstens één lerarenopleiding doet mee." in page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"apply_until": "01-01-2027"}, "Dit moment ligt voor het eerste moment."),
        ({"valid_from": "01-02-2027", "valid_until": "01-01-2027"}, "Deze dag ligt voor de eerste dag."),
        ({"apply_from": "", "apply_from_time": "09:00"}, "Vul ook de dag in."),
        ({"code": "Met spaties"}, "Gebruik kleine letters"),
        (
            {"apply_until": "01-02-2027", "apply_from_time": "17:00", "apply_until_time": "16:00"},
            "Dit moment ligt voor het eerste moment.",
        ),
    ],
)
def test_a_scheme_that_cannot_be_is_refused_at_its_field_and_nothing_typed_is_lost(scheme_data, change, sentence):
    answer = browser.client_of(re_editor()).post("/beheer/regelingen/new/", scheme_data | change)

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert "Proefregeling" in answer.content.decode()
    assert not FundingScheme.objects.exists()


def test_a_source_that_a_scheme_names_is_not_deleted(scheme_data):
    editor = browser.client_of(re_editor())
    editor.post("/beheer/regelingen/new/", scheme_data)

    answer = editor.post(f"/beheer/bronnen/delete/{FactSource.objects.get().pk}/", follow=True)

    assert "Deze bron staat bij een regeling, zoals ‘Proefregeling’." in answer.content.decode()


def test_an_applicant_that_a_scheme_names_is_not_deleted(scheme_data):
    call_command("load_facts", verbosity=0)

    answer = browser.client_of(re_editor()).post("/beheer/begrippen-applicant/delete/rap-regio/", follow=True)

    assert "regelingen of regels" in answer.content.decode()
    assert Applicant.objects.filter(pk="rap-regio").exists()


def test_an_author_of_a_region_may_not_change_schemes(scheme_data):
    author = browser.client_of(author_of(make_region()))

    author.post("/beheer/regelingen/new/", scheme_data)

    assert not FundingScheme.objects.exists()


@pytest.mark.parametrize("date", ["31-12-9999", "01-01-0001"])
def test_a_milestone_on_a_day_that_nobody_can_mean_is_refused(data, date):
    answer = browser.client_of(re_editor()).post("/beheer/mijlpalen/new/", data | {"date": date})

    assert "Kies een dag tussen 2000 en 2100." in answer.content.decode()
    assert not Milestone.objects.exists()


def test_schemes_that_follow_each_other_in_a_circle_are_refused(scheme_data):
    editor = browser.client_of(re_editor())
    editor.post("/beheer/regelingen/new/", scheme_data)
    first = FundingScheme.objects.get()
    editor.post("/beheer/regelingen/new/", scheme_data | {"code": "tweede", "successor": first.pk})
    second = FundingScheme.objects.get(code="tweede")

    answer = editor.post(f"/beheer/regelingen/edit/{first.pk}/", scheme_data | {"successor": second.pk})

    assert "Zo komt deze regeling na zichzelf." in answer.content.decode()
    first.refresh_from_db()
    assert first.successor is None


def test_of_two_editors_of_a_scheme_the_second_is_told(scheme_data):
    editor = browser.client_of(re_editor())
    editor.post("/beheer/regelingen/new/", scheme_data)
    address = f"/beheer/regelingen/edit/{FundingScheme.objects.get().pk}/"
    opened_on = re.search(r'name="opened_on" value="(\w+)"', editor.get(address).content.decode())[1]
    assert editor.post(address, scheme_data | {"goal": "Eerst.", "opened_on": opened_on}).status_code == 302

    refused = editor.post(address, scheme_data | {"name": "Anders", "opened_on": opened_on})

    assert "Iemand anders heeft dit intussen gewijzigd." in refused.content.decode()
    assert FundingScheme.objects.get().goal == "Eerst."
