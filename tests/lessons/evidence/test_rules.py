"""The evidence step: which facts lead to which step."""

from typing import Any

import pytest

from lessons.evidence.rules import REACH, RULES, STEPS, findings, for_next_step, own_step
from tests.lessons.documents import POINT, changed

NO_COMPARISON = {"measurements__0__comparison": None}


def test_a_report_with_everything_stands_on_step_four() -> None:
    assert own_step(changed()) == 4
    assert for_next_step(changed()) == []


@pytest.mark.parametrize(
    ("absent", "step", "asked"),
    [
        ({"status": "gepland"}, 0, "uitgevoerd"),
        ({"approach": " "}, 0, "aanpak"),
        ({"partners": []}, 0, "partners"),
        ({"do_differently": ""}, 0, "anders-doen"),
        ({"theory": ""}, 1, "onderbouwing"),
        ({"core_elements": [{"text": "Iets", "role": "mag-anders"}]}, 1, "kern"),
        ({"measurements": []}, 2, "begin-en-einde"),
        ({"measurements__0__end": None}, 2, "begin-en-einde"),
        ({"measurements__0__start": POINT | {"denominator": None}}, 2, "begin-en-einde"),
        ({"measurements__0__start": POINT | {"date": None}}, 2, "begin-en-einde"),
        ({"measurements__0__start": POINT | {"count": None}}, 2, "begin-en-einde"),
        (NO_COMPARISON, 3, "vergelijking"),
        ({"measurements__0__limits": ""}, 3, "grenzen"),
    ],
)
def test_one_absent_fact_keeps_a_report_below_the_step_that_asks_for_it(
    absent: dict[str, Any], step: int, asked: str
) -> None:
    document = changed(**absent)

    assert own_step(document) == step
    assert asked in [rule.code for rule in for_next_step(document)]


def test_a_step_is_not_reached_over_a_lower_one_that_is_missing() -> None:
    assert own_step(changed(theory="", core_elements=[])) == 1


def test_an_independent_researcher_counts_as_a_comparison() -> None:
    document = changed(**NO_COMPARISON, measurement_method="onafhankelijk-onderzoek")

    assert own_step(document) == 4


def test_a_count_too_small_to_show_still_counts() -> None:
    small = POINT | {"value": None, "count": None, "count_under_10": True}

    assert own_step(changed(measurements__0__end=small)) == 4


def test_costs_that_are_not_known_are_an_answer() -> None:
    nothing = {"unknown": False, "lines": [], "total": None}
    without = changed(partners__0__hours=None)
    without["costs"] |= nothing
    assert own_step(without) == 0
    without["costs"]["unknown"] = True

    assert own_step(without) == 4


@pytest.mark.parametrize(("kind", "step"), [("praktijkvoorbeeld", 4), ("geleerde-les", 3), ("knelpunt", 1)])
def test_each_kind_reaches_its_own_highest_step(kind: str, step: int) -> None:
    document = changed(kind=kind)

    assert own_step(document) == step == REACH[kind][0]
    assert max(finding.rule.step for finding in findings(document)) == step
    assert for_next_step(document) == []


def test_a_result_of_any_direction_can_stand_on_any_step() -> None:
    assert {own_step(changed(result_direction=way)) for way in ("positief", "negatief", "geen-verschil")} == {4}


def test_every_rule_says_in_dutch_what_is_there_and_what_to_do() -> None:
    codes = [rule.code for rule in RULES]

    assert len(codes) == len(set(codes))
    assert all(rule.sentence.endswith(".") and rule.advice.endswith(".") for rule in RULES)
    assert set(STEPS) == set(range(6))
