"""The page of a report, made of a document alone: every number with its denominator, every block only where filled."""

import datetime
from dataclasses import replace
from typing import Any

import pytest

from cms.website.report_page import EditionFacts, Place, RecordFacts, ReportPage, Surroundings, report_page
from cms.website.report_page.age import is_outdated, months_later
from lessons.evidence.models import Indicator
from lessons.evidence.rules import RULES
from lessons.vocabulary.labels import Labels
from lessons.vocabulary.models import Sector
from tests.lessons.documents import COMPLETE, POINT, changed

TODAY = datetime.date(2025, 1, 15)
RECORD = RecordFacts(
    number=12,
    edition=1,
    own_step=4,
    lowered_to=None,
    lowered_why="",
    confirmed_on=None,
    redactions=(),
    editions=(EditionFacts(1, datetime.date(2024, 11, 1), ""),),
)
LABELS = Labels(
    {
        "sector": {"po": Sector(code="po", label="Primair onderwijs"), "mbo": Sector(code="mbo", label="Mbo")},
        "indicator": {
            "uitval-een-jaar": Indicator(
                code="uitval-een-jaar", label="Uitval na één jaar", unit="percent", minimum_n=20, definition="Gestopt."
            )
        },
    }
)
AROUND = Surroundings(Place("Veenrand", "/regios/veenrand/"), LABELS, TODAY, "https://kennis.example")


def page(record: RecordFacts | None = RECORD, around: Surroundings = AROUND, **fields: Any) -> ReportPage:
    return report_page(changed(**fields), record, around)


def empty_document() -> dict[str, Any]:
    """A document of which nothing is filled in."""

    def emptied(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: emptied(item) for key, item in value.items()}
        return {list: [], str: "", bool: False}.get(type(value))

    return {**emptied(COMPLETE), "schema": 1, "start_date": None}


def test_a_number_stands_with_its_count_and_denominator() -> None:
    row = page().measured.indicators[0]["rows"][0]

    assert (row["start_text"], row["end_text"]) == ("14%", "14%")
    assert row["detail"] == "29 van 204 → 29 van 204"
    assert page().measured.intro[0] == "Begin is 1 oktober 2021, einde is 1 oktober 2024."


def test_dates_that_differ_stand_with_each_number() -> None:
    made = page(measurements__0__comparison__end=POINT | {"date": "2024-06-01"})

    assert "oktober 2021 → oktober 2024" in made.measured.indicators[0]["rows"][0]["detail"]
    assert "oktober 2021 → juni 2024" in made.measured.indicators[0]["rows"][1]["detail"]


def test_a_small_count_is_said_to_be_less_than_ten() -> None:
    small = {"value": None, "count": None, "count_under_10": True, "denominator": 31, "date": "2021-10-01"}
    made = page(measurements__0__start=small).measured
    row = made.indicators[0]["rows"][0]

    assert (row["start"], row["start_text"]) == (None, "minder dan 10")
    assert row["detail"].startswith("minder dan 10 van 31 →")


@pytest.mark.parametrize(
    ("point", "said"),
    [
        (None, "alleen aan het einde: 29 van 204"),
        (POINT | {"denominator": None}, "29 (van hoeveel is niet bekend) → 29 van 204"),
        (POINT | {"count": None}, "aantal niet bekend van 204 → 29 van 204"),
        (POINT | {"count": None, "denominator": None}, "aantal niet bekend → 29 van 204"),
        (POINT | {"count": 0}, "0 van 204 → 29 van 204"),
    ],
)
def test_what_is_not_known_of_a_number_is_said(point: Any, said: str) -> None:
    assert page(measurements__0__start=point).measured.indicators[0]["rows"][0]["detail"].startswith(said)


def test_where_only_the_end_was_counted_nothing_promises_a_begin() -> None:
    made = page(measurements__0__start=None, measurements__0__comparison=None).measured

    assert made.intro[0] == "Geteld aan het einde: 1 oktober 2024."
    assert made.title == "Alleen aan het einde geteld"


def test_an_average_stands_with_how_many_it_is_of() -> None:
    hours = Indicator(code="uren", label="Uren", unit="uren", minimum_n=10, definition="")
    around = replace(AROUND, labels=Labels({"indicator": {"uren": hours}}))
    point = POINT | {"value": "1.3", "count": None}
    made = page(RECORD, around, measurements__0__indicator="uren", measurements__0__end=point).measured

    assert made.indicators[0]["rows"][0]["detail"].startswith("29 van 204 → over 204")


@pytest.mark.parametrize(
    ("point", "said"),
    [
        (POINT | {"value": "29"}, "29 van 204, 1 oktober 2021"),
        (POINT | {"value": "29", "denominator": None}, "29 (van hoeveel is niet bekend), 1 oktober 2021"),
        (POINT | {"value": None, "count": None, "count_under_10": True}, "minder dan 10 van 204, 1 oktober 2021"),
        (POINT | {"denominator": None}, "14 (29, van hoeveel is niet bekend), 1 oktober 2021"),
    ],
)
def test_the_table_says_no_number_twice(point: Any, said: str) -> None:
    placed = Indicator(code="geplaatst", label="Geplaatst", unit="aantal", minimum_n=10, definition="")
    around = replace(AROUND, labels=Labels({"indicator": {"geplaatst": placed}}))
    made = page(RECORD, around, measurements__0__indicator="geplaatst", measurements__0__start=point).measured

    assert made.rows[0][2] == said


