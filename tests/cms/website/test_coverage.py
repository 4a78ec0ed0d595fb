"""``/dekking/``: which municipalities belong to which region, what is not covered, and the rows as CSV."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from cms.website.tile_map import Tile, tile_map
from lessons.regions.areas import merge
from lessons.regions.models import Region
from lessons.vocabulary.models import Municipality, Sector
from tests.factories import give_area, make_region, make_report, publish, term

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> tuple[Region, Region]:
    """Three municipalities, of which Veenrand has two and Kromme Lek one of these too."""
    for order, (code, name) in enumerate((("po", "Primair onderwijs"), ("mbo", "Mbo"))):
        term(Sector, code, label=name, sort_order=order)
    for code, name in (("F001", "Assen"), ("F002", "Borger"), ("F003", "Coevorden")):
        term(Municipality, code, label=name)
    veenrand, lek = make_region("Veenrand"), make_region("Kromme Lek")
    give_area(veenrand, "F001", "F002", sectors=["po"])
    give_area(lek, "F002", sectors=["po"], valid_from=date(2025, 1, 1))
    return veenrand, lek


def read(client: Client, query: str = "?datum=2025-03-01") -> str:
    answer = client.get(f"/dekking/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_says_how_many_municipalities_have_a_region(client: Client, country: tuple[Region, Region]) -> None:
    body = read(client)

    assert "2 van de 3 gemeenten horen bij een regio voor primair onderwijs" in body
    assert "Zonder regio: 1 gemeente" in body
    assert "Coevorden." in body
    assert "Borger: Kromme Lek en Veenrand" in body


def test_the_day_decides(client: Client, country: tuple[Region, Region]) -> None:
    body = read(client, "?sector=po&datum=2024-12-31")

    assert "Geen gemeente hoort bij meer dan één regio." in body
    assert "0 van de 3 gemeenten" in read(client, "?datum=2023-07-05")


def test_the_sector_decides(client: Client, country: tuple[Region, Region]) -> None:
    assert "0 van de 3 gemeenten horen bij een regio voor mbo" in read(client, "?sector=mbo&datum=1-3-2025")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?sector=hbo", "Deze sector kennen wij niet."),
        ("?datum=morgen", "‘morgen’ kunnen wij niet lezen."),
        ("?datum=0001-01-01", "Kies een dag tussen 2000 en 2100."),
        ("?datum=2024-02-30&sector=%00", "Deze sector kennen wij niet."),
    ],
)
def test_what_is_unknown_is_said(client: Client, country: tuple[Region, Region], query: str, told: str) -> None:
    assert told in read(client, query)


def test_growth_names_what_came_and_what_is_still_to_come(client: Client, country: tuple[Region, Region]) -> None:
    give_area(country[1], "F003", sectors=["po"], valid_from=date(2026, 1, 1))

    body = read(client)

    assert "6 juli 2023: 2 van 3" in body
    assert "Nieuw bij Veenrand: Assen en Borger." in body
    assert body.index("1 januari 2026: 3 van 3") < body.index("6 juli 2023: 2 van 3")
    assert body.count("(komt nog)") == 1


def test_national_regions_stand_apart(client: Client, country: tuple[Region, Region]) -> None:
    give_area(make_region("Landelijk Groen"), sectors=["po"], valid_from=date(2025, 1, 1))

    body = read(client)

    assert "Deze regio heeft geen grenzen" in body
    assert "2 van de 3 gemeenten" in body


def test_a_region_that_is_not_public_covers_nothing(client: Client, country: tuple[Region, Region]) -> None:
    give_area(make_region("Geheim", live=False), "F003", sectors=["po"])

    body = read(client)

    assert "Geheim" not in body
    assert "2 van de 3 gemeenten" in body


def test_without_municipalities_the_page_says_so(client: Client) -> None:
    assert "Er staan nog geen gemeenten op het platform." in read(client)


def test_a_change_of_borders_is_seen_at_once(client: Client, country: tuple[Region, Region]) -> None:
    etag = client.get("/dekking/")["ETag"]
    assert client.get("/dekking/", headers={"if-none-match": etag}).status_code == 304

    give_area(country[0], "F003", sectors=["po"])

    assert client.get("/dekking/", headers={"if-none-match": etag}).status_code == 200
    assert "3 van de 3 gemeenten" in read(client)


def test_many_regions_cost_no_more_queries(
    client: Client, country: tuple[Region, Region], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        give_area(make_region(), f"G{number:03}", sectors=["po", "mbo"])

    with django_assert_max_num_queries(10):
        read(client)


def test_the_csv_holds_every_row_and_no_formula(client: Client, country: tuple[Region, Region]) -> None:
    give_area(make_region("=1+1", code="EEN"), sectors=["mbo"], valid_from=date(2025, 1, 1))

    answer = client.get("/dekking/gebieden.csv")
    head, *lines = csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert head[:4] == ["regio", "regiocode", "sector", "gemeente"]
    assert ["'=1+1", "EEN", "mbo", "heel Nederland", "", "", "2025-01-01", ""] in lines
    assert [line[3] for line in lines if line[0] == "Veenrand"] == ["Assen", "Borger"]


def test_a_merged_region_leads_to_the_other_with_a_sentence(client: Client, country: tuple[Region, Region]) -> None:
    veenrand, lek = country
    publish(make_report(veenrand, title="Wat Veenrand leerde"))
    merge(veenrand, lek, date(2025, 2, 1))

    answer = client.get("/regios/veenrand/", follow=True)
    body = answer.content.decode()

    assert answer.redirect_chain == [("/regios/kromme-lek/?voorheen=veenrand", 302)]
    assert "U zocht Veenrand. Die regio is sinds 1 februari 2025 deel van Kromme Lek." in body
    assert "Wat Veenrand leerde" in body
    assert "geschreven door Veenrand" in body
    assert "Veenrand, sinds 1 februari 2025 deel van" in client.get("/regios/").content.decode()


def test_a_chain_of_mergers_leads_to_its_end_since_the_last_of_its_days(
    client: Client, country: tuple[Region, Region]
) -> None:
    veenrand, lek = country
    merge(veenrand, lek, date(2025, 2, 1))
    merge(lek, make_region("Zilte Kust"), date(2025, 3, 1))

    body = client.get("/regios/veenrand/", follow=True).content.decode()

    assert "U zocht Veenrand. Die regio is sinds 1 maart 2025 deel van Zilte Kust." in body
    assert "Kromme Lek gaat op in Zilte Kust." in body


def test_an_address_never_leads_to_a_region_that_is_not_public(client: Client, country: tuple[Region, Region]) -> None:
    merge(*country, date(2025, 2, 1))
    Region.objects.filter(pk=country[1].pk).update(live=False)

    assert client.get("/regios/veenrand/").status_code == 200


def test_a_retired_municipality_or_sector_keeps_its_past(client: Client, country: tuple[Region, Region]) -> None:
    for model, code in ((Municipality, "F001"), (Sector, "mbo"), (Municipality, "F003")):
        found = model.objects.get(pk=code)
        found.retired = True
        found.save()
    give_area(country[0], "F001", sectors=["mbo"])

    assert "2 van de 2 gemeenten" in read(client, "?datum=2024-12-31")
    assert "1 van de 2 gemeenten hoort bij een regio voor mbo" in read(client, "?sector=mbo&datum=2024-12-31")
    assert "Assen en Borger" in client.get("/regios/veenrand/").content.decode()


def test_a_national_region_says_since_when(client: Client) -> None:
    term(Sector, "mbo", label="Mbo")
    give_area(make_region("Landelijk Groen"), sectors=["mbo"], valid_from=date(2025, 1, 1))

    body = client.get("/regios/landelijk-groen/").content.decode()

    assert "Landelijk Groen is er voor heel Nederland (mbo)." in body
    assert "1 januari 2025" in body


def test_before_the_day_of_its_merger_a_region_stands_by_itself(client: Client, country: tuple[Region, Region]) -> None:
    merge(*country, timezone.localdate() + timedelta(days=1))

    assert client.get("/regios/veenrand/").status_code == 200


def test_a_region_that_nobody_merged_is_not_named(client: Client, country: tuple[Region, Region]) -> None:
    assert "U zocht" not in client.get("/regios/veenrand/?voorheen=kromme-lek").content.decode()
    assert "U zocht" not in client.get("/regios/veenrand/?voorheen=onbekend").content.decode()


def test_the_page_of_a_region_shows_its_municipalities_and_since_when(
    client: Client, country: tuple[Region, Region]
) -> None:
    body = client.get("/regios/veenrand/").content.decode()

    assert "2 van 2 gemeenten" in body
    assert "Assen en Borger" in body
    assert "Nieuw bij Veenrand: Assen en Borger (po)." in body


def municipality(label: str, province: str = "", column: int | None = None, row: int | None = None) -> Municipality:
    return Municipality(code=label, label=label, province=province, tile_column=column, tile_row=row)


def shown(each: Municipality) -> Tile:
    return Tile(each.label, each.label, "in")


def test_municipalities_stand_where_they_lie_where_each_has_its_place() -> None:
    made = tile_map([municipality("Assen", "", 5, 2), municipality("Borger", "", 6, 3)], shown)

    assert [[tile.code if tile else "" for tile in row] for row in made[0].rows] == [["Assen", ""], ["", "Borger"]]


def test_without_places_they_stand_by_province_on_alphabet() -> None:
    listed = [
        municipality("Urk", "Flevoland"),
        municipality("Assen", "Drenthe", 1, 1),
        municipality("Almere", "Flevoland"),
    ]

    made = tile_map(listed, shown)

    assert [(group.title, [tile.code for tile in group.rows[0] if tile]) for group in made] == [
        ("Drenthe", ["Assen"]),
        ("Flevoland", ["Almere", "Urk"]),
    ]


def test_two_municipalities_at_one_place_are_both_shown() -> None:
    made = tile_map([municipality("Assen", "", 1, 1), municipality("Borger", "", 1, 1)], shown)

    assert [tile.code for tile in made[0].rows[0] if tile] == ["Assen", "Borger"]
