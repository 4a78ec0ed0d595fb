"""The fifteen answers, the change note and the words that claim too much."""

from typing import Any

import pytest

from lessons.reports.rules import ANSWERS, asks_change_note, claims, missing
from tests.lessons.documents import changed


def test_there_are_fifteen_answers_each_with_a_sentence_of_its_own() -> None:
    assert len(ANSWERS) == 15
    assert len({answer.sentence for answer in ANSWERS}) == 15
    assert missing(changed()) == []


@pytest.mark.parametrize(
    ("absent", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 91}, "title"),
        ({"summary": "woord " * 121}, "summary"),
        ({"kind": ""}, "kind"),
        ({"theme": ""}, "theme"),
        ({"sectors": []}, "sectors"),
        ({"challenge": ""}, "challenge"),
        ({"challenge_text": " "}, "challenge"),
        ({"target_groups": []}, "target_groups"),
        ({"start_date": None}, "status"),
        ({"status": "gestopt"}, "status"),
        ({"approach": ""}, "approach"),
        ({"do_differently": ""}, "do_differently"),
        ({"lessons": []}, "lessons"),
        ({"lessons__0__verdict": ""}, "lessons"),
        ({"result_direction": ""}, "result_direction"),
        ({"reversibility__kind": ""}, "reversibility"),
        ({"contact": ""}, "contact"),
    ],
)
def test_an_absent_answer_is_asked_for_at_its_own_field(absent: dict[str, Any], field: str) -> None:
    assert [answer.field for answer in missing(changed(**absent))] == [field]


def test_costs_hours_or_not_known_are_each_enough() -> None:
    empty = changed(partners=[])
    empty["costs"] |= {"lines": [], "total": None}
    assert [answer.field for answer in missing(empty)] == ["costs_unknown"]
    empty["costs"]["unknown"] = True
    assert missing(empty) == []


NOT_APPLICABLE = {
    "approach": "",
    "approach_not_applicable": True,
    "result_direction": "niet-van-toepassing",
    "reversibility__kind": "niet-van-toepassing",
}


@pytest.mark.parametrize("kind", ["geleerde-les", "knelpunt"])
def test_a_lesson_or_bottleneck_may_say_not_applicable(kind: str) -> None:
    assert missing(changed(kind=kind, **NOT_APPLICABLE)) == []


def test_a_practice_may_not_say_not_applicable() -> None:
    fields = [answer.field for answer in missing(changed(**NOT_APPLICABLE))]

    assert fields == ["approach", "result_direction", "reversibility"]


def test_a_first_edition_asks_no_change_note() -> None:
    assert asks_change_note("", None) == ""


@pytest.mark.parametrize("note", ["", " ", "Nieuwe cijfers"])
def test_a_later_edition_asks_a_new_change_note(note: str) -> None:
    assert asks_change_note(note, "Nieuwe cijfers").startswith("Schrijf in één zin")
    assert asks_change_note("De kosten zijn aangevuld", "Nieuwe cijfers") == ""


def test_words_that_claim_a_cause_are_named_below_step_four_only() -> None:
    document = changed(approach="Dit zorgt voor minder uitval en heeft effect.")

    assert claims(document, 3) == ["effect", "zorgt voor"]
    assert claims(document, 4) == []