def test_what_was_not_measured_is_said() -> None:
    made = page(measurements__0__not_measured=True).measured

    assert made.indicators == []
    assert made.not_measured == ["Niet gemeten: uitval na één jaar."]


def test_few_people_behind_a_number_are_pointed_out() -> None:
    assert page(measurements__0__end=POINT | {"denominator": 19}).measured.small
    assert not page().measured.small


def test_an_indicator_that_left_the_library_shows_its_code() -> None:
    assert page(measurements__0__indicator="oud").measured.indicators[0]["rows"][0]["name"] == "oud"


def test_step_and_direction_are_explained_by_the_rules() -> None:
    evidence = page().evidence

    assert (evidence.step.number, evidence.direction.label) == (4, "Positief")
    assert evidence.met == [rule.sentence for rule in RULES]
    assert evidence.missing_title == "Wat ontbreekt voor trede 5?"


def test_what_the_next_step_needs_is_what_the_rules_miss() -> None:
    evidence = report_page(changed(theory="", core_elements=[]), None, AROUND).evidence

    assert evidence.missing_title == "Wat ontbreekt voor trede 2?"
    assert evidence.missing == [rule.sentence for rule in RULES if rule.step == 2]


@pytest.mark.parametrize(
    ("direction", "said"),
    [
        ("positief", "aanwijzingen dat de aanpak verschil maakt"),
        ("geen-verschil", "aanwijzingen dat de aanpak geen verschil maakt"),
        ("negatief", "aanwijzingen dat het zo niet werkt"),
    ],
)
def test_a_comparison_points_the_way_of_the_result(direction: str, said: str) -> None:
    text = page(result_direction=direction).evidence.text

    assert said in text
    assert "Zeker is het niet" in text


@pytest.mark.parametrize("direction", ["geen-verschil", "negatief"])
def test_an_approach_that_did_not_help_is_not_called_likely_to_help(direction: str) -> None:
    evidence = page(replace(RECORD, own_step=2), result_direction=direction).evidence

    assert evidence.first == "De regio noemt onderzoek waarop de aanpak rust."
    assert "aannemelijk" not in evidence.text


def test_what_was_counted_is_not_denied_on_a_low_step() -> None:
    on_one = replace(RECORD, own_step=1)

    assert "Wat de regio telde, zegt nog niet of het helpt." in page(on_one).evidence.text
    assert "Er is nog niet geteld." in page(on_one, measurements__0__not_measured=True).evidence.text
    assert "Er is nog niet geteld." in page(on_one, measurements=[]).evidence.text


def test_what_has_begun_is_not_called_a_plan() -> None:
    on_zero = replace(RECORD, own_step=0)

    assert page(on_zero, status="loopt").evidence.first == "De regio is begonnen."
    assert page(on_zero, status="gepland").evidence.first == "De regio wil dit gaan doen."


@pytest.mark.parametrize("step", range(4))
def test_below_step_four_nothing_is_said_to_make_a_difference(step: int) -> None:
    evidence = page(replace(RECORD, own_step=step)).evidence

    assert "aanwijzing" not in evidence.first + evidence.text


def test_a_bottleneck_says_how_high_it_can_come() -> None:
    evidence = page(replace(RECORD, own_step=1), kind="knelpunt").evidence

    assert "kan trede 1 bereiken" in evidence.missing[0]


def test_a_lowered_step_asks_nothing_of_the_author() -> None:
    made = page(replace(RECORD, lowered_to=2, lowered_why="Waarom"))

    assert made.evidence.step.number == 2
    assert made.evidence.missing_title == ""
    assert made.notices[0].title == "De Realisatie-eenheid toont trede 2."


@pytest.mark.parametrize("record", [None, RECORD], ids=["draft", "published"])
def test_a_page_without_any_answer_can_be_shown(record: RecordFacts | None) -> None:
    made = report_page(empty_document(), record, AROUND)

    assert made.title == "Nog zonder titel"
    blocks = (made.measured, made.story, made.activities, made.core, made.costs, made.way_back, made.lessons)
    assert not any(blocks)
    assert {fact.value for fact in made.facts[1:]} == {"nog niet ingevuld"}


def test_the_contents_name_only_blocks_that_are_there() -> None:
    assert [item.text for item in report_page(empty_document(), None, AROUND).contents] == ["Bewijstrede en resultaat"]
    assert "Kosten" in [item.text for item in page().contents]


def test_a_draft_is_hidden_from_search_engines_and_cannot_be_cited() -> None:
    made = page(None)

    assert made.hidden_from_engines
    assert made.citation is None
    assert made.lessons[0].url == ""


