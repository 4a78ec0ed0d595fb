"""``/wat-kan-nu/``: the answer by who you are, which step and which day; and the history of the rules."""

import datetime
import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lessons.guidance.models import Guidance, GuidanceChange, GuidanceRule
from lessons.records import clock
from lessons.vocabulary.models import ActionKind, Audience
from tests.factories import term

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def terms() -> None:
    for code in ("voorloper", "in-oprichting"):
        term(Audience, code)
    for code in ("oprichten", "opzeggen"):
        term(ActionKind, code)


def rule(
    verdict: str = "kan-nog-niet", action: str = "oprichten", who: str = "voorloper", **fields: object
) -> GuidanceRule:
    guidance, _ = Guidance.objects.get_or_create(
        code="samen",
        defaults={
            "title": "Samen iets oprichten",
            "summary": "Wacht nog even.",
            "questions": "Mogen wij nu al een stichting oprichten?\n\n",
            "body": "Wacht **even**.",
            "written_on": datetime.date(2024, 1, 1),
        },
    )
    values = {"why": "Het is nog te vroeg.", "source_title": "Een brief", "source_url": "https://voorbeeld.nl/brief"}
    made = GuidanceRule(guidance=guidance, action_kind_id=action, verdict=verdict, **(values | fields))
    made.audiences = list(Audience.objects.filter(pk__in=who.split()))
    made.save()
    return made


def read(client: Client, address: str = "/wat-kan-nu/", **params: str) -> str:
    answer = client.get(address, params)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def section(page: str, code: str) -> str:
    found = re.search(rf'<section[^>]* id="{code}".*?</section>', page)
    return found[0] if found else ""


def test_who_says_who_they_are_reads_what_can_be_done_and_why(client: Client) -> None:
    rule()
    rule("kan-onder-voorwaarde", "opzeggen", condition="Als er een andere pool is.")

    page = read(client, wie="voorloper", datum="2024-05-01")

    assert "Het is nog te vroeg." in section(page, "kan-nog-niet")
    assert '<a href="https://voorbeeld.nl/brief">Een brief</a>' in section(page, "kan-nog-niet")
    assert "Als er een andere pool is." in section(page, "kan-onder-voorwaarde")
    assert not section(page, "kan-nu")


def test_where_nobody_has_said_anything_that_is_said_and_nothing_else(client: Client) -> None:
    rule()

    silent = section(read(client, wie="in-oprichting"), "niets-gezegd")

    assert "Dat betekent niet dat het kan, en ook niet dat het niet kan." in silent
    assert silent.count("<h3") == 2


def test_one_step_can_be_asked_about(client: Client) -> None:
    rule()

    page = read(client, wie="voorloper", stap="opzeggen")

    assert not section(page, "kan-nog-niet")
    assert section(page, "niets-gezegd").count("<h3") == 1


def test_who_says_nothing_sees_every_kind_of_region_in_one_table(client: Client) -> None:
    rule(who="voorloper in-oprichting")

    (table,) = re.findall(r"<table.*?</table>", read(client, datum="2024-05-01"))

    assert table.count("Kan nog niet") == 2
    assert table.count("Nog niets over gezegd") == 2
    assert 'href="/wat-kan-nu/?wie=voorloper&amp;stap=oprichten&amp;datum=2024-05-01"' in table


def test_a_rule_holds_until_its_last_day_and_what_comes_then_is_told(client: Client) -> None:
    rule(valid_until=datetime.date(2024, 12, 31))
    rule("kan-nu", valid_from=datetime.date(2025, 1, 1))

    last_day = section(read(client, wie="voorloper", datum="2024-12-31"), "kan-nog-niet")
    assert "Geldt tot en met 31 december 2024." in last_day
    assert "Vanaf 1 januari 2025 geldt: kan nu." in last_day
    assert section(read(client, wie="voorloper", datum="2025-01-01"), "kan-nu")


def test_in_a_demo_each_rule_says_that_it_is_made_up(client: Client) -> None:
    rule()
    rule("kan-nu", "opzeggen")

    assert read(client, wie="voorloper").count("Fictieve regel") == 2
    assert read(client, "/wat-kan-nu/samen/").count("Fictieve regel") == 2


@pytest.mark.parametrize(
    ("params", "sentence"),
    [
        ({"wie": "minister"}, "Deze soort regio kennen wij niet."),
        ({"stap": "vliegen"}, "Deze stap kennen wij niet."),
        ({"datum": "gisteren"}, "‘gisteren’ kunnen wij niet lezen."),
    ],
)
def test_what_is_unknown_is_told_and_everything_is_shown(client: Client, params: dict[str, str], sentence: str) -> None:
    rule()

    page = read(client, **params)

    assert sentence in page
    assert "<table" in page


def test_before_there_is_any_step_the_page_says_so(client: Client) -> None:
    ActionKind.objects.all().delete()

    assert "Er zijn nog geen stappen waarover iets te zeggen is." in read(client)


