"""``/tijdlijn/``: every milestone with its date, as exact as it is known, and its source."""

import datetime
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from lessons.funding.models import Certainty, FactSource, Milestone
from search.index.installation import last_built

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def milestone(title: str = "27 voorlopers definitief", date: str = "2023-07-06", **fields: object) -> Milestone:
    source, _ = FactSource.objects.get_or_create(
        key="b1", defaults={"title": "Een bericht", "url": "https://voorbeeld.nl/bericht"}
    )
    values = {"kind": "besluit", "certainty": Certainty.CONFIRMED, "code": f"m-{Milestone.objects.count()}"} | fields
    made = Milestone(title=title, date=datetime.date.fromisoformat(date), **values)
    made.sources = [source]
    made.save()
    return made


def read(client: Client, query: str = "") -> str:
    answer = client.get(f"/tijdlijn/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_milestone_stands_there_with_date_kind_certainty_and_source(client: Client) -> None:
    milestone(explanation="Besluit in het bestuurlijk overleg.")

    page = read(client)

    for words in ("6 juli 2023", "Besluit", "27 voorlopers definitief", "bestuurlijk overleg", "Bevestigd door meer"):
        assert words in page
    assert '<a href="https://voorbeeld.nl/bericht">Een bericht</a>' in page
    assert 'id="m-0"' in page


def test_a_date_is_no_more_exact_than_its_source(client: Client) -> None:
    milestone(date="2025-01-01", precision="jaar")
    milestone(date="2024-03-01", precision="maand")

    page = read(client)

    assert "In 2025" in page
    assert "maart 2024" in page
    assert "1 januari 2025" not in page
    assert "1 maart 2024" not in page


def test_one_kind_can_be_chosen(client: Client) -> None:
    milestone("Een besluit")
    milestone("Een brief", kind="brief")

    page = read(client, "?soort=brief")

    assert "Een brief</h3>" in page
    assert "Een besluit</h3>" not in page
    assert '<option value="brief" selected>' in page
    assert 'value="cijfers"' not in page, "a kind without milestones is not offered"


@pytest.mark.parametrize("query", ["?soort=onzin", "?soort=%00%ED%A0%80", "?soort=" + "a" * 5000])
def test_an_unknown_kind_shows_all_and_says_so(client: Client, query: str) -> None:
    milestone()

    page = read(client, query)

    assert "Deze soort kennen wij niet" in page
    assert "27 voorlopers" in page


def test_an_empty_timeline_says_who_fills_it(client: Client) -> None:
    assert "De Realisatie-eenheid vult de tijdlijn." in read(client)


def test_a_source_without_an_address_is_named_all_the_same(client: Client) -> None:
    FactSource.objects.create(key="b1", title="Een bericht")
    milestone()

    assert "Bevestigd door meer bronnen: Een bericht." in read(client)


def test_text_stays_text(client: Client) -> None:
    milestone("<script>alert(1)</script>", explanation="a & b <b>")

    page = read(client)

    assert "<script>alert(1)" not in page
    assert "&lt;b&gt;" in page


def test_a_change_is_on_the_page_at_once_and_what_stands_is_not_sent_again(client: Client) -> None:
    made = milestone()
    etag = client.get("/tijdlijn/")["ETag"]
    assert client.get("/tijdlijn/", headers={"if-none-match": etag}).status_code == 304

    made.title = "27 voorlopers, definitief en wel"
    made.save()
    assert "definitief en wel" in read(client)

    made.delete()
    assert "definitief en wel" not in read(client)


def test_however_many_milestones_there_are_they_cost_three_queries(client: Client) -> None:
    for number in range(12):
        milestone(f"Mijlpaal {number}")
    last_built()  # which a process asks once
    with CaptureQueriesContext(connection) as queries:
        read(client)

    assert len(queries) <= 3


def test_the_feed_has_the_newest_first_each_with_a_lasting_address(client: Client) -> None:
    milestone("Oud & wijs", "2022-01-01", code="oud")
    milestone("Nieuw", "2024-01-01", code="nieuw")

    answer = client.get("/tijdlijn/atom/")

    assert answer["Content-Type"].startswith("application/atom+xml")
    entries = ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")  # noqa: S314  # it is our own
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Nieuw", "Oud & wijs"]
    assert entries[0].findtext(f"{ATOM}id").endswith("/tijdlijn/#nieuw")


def test_who_follows_the_feed_learns_of_an_old_fact_that_is_new_here_and_of_a_correction(client: Client) -> None:
    corrected = milestone("Nieuw", "2024-01-01")
    milestone("Oud, en net gevonden", "2021-03-17")

    def entries() -> list[tuple[str | None, str | None]]:
        feed = ElementTree.fromstring(client.get("/tijdlijn/atom/").content)  # noqa: S314  # it is our own
        found = feed.findall(f"{ATOM}entry")
        return [(entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}updated")) for entry in found]

    before = entries()
    assert [title for title, _ in before] == ["Oud, en net gevonden", "Nieuw"]

    corrected.title = "Nieuw, en verbeterd"
    corrected.save()

    assert entries()[0][0] == "Nieuw, en verbeterd"
    assert (entries()[0][1] or "") > (before[0][1] or "")


def calendar(client: Client) -> Calendar:
    answer = client.get("/tijdlijn/agenda.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


def test_a_calendar_gets_each_milestone_as_exact_as_it_is_known(client: Client) -> None:
    milestone("Op een dag", "2023-12-31")
    milestone("In een maand", "2024-12-01", precision="maand")
    milestone("In een jaar", "2025-01-01", precision="jaar")

    found = {str(event["summary"]): (event.start, event.end) for event in calendar(client).walk("VEVENT")}

    assert found == {
        "Op een dag": (datetime.date(2023, 12, 31), datetime.date(2024, 1, 1)),
        "In een maand": (datetime.date(2024, 12, 1), datetime.date(2025, 1, 1)),
    }


def test_in_a_calendar_text_is_text_and_an_entry_is_the_same_one_when_its_title_changes(client: Client) -> None:
    title = "Een; twee, drie\\vier\nBEGIN:VEVENT\nSUMMARY:nep"
    made = milestone(title, explanation="Ja: é" * 60)
    (before,) = calendar(client).walk("VEVENT")

    assert str(before["summary"]) == title
    assert before["description"].startswith("Ja: é" * 60)
    assert "Bron: Een bericht https://voorbeeld.nl/bericht" in before["description"]

    made.title = "Anders"
    made.save()
    (after,) = calendar(client).walk("VEVENT")
    assert (after["uid"], str(after["summary"])) == (before["uid"], "Anders")


def test_who_has_the_calendar_is_told_that_it_still_stands(client: Client) -> None:
    milestone()
    etag = client.get("/tijdlijn/agenda.ics")["ETag"]

    assert client.get("/tijdlijn/agenda.ics", headers={"If-None-Match": etag}).status_code == 304