def test_a_citation_names_edition_year_and_permanent_address() -> None:
    assert page().citation.text == (
        "Onderwijsregio Veenrand (2024). Eén loket: wachttijd van negen naar drie weken (uitgave 1). "
        "Kennisplatform onderwijsregio's. https://kennis.example/casus/12/1/"
    )
    assert page().lessons[0].citation.endswith("https://kennis.example/les/0b0f5a52-7f3c-4f7e-9f6c-0d5a3f6f1a11/")


def test_costs_that_are_not_known_are_said_to_be_so() -> None:
    unknown = {"unknown": True, "lines": [], "total": None}
    made = page(**{f"costs__{name}": value for name, value in unknown.items()}).costs

    assert made.sentence == "Wat het kostte, is niet bekend."


def test_yearly_costs_do_not_make_the_total_one_of_a_year() -> None:
    given = {"recurrence": "structureel", "included": "Drie schooljaren bij elkaar.", "funding": []}
    made = page(**{f"costs__{name}": value for name, value in given.items()}).costs

    assert made.note == "Drie schooljaren bij elkaar. Er zijn elk jaar kosten."
    assert not hasattr(made, "total_label")


def test_costs_stand_with_their_price_level_and_per_result() -> None:
    made = page(costs__per_result="414.40", costs__per_what="vervulde dag").costs

    assert made.meta == "Prijspeil 2024"
    assert (made.per_result, made.per_what) == ("414.40", "vervulde dag")


def test_going_back_is_drawn_while_a_date_is_to_come_and_told_when_all_have_passed() -> None:
    ahead = page(reversibility__free_until="2026-05-01", reversibility__cost="40000").way_back
    past = page(reversibility__free_until="2024-05-01", reversibility__cost="40000").way_back

    assert ahead.parts
    assert not ahead.past
    assert not past.parts
    assert past.past == ["In deze regio kon dat zonder kosten tot 1 mei 2024.", "Wat teruggaan kost: €\xa040.000."]


def voice(**fields: Any) -> dict[str, Any]:
    said = {"party": "beroepsgroep", "name": "Lerarenraad", "position": "akkoord", "statement": ""}
    return {**said, "asked_on": "2024-10-01", "answered_on": "2024-10-14", **fields}


def test_the_profession_is_shown_also_when_it_only_agrees() -> None:
    made = page(voices=[voice(), voice(party="partner", name="Bestuur")])

    assert [each.who for each in made.voices] == ["Lerarenraad, 14 oktober 2024."]
    assert [fact.label for fact in made.agreements] == ["Lerarenraad", "Bestuur"]
    assert not made.profession_silent


def test_a_dissent_is_shown_and_one_without_consent_is_not_quoted() -> None:
    made = page(voices=[voice(position="bezwaar"), voice(party="partner", position="bezwaar", statement="Te duur.")])

    assert made.voices[0].position == "Bezwaar tegen het rapport. De toelichting is niet openbaar."
    assert made.voices[1].quote == "Te duur."


def test_that_the_profession_was_not_heard_is_said() -> None:
    assert page(voices=[]).profession_silent


def test_narrative_is_cleaned() -> None:
    made = page(challenge_text="<script>alert(1)</script>", do_differently="[x](javascript:alert(1))")

    assert "<script" not in made.story[0].html
    assert "href" not in made.look_back


def test_a_theory_link_that_is_no_web_address_is_no_link() -> None:
    assert "href" not in page(theory="x", theory_url="javascript:alert(1)").grounds.html


def test_co_regions_are_named() -> None:
    made = page(around=replace(AROUND, co_regions=(Place("Kromme Lek"),)))

    assert made.kicker == "Praktijkvoorbeeld, samen met Kromme Lek"
    assert made.citation.author == "Onderwijsregio Veenrand & Onderwijsregio Kromme Lek"


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [((2024, 8, 31), 18, (2026, 2, 28)), ((2024, 1, 1), 12, (2025, 1, 1)), ((2024, 12, 15), 1, (2025, 1, 15))],
)
def test_months_later_is_the_same_day_or_the_last(
    day: tuple[int, int, int], months: int, expected: tuple[int, int, int]
) -> None:
    assert months_later(datetime.date(*day), months) == datetime.date(*expected)


@pytest.mark.parametrize(
    ("published", "confirmed", "today", "outdated"),
    [
        ("2024-01-10", None, "2025-07-09", False),
        ("2024-01-10", None, "2025-07-10", True),
        ("2024-01-10", "2025-03-01", "2026-01-01", False),
        ("2024-01-10", "2023-01-01", "2025-07-10", True),
    ],
)
def test_a_report_is_outdated_eighteen_months_after_its_last_word(
    published: str, confirmed: str | None, today: str, *, outdated: bool
) -> None:
    days = [datetime.date.fromisoformat(day) if day else None for day in (published, confirmed, today)]
    assert is_outdated(*days) is outdated
