"""The home page and the method page, and the pages that a fresh database has."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from wagtail.models import Site

from cms.models import HomePage
from lessons.evidence.rules import RULES
from lessons.regions.models import RegionIndexPage
from lessons.reports.models import CaseReport
from search.index.connection import engine
from search.index.rebuilding import rebuild
from tests.factories import make_region, make_report, publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_index(settings: Settings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path / "index"


def read(client: Client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def stopped(title: str) -> CaseReport:
    return make_report(title=title, status="gestopt", stop_reason="Te weinig gebruik.")


def test_a_fresh_database_has_a_home_page_and_the_page_above_the_regions() -> None:
    site = Site.objects.get(is_default_site=True)

    assert isinstance(site.root_page.specific, HomePage)
    assert RegionIndexPage.objects.get().get_parent() == site.root_page
    assert RegionIndexPage.objects.get().url == "/regios/"


def test_the_home_page_works_before_anything_is_written_and_without_an_index(client: Client) -> None:
    page = read(client)

    assert "Leer van regio" in page
    assert "Er staat nog geen rapport" in page


def test_the_home_page_counts_reports_per_theme(client: Client) -> None:
    publish(make_report())
    rebuild(engine())

    assert "<b>1</b>" in read(client)


def test_without_an_engine_the_home_page_has_no_counts(client: Client) -> None:
    report = make_report()
    publish(report)
    page = read(client)

    assert "kp-themes__count" not in page
    assert report.title in page


def test_the_newest_three_are_shown(client: Client) -> None:
    titles = [f"Titel nummer {number}" for number in range(5)]
    for title in titles:
        publish(make_report(title=title))
    page = read(client)

    assert [title in page for title in titles] == [False, False, True, True, True]


def test_all_reports_are_only_reports(client: Client) -> None:
    publish(make_report())

    assert '<a href="/zoeken/?soort=casusrapport">Naar het ene rapport</a>' in read(client)


def test_one_of_the_three_newest_is_a_stopped_one_where_there_is_one(client: Client) -> None:
    publish(stopped("Dit stopte"))
    titles = [f"Titel nummer {number}" for number in range(4)]
    for title in titles:
        publish(make_report(title=title))
    page = read(client)

    assert [title in page for title in titles] == [False, False, True, True]
    assert "Dit stopte" in page


def test_regions_are_tiles_that_say_only_whether_they_wrote(client: Client) -> None:
    wrote = make_region("Wel")
    make_region("Niet")
    for _ in range(2):
        publish(make_report(wrote))
    page = read(client)

    assert page.count("(nog geen rapport)") == 1
    assert page.index(">Niet<") < page.index(">Wel<")


def test_the_method_page_prints_every_rule(client: Client) -> None:
    page = client.get("/bewijstreden/").content.decode()

    for rule in RULES:
        assert rule.sentence in page
    for word in ("Idee", "Beschreven", "Onderbouwd", "Gemonitord", "Vergeleken", "Herhaald", "Knelpunt"):
        assert word in page
