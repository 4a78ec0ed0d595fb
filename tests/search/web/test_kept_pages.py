"""A search page is made once, and again as soon as anything can be read or found that was not before."""

import datetime
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from lessons.records.publishing import lower_step, withdraw
from search.index.connection import engine
from search.index.draining import drain
from search.index.installation import built_in
from search.index.rebuilding import rebuild
from search.web import views
from tests.factories import make_report, publish

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
ADDRESS = "/zoeken/?q=loket"


@pytest.fixture
def made(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates of the pages that were made; what is asked is asked of an index that stands."""
    settings.SEARCH_DIR = tmp_path / "index"
    rebuild(engine())
    made, render = list[str](), views.render

    def noted(*args: object, **kwargs: object) -> HttpResponse:
        made.append(str(args[1]))
        return render(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(views, "render", noted)
    return made


def read(client: Client, address: str = ADDRESS, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_same_question_is_answered_with_the_same_page(client: Client, made: list[str]) -> None:
    first = read(client)

    assert read(client) == first
    assert read(client, "/zoeken/?pagina=1&q=loket&sorteer=&thema=") == first
    assert made == ["search/page.html"]


def test_another_question_another_page_and_a_part_of_it_are_made_apart(client: Client, made: list[str]) -> None:
    whole, part = read(client), read(client, **HTMX)

    assert "<html" in whole
    assert "<html" not in part
    assert read(client, **HTMX) == part
    read(client, "/zoeken/?q=rooster")
    read(client, "/zoeken/?q=loket&thema=ken-ik-niet")
    assert made == ["search/page.html", "search/results.html", "search/page.html", "search/page.html"]


def test_a_notice_belongs_to_who_asked_for_it(client: Client, made: list[str]) -> None:
    assert "Deze volgorde kennen wij niet" in read(client, f"{ADDRESS}&sorteer=onzin")
    assert "Deze volgorde kennen wij niet" not in read(client)


def test_who_has_the_page_is_told_that_it_stands(client: Client, made: list[str]) -> None:
    answer = client.get(ADDRESS)

    again = client.get(ADDRESS, headers={"if-none-match": answer["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert {"HX-Request", "Accept-Encoding"} <= {each.strip() for each in answer["Vary"].split(",")}
    assert client.get(ADDRESS, headers={"if-none-match": answer["ETag"]} | HTMX).status_code == 200


def test_a_publication_is_on_the_page_as_soon_as_it_is_found(client: Client, made: list[str]) -> None:
    read(client)
    publish(make_report(title="Een loket voor alle starters"))
    assert "voor alle starters" not in read(client)

    drain(engine())

    assert "voor alle starters" in read(client)


def test_what_is_withdrawn_or_lowered_is_so_on_the_page_before_the_index_knows(client: Client, made: list[str]) -> None:
    kept, gone = publish(make_report(title="Een loket dat blijft")), publish(make_report(title="Een loket dat weggaat"))
    drain(engine())
    before = read(client)
    assert "dat weggaat" in before

    withdraw(gone, "Op verzoek van de regio.")

    assert "dat weggaat" not in read(client)
    lower_step(kept, 0, "De telling klopt niet.")
    after = read(client)
    assert "dat blijft" in after
    assert "Idee" in after


def test_tomorrow_the_page_is_made_anew(client: Client, made: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    read(client)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_: tomorrow)

    read(client)

    assert len(made) == 2


def test_what_was_asked_before_is_answered_while_the_engine_is_away(
    client: Client, made: list[str], settings: Settings, tmp_path: Path
) -> None:
    first = read(client)
    settings.SEARCH_DIR = tmp_path / "nowhere"

    assert read(client) == first
    assert client.get("/zoeken/?q=rooster").status_code == 503
    assert client.get("/zoeken/?q=rooster").status_code == 503, "a trouble is never kept"


@pytest.mark.parametrize("address", ["/casus/1/", "/regios/", "/tijdlijn/", "/regelingen/", "/wat-kan-nu/"])
def test_after_a_restore_nobody_is_told_that_a_page_of_what_never_happened_still_stands(
    client: Client, made: list[str], address: str
) -> None:
    publish(make_report())
    before = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": before}).status_code == 304

    rebuild(engine())  # ends every restore, and raises no content generation
    built_in.cache_clear()  # as in a server that starts after it

    assert client.get(address, headers={"If-None-Match": before}).status_code == 200
