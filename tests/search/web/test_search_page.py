"""``/zoeken/``: whatever the address line asks, an answer in Dutch."""

import datetime
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from lessons.funding.models import FundingScheme
from lessons.records.models import PublicRecord
from lessons.records.publishing import withdraw
from lessons.reports.models import CaseReport
from lessons.reports.rows import Lesson
from lessons.vocabulary.models import Theme
from search.index.connection import engine
from search.index.draining import drain
from search.index.rebuilding import rebuild
from tests.factories import make_region, make_report, publish, term

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
Read = Callable[..., str]


@pytest.fixture(autouse=True)
def empty(settings: Settings, tmp_path: Path) -> None:
    """No index yet."""
    settings.SEARCH_DIR = tmp_path / "index"


@pytest.fixture
def read(client: Client) -> Read:
    """The page for these parameters."""

    def get(_headers: dict[str, str] | None = None, **params: str | list[str]) -> str:
        answer = client.get(f"/zoeken/?{urlencode(params, doseq=True)}", headers=_headers)
        assert answer.status_code == 200
        return answer.content.decode()

    return get


def write(title: str, **fields: object) -> CaseReport:
    report = make_report(title=title, **fields)
    publish(report)
    return report


def titles(page: str) -> list[str]:
    cards = re.findall(r'class="kp-card__title">(.*?)</h', page, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", card).strip() for card in cards]


def test_a_report_is_found_by_a_word_in_another_form(read: Read) -> None:
    write("Begeleiders voor starters")
    rebuild(engine())
    page = read(q="begeleider")

    assert titles(page) == ["Begeleiders voor starters"]
    assert "<mark>Begeleiders</mark> voor starters" in page
    assert "1 rapport over ‘begeleider’" in page


def test_a_card_shows_step_result_and_the_lesson_that_answers(read: Read) -> None:
    report = make_report(title="Een loket", lessons=1)
    report.lessons = [
        *report.lessons.all(),
        Lesson(
            statement="Begin met een rooster",
            explanation="Zonder *rooster* geen uren.",
            verdict="niet-meer-doen",
            sort_order=1,
        ),
    ]
    report.save()
    record = publish(report)
    lesson = report.lessons.get(statement="Begin met een rooster")
    rebuild(engine())
    page = read(q="rooster")

    for words in (
        "Beschreven",
        "Positief",
        "Les 2 van 2",
        "Niet meer doen",
        f"/casus/{record.number}/#les-{lesson.pk}",
    ):
        assert words in page
    assert "Begin met een <mark>rooster</mark>. Zonder <mark>rooster</mark> geen uren." in page


def test_for_whom_a_lesson_is_shows_what_was_found_in_it(read: Read) -> None:
    report = make_report(title="Overstappers", lessons=0)
    report.lessons = [Lesson(statement="Bel na", explanation="Een dag.", verdict="weer-doen", for_whom="Loketten")]
    report.save()
    publish(report)
    rebuild(engine())

    assert "voor: <mark>Loketten</mark>" in read(q="loket")


def test_a_stopped_report_says_why(read: Read) -> None:
    write("Gestopte pool", status="gestopt", stop_reason="Te weinig gebruik.")
    rebuild(engine())

    assert "Waarom gestopt:</b> Te weinig gebruik." in read(q="pool")


def test_a_region_is_found_too(read: Read) -> None:
    make_region("Veenrand")
    rebuild(engine())

    assert titles(read(q="veenrand")) == ["Veenrand"]
    assert "/regios/veenrand/" in read(q="veenrand")


def test_what_was_withdrawn_after_it_was_indexed_is_not_shown(read: Read) -> None:
    write("Eerst openbaar")
    rebuild(engine())
    withdraw(PublicRecord.objects.get())

    assert "Eerst openbaar" not in read(q="openbaar")


def test_the_page_takes_three_queries_however_many_hits(client: Client, read: Read) -> None:
    for number in range(4):
        write(f"Rapport {number} over loketten")
    rebuild(engine())
    read(q="loket")
    with CaptureQueriesContext(connection) as queries:
        page = read(q="loket", thema="werven")

    assert len(titles(page)) == 4
    assert len(queries) <= 3


def test_filters_keep_their_place_and_show_zero(read: Read) -> None:
    for number, code in enumerate(("werven", "matchen", "opleiden")):
        term(Theme, code, sort_order=number)
    write("Over opleiden", theme=Theme.objects.get(code="opleiden"))
    rebuild(engine())
    page = read()

    places = [page.index(f'id="aantal-thema-{code}"') for code in ("werven", "matchen", "opleiden")]
    assert places == sorted(places)
    assert 'kp-facet__count--zero" id="aantal-thema-werven"' in page


def test_a_chosen_filter_is_a_chip_that_takes_it_away(read: Read) -> None:
    write("Over werven")
    rebuild(engine())
    page = read(q="werven", thema="werven", sector="po")

    assert 'href="/zoeken/?q=werven&amp;sector=po"' in page
    assert 'href="/zoeken/?q=werven"' in page


def test_what_went_differently_moves_up_after_the_second_hit(read: Read) -> None:
    for number in range(4):
        write(f"Loket {number}", result_direction="negatief" if number == 3 else "positief")
    rebuild(engine())
    page = read(q="loket")

    assert "Ook geprobeerd, met een andere uitkomst" in page
    assert titles(page) == ["Loket 0", "Loket 1", "Loket 3", "Loket 2"]


def test_an_order_that_was_chosen_is_not_broken_by_the_strip(read: Read) -> None:
    for number in range(4):
        write(f"Loket {number}", result_direction="negatief" if number == 0 else "positief")
    rebuild(engine())

    assert titles(read(q="loket", sorteer="nieuwste")) == [f"Loket {number}" for number in (3, 2, 1, 0)]
    assert titles(read(q="loket", sorteer="titel")) == [f"Loket {number}" for number in range(4)]


def test_the_usual_order_is_never_sent_along_with_new_words(read: Read) -> None:
    write("Loket")
    rebuild(engine())

    assert '<option value="" selected>Nieuwste eerst</option>' in read()
    assert '<option value="" selected>Past het best</option>' in read(q="loket")
    assert '<option value="nieuwste" selected>Nieuwste eerst</option>' in read(q="loket", sorteer="nieuwste")


def test_htmx_puts_the_shortest_address_in_the_address_line(client: Client) -> None:
    write("Loket")
    rebuild(engine())
    answer = client.get("/zoeken/?q=loket&thema=werven&thema=&sorteer=&pagina=1", headers=HTMX)

    assert answer["HX-Push-Url"] == "/zoeken/?q=loket&thema=werven"
    assert "HX-Push-Url" not in client.get("/zoeken/?q=loket")


def test_pages_follow_each_other(read: Read) -> None:
    for number in range(21):
        write(f"Loket {number:02}")
    rebuild(engine())

    assert len(titles(read(sorteer="titel", soort="casusrapport"))) == 20
    assert titles(read(sorteer="titel", soort="casusrapport", pagina="2")) == ["Loket 20"]
    assert "Deze pagina bestaat niet. U ziet pagina 2." in read(soort="casusrapport", pagina="1000000000")


def test_htmx_gets_the_results_alone_and_history_the_whole_page(read: Read) -> None:
    write("Loket")
    rebuild(engine())
    fragment = read(HTMX, q="loket")

    assert "<html" not in fragment
    assert "kp-card" in fragment
    assert 'id="aantal-thema-werven" data-hx-swap-oob="true"' in fragment
    assert "<html" in read(HTMX | {"HX-History-Restore-Request": "true"}, q="loket")


def test_every_count_of_the_fragment_has_its_place_in_the_page(read: Read) -> None:
    write("Loket")
    write("Pool", status="gestopt", stop_reason="Te duur.", result_direction="negatief")
    rebuild(engine())
    ids = re.compile(r'id="(aantal-[^"]+)"')

    assert set(ids.findall(read(HTMX, q="pool"))) == set(ids.findall(read(q="loket")))


def test_nothing_found_helps(read: Read) -> None:
    write("Loket")
    rebuild(engine())
    page = read(q="loket", trede="5")

    assert "Nog geen rapport over ‘loket’ met deze filters" in page
    assert "Haal het filter 5 Herhaald weg" in page
    assert "dan is er 1 resultaat." in page


@pytest.mark.parametrize("asked", ["thema=onzin", "thema=onzin&thema=werven", "trede=9", "jaar=20244", "regio=nergens"])
def test_a_filter_that_does_not_exist_is_named(client: Client, asked: str) -> None:
    write("Loket")
    rebuild(engine())
    page = client.get(f"/zoeken/?{asked}").content.decode()
    name = asked.split("&", maxsplit=1)[0].split("=")[1]

    assert f"Het filter ‘{name}’ kennen wij niet. Er hoort niets bij." in page


def test_many_filters_that_do_not_exist_make_one_sentence(client: Client) -> None:
    rebuild(engine())
    page = client.get("/zoeken/?" + "&".join(f"thema=a{number}" for number in range(50))).content.decode()

    assert page.count("kennen wij niet") == 1
    assert "50 gekozen filters kennen wij niet, zoals ‘a0’." in page


def test_a_filter_that_exists_is_not_called_unknown(read: Read) -> None:
    write("Loket")
    rebuild(engine())

    assert "kennen wij niet" not in read(thema="werven", trede="5", jaar="2019", omkeerbaar="onomkeerbaar")


def test_an_empty_index_is_a_page(read: Read) -> None:
    rebuild(engine())

    assert "Nog geen rapport" in read()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_without_an_index_the_page_says_so_and_when_to_return(client: Client, headers: dict[str, str]) -> None:
    answer = client.get("/zoeken/?q=loket", headers=headers)

    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert "Zoeken lukt nu niet" in answer.content.decode()


HOSTILE = [
    "q=((((",
    "q=%22%22%22",
    "q=-",
    "q=--------",
    "q=%00%01%02",
    "q=%ED%A0%80",
    "q=%FF%FE",
    "q=" + "a" * 100_000,
    "q=" + "%22a+" * 10_000,
    "q=<script>alert(1)</script>",
    "q=*:*&q=AND&q=OR+NOT",
    "q=%F0%9F%8E%93",
    "q=\\",
    "q=title_s:loket",
    "thema=onbekend",
    "thema=<script>",
    "thema=" + "a" * 10_000,
    "&".join(f"thema=a{number}" for number in range(500)),
    "trede=9&trede=-1&richting=x",
    "jaar=99999999999",
    "soort=alles",
    "regio=" + "%ED%A0%80",
    "sorteer=onzin",
    "sorteer=relevantie",
    "pagina=0",
    "pagina=-1",
    "pagina=1000000000",
    "pagina=" + "9" * 5_000,
    "pagina=٣",
    "pagina=1.5",
    "weergave=tabel&onbekend=x",
    "profiel=3|positief",
    "=&&==&q",
]


@pytest.mark.parametrize("query", HOSTILE, ids=[query[:30] for query in HOSTILE])
def test_whatever_is_asked_gets_an_answer(client: Client, query: str) -> None:
    write("Loket")
    rebuild(engine())
    for headers in ({}, HTMX):
        answer = client.get(f"/zoeken/?{query}", headers=headers)
        assert answer.status_code == 200
        assert "<script>alert" not in answer.content.decode()


def test_more_parameters_than_allowed_are_refused(client: Client) -> None:
    rebuild(engine())
    query = "&".join(f"a{number}=1" for number in range(6_000))

    assert client.get(f"/zoeken/?{query}").status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading_is_possible(client: Client, method: str) -> None:
    assert getattr(client, method)("/zoeken/").status_code == 405


def test_the_year_of_a_new_report_can_be_chosen_at_once_whatever_is_asked(read: Read) -> None:
    write("Begeleiders voor starters", start_date=datetime.date(2021, 8, 1))
    rebuild(engine())
    assert 'value="2019"' not in read(q="starters")

    write("Een loket", start_date=datetime.date(2019, 8, 1))
    drain(engine())

    assert 'value="2019"' in read(q="starters")


def test_a_scheme_is_found_and_leads_to_its_page_until_it_is_deleted(read: Read) -> None:
    call_command("load_facts", verbosity=0)
    rebuild(engine())

    page = read(q="subsidie voorlopers onderwijsregio's", soort="regeling")

    assert "Subsidieregeling voorlopers onderwijsregio's" in [unescape(title) for title in titles(page)]
    assert 'href="/regelingen/voorloper-2023/"' in page
    assert "Regelingen" in page

    FundingScheme.objects.get(code="voorloper-2023").delete()

    assert 'href="/regelingen/voorloper-2023/"' not in read(q="subsidie voorlopers onderwijsregio's", soort="regeling")
