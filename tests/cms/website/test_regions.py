"""``/regios/`` and the page of a region."""

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lessons.records.models import PublicRecord
from lessons.records.publishing import withdraw
from lessons.regions.models import KeyFigure, Region, RegionPartner, RegionStatus
from tests.factories import make_region, make_report, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Region:
    made = make_region("Veenrand", urbanity="niet", governance="Drie partijen met elk **één** stem.")
    made.statuses = [
        RegionStatus(status="aangemeld", date=datetime.date(2023, 4, 24)),
        RegionStatus(status="voorloper", date=datetime.date(2023, 7, 6)),
        RegionStatus(status="onderwijsregio", date=datetime.date(2999, 1, 1)),
    ]
    made.partners = [
        RegionPartner(name="Bestuur Noord", kind="schoolbestuur"),
        RegionPartner(name="Bestuur Weg", kind="schoolbestuur", left_on=datetime.date(2024, 7, 31)),
        RegionPartner(name="Lerarenraad", kind="beroepsgroep"),
    ]
    made.key_figures = [
        KeyFigure(kind="besturen", value=9, date=datetime.date(2025, 10, 1), source="Convenant, bijlage 1")
    ]
    made.save()
    return made


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_a_region_shows_who_decides_and_dated_figures(client: Client, region: Region) -> None:
    page = read(client, "/regios/veenrand/")

    assert "voorloper sinds 6 juli 2023" in page
    assert "1 schoolbestuur" in page
    assert "Bestuur Weg (tot 31 juli 2024)" in page
    assert "1 oktober 2025" in page
    assert "Convenant, bijlage 1" in page
    assert "<strong>één</strong>" in page


def test_a_region_lists_its_open_reports_newest_first(client: Client, region: Region) -> None:
    first, second, gone = (publish(make_report(region, title=title)) for title in ("Eerste", "Tweede", "Weg"))
    withdraw(gone)
    make_report(region, title="Concept")
    publish(make_report(title="Van een ander"))
    page = read(client, "/regios/veenrand/")

    assert page.index("Tweede") < page.index("Eerste")
    for title in ("Weg<", "Concept", "Van een ander"):
        assert title not in page
    assert "2 rapporten" in page
    assert f"/casus/{first.number}/" in page
    assert f"/casus/{second.number}/" in page


def test_a_report_of_several_regions_stands_with_each_of_them(client: Client, region: Region) -> None:
    report = make_report(title="Samen geschreven")
    report.co_regions = [region]
    report.save()
    publish(report)

    assert "Samen geschreven" in read(client, "/regios/veenrand/")


def test_reading_a_region_takes_few_queries_however_many_reports_it_has(client: Client, region: Region) -> None:
    for _ in range(3):
        publish(make_report(region))
    client.get("/regios/veenrand/")
    with CaptureQueriesContext(connection) as queries:
        read(client, "/regios/veenrand/")

    assert len(queries) <= 8


def test_a_region_that_did_not_change_is_not_sent_again(client: Client, region: Region) -> None:
    etag = client.get("/regios/veenrand/")["ETag"]

    assert client.get("/regios/veenrand/", headers={"if-none-match": etag}).status_code == 304
    publish(make_report(region))
    assert client.get("/regios/veenrand/", headers={"if-none-match": etag}).status_code == 200


def test_a_region_that_is_not_published_is_not_found(client: Client) -> None:
    make_region("Geheim", live=False)

    assert client.get("/regios/geheim/").status_code == 404
    assert client.get("/regios/bestaat-niet/").status_code == 404
    assert "Geheim" not in read(client, "/regios/")


def test_the_overview_is_in_the_order_of_the_alphabet(client: Client) -> None:
    for title in ("Zilte Kust", "berkenwal", "Veenrand"):
        make_region(title)
    publish(make_report(Region.objects.get(title="Zilte Kust")))
    page = read(client, "/regios/")

    assert page.index("berkenwal") < page.index("Veenrand") < page.index("Zilte Kust")
    assert page.count("Nog geen rapport") == 2
    assert page.count("Schreef een rapport") == 1


def test_the_overview_tells_no_numbers_of_reports(client: Client, region: Region) -> None:
    for _ in range(3):
        publish(make_report(region))

    assert "3 rapporten" not in read(client, "/regios/")
    assert PublicRecord.objects.count() == 3