def test_a_guidance_shows_its_questions_its_rules_and_their_history(client: Client) -> None:
    made = rule()
    made.verdict, made.condition, made.change_note = "kan-onder-voorwaarde", "Met zijn allen.", "Na overleg."
    made.save()

    page = read(client, "/wat-kan-nu/samen/")

    assert "<li>Mogen wij nu al een stichting oprichten?</li>" in page
    assert "<strong>even</strong>" in page
    assert f'id="regel-{made.pk}"' in page
    history = section(page, "wijzigingen")
    assert "Na overleg." in history
    assert "Was: kan nog niet. Nu: kan onder voorwaarde. Gewijzigd: de voorwaarde." in history
    assert history.index("Gewijzigde regel") < history.index("Nieuwe regel")


def test_a_guidance_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/wat-kan-nu/onbekend/").status_code == 404


def test_saving_without_a_change_makes_no_history(client: Client) -> None:
    made = rule()
    made.save()

    assert GuidanceChange.objects.count() == 1


def test_a_rule_that_is_gone_leaves_its_history(client: Client) -> None:
    rule(who="voorloper in-oprichting").delete()

    history = section(read(client, "/wat-kan-nu/samen/"), "wijzigingen")

    assert "Vervallen regel" in history
    assert "In deze handreiking staat nog geen regel." in read(client, "/wat-kan-nu/samen/")


def entries(client: Client) -> list[ElementTree.Element]:
    answer = client.get("/wat-kan-nu/atom/")
    assert answer["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")  # noqa: S314  # our own feed


def test_each_change_is_an_entry_of_the_feed_the_newest_first(client: Client) -> None:
    made = rule()
    made.verdict, made.change_note = "kan-nu", "Het <b>kan</b>."
    made.save()

    newest, oldest = entries(client)

    assert newest.findtext(f"{ATOM}title") == "Fictief. Gewijzigde regel: Oprichten: kan nu"
    assert newest.findtext(f"{ATOM}summary") == "Het &lt;b&gt;kan&lt;/b&gt;. Was: kan nog niet. Nu: kan nu."
    assert "Nieuwe regel" in (oldest.findtext(f"{ATOM}title") or "")
    assert newest.findtext(f"{ATOM}id") != oldest.findtext(f"{ATOM}id")


@pytest.mark.parametrize("address", ["/wat-kan-nu/?wie=voorloper", "/wat-kan-nu/samen/"])
def test_who_has_the_page_is_told_that_it_still_stands_until_a_rule_changes(client: Client, address: str) -> None:
    made = rule()
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304

    made.why = "Een andere reden."
    made.save()

    answer = client.get(address, headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert "Een andere reden." in answer.content.decode()


def test_a_hundred_rules_cost_no_more_questions_than_one(client: Client) -> None:
    def cost() -> int:
        made = rule()
        with CaptureQueriesContext(connection) as queries:
            read(client, wie="voorloper")
        assert made.pk
        return len(queries)

    cost()
    few = cost()
    for _ in range(20):
        rule(who="voorloper in-oprichting")

    assert cost() == few


def test_a_day_before_a_change_is_answered_with_the_rule_as_it_read_then(client: Client) -> None:
    def moment(day: int) -> datetime.datetime:
        return datetime.datetime(2024, 2, day, 12, tzinfo=datetime.UTC)

    with clock.at(moment(1)):
        made = rule(valid_from=datetime.date(2024, 1, 1))
    made.verdict, made.condition = "kan-onder-voorwaarde", "Met een opzegtermijn."
    with clock.at(moment(12)):
        made.save()
    with clock.at(moment(20)):
        made.delete()

    def answer(day: str) -> str:
        return read(client, wie="voorloper", datum=day)

    assert section(answer("2024-01-15"), "kan-nog-niet"), "before it was written: as it was first written"
    assert section(answer("2024-02-11"), "kan-nog-niet")
    assert "Met een opzegtermijn." in section(answer("2024-02-12"), "kan-onder-voorwaarde")
    assert not section(answer("2024-02-20"), "kan-onder-voorwaarde")


def test_where_more_rules_hold_the_reader_is_told_which_one_counts(client: Client) -> None:
    rule()
    rule("kan-nu")

    page = section(read(client, wie="voorloper"), "kan-nog-niet")

    assert "Hierover zijn er 2 regels. De strengste gaat voor." in page


def test_a_rule_that_is_about_another_step_says_so_in_its_history(client: Client) -> None:
    made = rule()
    made.action_kind_id, made.change_note = "opzeggen", "Verkeerde stap."
    made.save()

    assert "Ging over: oprichten. Gaat nu over: opzeggen." in section(read(client, "/wat-kan-nu/samen/"), "wijzigingen")


def test_all_guidance_is_listed_also_where_no_rule_stands_in_it(client: Client) -> None:
    Guidance.objects.create(
        code="leeg", title="Zonder regel", summary="Nog niets.", written_on=datetime.date(2024, 1, 1)
    )

    assert '<a href="/wat-kan-nu/leeg/">Zonder regel</a>' in read(client)
