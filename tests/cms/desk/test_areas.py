"""The borders of regions at the desk: what the RE types, what it is told, and what stays."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from lessons.regions.models import Region, RegionArea, RegionMerger
from lessons.vocabulary.models import Municipality, Sector
from tests.cms.desk import browserlike as browser
from tests.factories import author_of, give_area, make_region, re_editor, term

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return browser.client_of(re_editor())


@pytest.fixture
def region() -> Region:
    term(Sector, "po", label="Primair onderwijs")
    for code, name in (("GM1680", "Aa en Hunze"), ("GM0106", "Assen"), ("GM1900", "Súdwest-Fryslân")):
        term(Municipality, code, label=name)
    return make_region("Veenrand")


def action(region: Region, name: str) -> str:
    return reverse("desk_area_action", args=[region.pk, name])


def adding(municipalities: str, **more: str) -> dict[str, object]:
    return {"sectors": ["po"], "municipalities": municipalities, "valid_from": "06-07-2023", **more}


def codes(region: Region) -> list[str | None]:
    return list(RegionArea.objects.filter(region=region).values_list("municipality_id", flat=True))


def test_an_editor_adds_municipalities_by_name_or_code(editor, region: Region) -> None:
    answer = editor.post(action(region, "toevoegen"), adding("aa en hunze, gm0106\nsudwest-fryslan\n\n"), follow=True)

    assert sorted(filter(None, codes(region))) == ["GM0106", "GM1680", "GM1900"]
    assert browser.told(answer)[-1] == "3 rijen erbij vanaf 6 juli 2023."


def test_an_unknown_name_is_told_with_what_may_be_meant_and_all_that_was_typed(editor, region: Region) -> None:
    answer = editor.post(action(region, "toevoegen"), adding("Asen, Aa en Hunze, Atlantis"))
    body = answer.content.decode()

    assert "‘Asen’ kennen wij niet. Bedoelt u Assen?" in body
    assert "‘Atlantis’ kennen wij niet. Kijk in de lijst van gemeenten." in body
    assert "Asen, Aa en Hunze, Atlantis" in body
    assert codes(region) == []


@pytest.mark.parametrize(("municipalities", "whole"), [("", ""), ("Assen", "on")])
def test_a_region_has_municipalities_or_the_whole_country(editor, region: Region, municipalities, whole) -> None:
    data = adding(municipalities, **({"whole_country": whole} if whole else {}))

    assert "een van de twee" in editor.post(action(region, "toevoegen"), data).content.decode()
    assert codes(region) == []


def test_a_national_region_gets_the_whole_country(editor, region: Region) -> None:
    editor.post(action(region, "toevoegen"), adding("", whole_country="on"))

    assert codes(region) == [None]


def test_a_move_is_told_with_what_ended_elsewhere(editor, region: Region) -> None:
    other = make_region("Kromme Lek")
    give_area(other, "GM0106", sectors=["po"], valid_from=date(2023, 1, 1))

    answer = editor.post(action(region, "toevoegen"), adding("Assen", take_over="on"), follow=True)

    assert browser.told(answer)[-1].endswith("Bij andere regio's beëindigd: 1 rij.")
    assert RegionArea.objects.get(region=other).valid_until == date(2023, 7, 5)


def test_what_cannot_be_is_told_and_loses_nothing(editor, region: Region) -> None:
    give_area(region, "GM0106", sectors=["po"], valid_from=date(2025, 1, 1))

    body = editor.post(action(region, "toevoegen"), adding("Assen")).content.decode()

    assert "hoort er al bij vanaf 01-01-2025" in body
    assert "Assen</textarea>" in body
    assert not PageLogEntry.objects.filter(action="lessons.area").exists()


def test_an_editor_ends_and_removes_rows(editor, region: Region) -> None:
    give_area(region, "GM0106", "GM1680", sectors=["po"])
    first, second = RegionArea.objects.filter(region=region).order_by("pk")

    editor.post(action(region, "beeindigen"), {"areas": [first.pk], "valid_until": "31-12-2024"})
    editor.post(action(region, "weghalen"), {"areas": [second.pk]})

    assert list(RegionArea.objects.values_list("pk", "valid_until")) == [(first.pk, date(2024, 12, 31))]


def test_a_whole_sector_ends_at_once(editor, region: Region) -> None:
    give_area(region, "GM0106", "GM1680", sectors=["po", "vo"])

    editor.post(action(region, "beeindigen"), {"sectors": ["po"], "valid_until": "31-12-2024"})

    ended = RegionArea.objects.filter(valid_until=date(2024, 12, 31))
    assert sorted(ended.values_list("sector_id", "municipality_id")) == [("po", "GM0106"), ("po", "GM1680")]


@pytest.mark.parametrize(("name", "more"), [("beeindigen", {"valid_until": "31-12-2024"}), ("weghalen", {})])
def test_a_row_has_to_be_chosen(editor, region: Region, name: str, more: dict[str, str]) -> None:
    assert "Kies ten minste één gemeente." in editor.post(action(region, name), more).content.decode()


def test_an_editor_lets_a_region_go_up_in_another_and_takes_it_back(editor, region: Region) -> None:
    into = make_region("Kromme Lek")

    editor.post(action(region, "opgaan"), {"into": into.pk, "day": "01-01-2025"})
    assert RegionMerger.objects.get().into_id == into.pk
    assert editor.get(action(region, "opgaan")).status_code == 404

    editor.post(action(region, "herstellen"))
    assert not RegionMerger.objects.exists()
    assert editor.get(action(region, "herstellen")).status_code == 404


def test_every_change_stands_in_the_history_of_the_region(editor, region: Region) -> None:
    editor.post(action(region, "toevoegen"), adding("Assen"))

    history = editor.get(reverse("wagtailadmin_pages:history", args=[region.pk])).content.decode()

    assert "Gebied: 1 rij erbij vanaf 6 juli 2023. Assen (po)." in history


def test_the_pages_show_what_there_is(editor, region: Region) -> None:
    give_area(region, "GM0106", sectors=["po"])

    assert (
        "Assen, primair onderwijs, vanaf 6 juli 2023"
        in editor.get(reverse("desk_area", args=[region.pk])).content.decode()
    )
    assert "Veenrand" in editor.get(reverse("desk_areas")).content.decode()
    assert (
        reverse("desk_area", args=[region.pk])
        in editor.get(reverse("wagtailadmin_pages:edit", args=[region.pk])).content.decode()
    )
    for name in ("toevoegen", "beeindigen", "weghalen", "opgaan"):
        assert editor.get(action(region, name)).status_code == 200
    assert editor.get(action(region, "verzinnen")).status_code == 404


def test_a_region_with_a_past_stays_on_the_website(editor, region: Region) -> None:
    give_area(region, "GM0106", sectors=["po"])

    for name in ("unpublish", "delete"):
        answer = editor.post(reverse(f"wagtailadmin_pages:{name}", args=[region.pk]), follow=True)
        assert "Dat blijft te lezen" in " ".join(browser.told(answer))
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    editor.post(f"{bulk}?id={region.pk}")
    region.refresh_from_db()
    assert region.live


def test_numbers_that_no_database_holds_are_nobody(editor, region: Region) -> None:
    far = "9" * 20
    give_area(region, "GM0106", sectors=["po"])

    assert editor.get(f"/beheer/gebieden/{far}/").status_code == 404
    rows = {"areas": [far], "valid_until": "31-12-2024"}
    assert "staat er niet meer" in editor.post(action(region, "beeindigen"), rows).content.decode()
    into = {"into": far, "day": "01-01-2025"}
    assert "Kies een regio uit de lijst." in editor.post(action(region, "opgaan"), into).content.decode()


def test_what_was_taken_away_can_be_read_in_the_history(editor, region: Region) -> None:
    give_area(region, "GM0106", sectors=["po"])

    editor.post(action(region, "weghalen"), {"areas": [RegionArea.objects.get().pk]})

    said = PageLogEntry.objects.get(action="lessons.area").data["said"]
    assert said == "Gebied: 1 rij weggehaald. Assen, primair onderwijs, vanaf 6 juli 2023."


def test_names_may_come_from_a_spreadsheet_and_a_retired_one_is_unknown(editor, region: Region) -> None:
    Municipality.objects.filter(pk="GM1900").update(retired=True)

    editor.post(action(region, "toevoegen"), adding("Aa  en Hunze\tAssen"))
    retired = editor.post(action(region, "toevoegen"), adding("Súdwest-Fryslân"))

    assert sorted(filter(None, codes(region))) == ["GM0106", "GM1680"]
    assert "‘Súdwest-Fryslân’ kennen wij niet." in retired.content.decode()


def test_an_author_changes_no_borders(region: Region) -> None:
    client = browser.client_of(author_of(region))

    for address in (reverse("desk_areas"), reverse("desk_area", args=[region.pk]), action(region, "toevoegen")):
        assert client.get(address).status_code == 302
    client.post(action(region, "toevoegen"), adding("Assen"))
    assert codes(region) == []
