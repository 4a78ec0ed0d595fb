"""What people see while the engine is in trouble: why, when to come back, and ways on. Never no hits, never a fault."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lessons.vocabulary.models import Theme
from tests.factories import make_region, make_report, publish, term
from tests.trouble import provoked
from tests.trouble.conftest import Site
from tests.trouble.provoked import Provoke

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db]

HTMX = {"HX-Request": "true"}


@dataclass(frozen=True)
class Row:
    what: Provoke
    said: str
    state: str
    retry_after: str = "60"


TABLE = {
    "nobody is there": Row(provoked.nobody_there, "is nu niet bereikbaar", "unavailable"),
    "hung": Row(provoked.hung, "is nu niet bereikbaar", "unavailable"),
    "no shard": Row(provoked.no_shard, "is nu niet bereikbaar", "unavailable"),
    "busy": Row(provoked.no_memory_for_searches, "te druk", "busy", "30"),
    "index dropped": Row(provoked.index_dropped, "wordt opnieuw ingericht", "missing"),
    "other fingerprint": Row(provoked.other_fingerprint, "wordt opnieuw ingericht", "mismatch"),
    "misconfigured": Row(provoked.not_elasticsearch, "niet goed ingesteld", "misconfigured", "300"),
}


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_a_visitor_is_told_why_and_can_go_on(make_site: Callable[[], Site], client: Client, row: Row) -> None:
    region = make_region("Veenrand")
    report = make_report(region, title="Een loket voor de hele regio")
    record = publish(report)
    term(Theme, "opleiden")

    with row.what(make_site()):
        page, fragment = client.get("/zoeken/?q=loket"), client.get("/zoeken/?q=loket", headers=HTMX)
        others = {path: client.get(path) for path in ("/", record.path, "/regios/", "/regios/veenrand/")}

    for answer in (page, fragment):
        html = answer.content.decode()
        assert (answer.status_code, answer["Retry-After"]) == (503, row.retry_after)
        assert row.said in html
        assert ("niet bereikbaar" in html) == ("niet bereikbaar" in row.said)
        assert "0 rapporten" not in html
        assert "Nog geen" not in html
        links = set(re.findall(r'href="([^"]+)"', html))
        assert {"/zoeken/?q=loket", record.path, "/zoeken/?thema=opleiden", "/regios/", "/bewijstreden/"} <= links
        assert html.count("<h1") == 1
    assert "<html" in page.content.decode()
    assert "<html" not in fragment.content.decode()
    assert {path: answer.status_code for path, answer in others.items()} == dict.fromkeys(others, 200)
    assert 'class="kp-themes__count"' not in others["/"].content.decode()


def test_a_theme_can_be_read_without_the_engine(make_site: Callable[[], Site], client: Client) -> None:
    learning, hiring = term(Theme, "opleiden"), term(Theme, "werven")
    second = make_report(title="Ook over opleiden", theme=hiring)
    second.more_themes = [learning]
    second.save()
    for report in (make_report(title="Leren in de school", theme=learning), second):
        publish(report)
    publish(make_report(title="Werven in de stad", theme=hiring))

    with provoked.nobody_there(make_site()):
        html = client.get("/zoeken/?thema=opleiden").content.decode()

    chosen = html[html.index("Nieuwste rapporten over opleiden") : html.index("Andere thema")]
    assert "Leren in de school" in chosen
    assert "Ook over opleiden" in chosen
    assert "Werven in de stad" not in html
    assert "/zoeken/?thema=werven" in html


def test_the_page_costs_three_queries_however_many_reports_there_are(
    make_site: Callable[[], Site], client: Client
) -> None:
    region = make_region()
    for number in range(8):
        publish(make_report(region, title=f"Rapport nummer {number}"))

    with provoked.nobody_there(make_site()):
        client.get("/zoeken/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            html = client.get("/zoeken/").content.decode()

    assert len(queries) <= 3
    assert html.count("Rapport nummer") == 5


def test_what_is_wrong_is_in_the_log(
    make_site: Callable[[], Site], client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with provoked.not_elasticsearch(make_site()):
        client.get("/zoeken/")

    assert "search_unavailable" in caplog.text
    assert "KENNIS_ELASTICSEARCH_HOSTS" in caplog.text


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_who_asks_the_status_is_told_the_same(
    make_site: Callable[[], Site], client: Client, capsys: pytest.CaptureFixture[str], row: Row
) -> None:
    with row.what(make_site()):
        ready = client.get("/gereed/").json()["index"]
        with suppress(CommandError):  # what an operator must change is a failure of the command too
            call_command("search_status", "--json")

    assert ready == {"ok": False, "state": row.state, "documents": 0}
    assert json.loads(capsys.readouterr().out)["index"]["state"] == row.state
