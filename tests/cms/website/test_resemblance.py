"""``/lijkt-op-ons/``: who is like us, told in words."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from lessons.regions.models import KeyFigure, Region
from lessons.vocabulary.models import Sector
from tests.factories import give_area, make_region, make_report, publish, term

pytestmark = pytest.mark.django_db


def made(title: str, pupils: int, *, sectors: tuple[str, ...] = ("po", "vo"), **fields: object) -> Region:
    region = make_region(title, **fields)
    give_area(region, f"F{region.pk}", sectors=sectors)
    region.key_figures.add(
        KeyFigure(kind="leerlingen-po", value=pupils, date=date(2025, 10, 1), source="Opgave"),
        KeyFigure(kind="leerlingen-po", value=1, date=date(2020, 10, 1), source="Oude opgave"),
        KeyFigure(kind="opleidingen", value=1, date=date(2025, 10, 1), source="Opgave"),
    )
    region.save()
    return region


@pytest.fixture
def regions() -> tuple[Region, Region, Region]:
    term(Sector, "po", label="Primair onderwijs")
    term(Sector, "vo", label="Voortgezet onderwijs")
    ours = made("Veenrand", 20_000, urbanity="niet", growth=Decimal("-1.1"), large_city=False)
    like = made("Zilte Kust", 24_000, urbanity="niet", growth=Decimal("-1.8"), large_city=False)
    unlike = made("Havenbogen", 90_000, sectors=("vo",), urbanity="zeer-sterk", growth=Decimal("1.6"), large_city=True)
    for region in (like, unlike):
        publish(make_report(region))
    return ours, like, unlike


def read(client: Client, query: str) -> str:
    answer = client.get(f"/lijkt-op-ons/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_tells_in_words_what_is_alike_and_what_differs(client: Client, regions: tuple[Region, ...]) -> None:
    body = read(client, "?regio=veenrand")

    assert "heeft al uw sectoren; ongeveer even groot: 24.000 leerlingen; niet stedelijk" in body
    assert "geen primair onderwijs; 90.000 leerlingen, u 20.000; zeer sterk stedelijk" in body
    assert body.index(">Zilte Kust</a>") < body.index(">Havenbogen</a>")
    assert "%" not in body.split('id="regios"')[1].split("Aantallen lijken")[0]


def test_a_region_can_be_described(client: Client, regions: tuple[Region, ...]) -> None:
    body = read(client, "?sector=vo&leerlingen=85.000&stedelijkheid=zeer-sterk&grote-stad=ja")

    assert body.index(">Havenbogen</a>") < body.index(">Zilte Kust</a>")
    assert 'value="85.000"' in body
    assert "groei of krimp, lerarenopleiding binnen de regio en aantal besturen" in body


def test_only_regions_with_a_report_are_shown_and_never_ours(client: Client, regions: tuple[Region, ...]) -> None:
    made("Zonder rapport", 20_000)

    found = read(client, "?regio=zilte-kust").split('id="regios"')[1]

    assert ">Havenbogen</a>" in found
    assert "Zonder rapport" not in found
    assert ">Zilte Kust</a>" not in found


def test_the_reports_of_those_that_are_like_ours_can_be_searched(client: Client, regions: tuple[Region, ...]) -> None:
    assert "/zoeken/?regio=zilte-kust&amp;regio=havenbogen" in read(client, "?regio=veenrand")


def test_without_a_question_there_is_only_the_form(client: Client, regions: tuple[Region, ...]) -> None:
    body = read(client, "")

    assert "Kies een regio" in body
    assert 'id="regios"' not in body


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?regio=atlantis", "Deze regio kennen wij niet."),
        ("?leerlingen=veel&sector=vo", "‘veel’ is geen aantal."),
        ("?besturen=-3", "‘-3’ is geen aantal."),
        ("?leerlingen=99999999999999999999999", "is geen aantal."),
        ("?sector=hbo&stedelijkheid=%00&grote-stad=misschien", "Een gekozen antwoord kennen wij niet."),
    ],
)
def test_what_is_unknown_is_said_and_stays_in_the_form(
    client: Client, regions: tuple[Region, ...], query: str, told: str
) -> None:
    assert told in read(client, query)


def test_a_region_that_changes_is_compared_anew(client: Client, regions: tuple[Region, ...]) -> None:
    assert "24.000 leerlingen" in read(client, "?regio=veenrand")

    like = Region.objects.get(slug="zilte-kust")
    like.key_figures.set([KeyFigure(kind="leerlingen-po", value=23_000, date=date(2026, 10, 1), source="Opgave")])
    like.save()

    assert "23.000 leerlingen" in read(client, "?regio=veenrand")
