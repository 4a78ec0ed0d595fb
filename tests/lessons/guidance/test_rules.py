"""What can be done now, by table; and that nothing is concluded from silence."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.guidance.rules import Rule, Verdict, answer, board, by_verdict, contradicting, holding, next_change

NOT_YET, CONDITIONAL, NOW = Verdict.NOT_YET, Verdict.CONDITIONAL, Verdict.NOW
NEW_YEAR = date(2025, 1, 1)


def rule(key: int, verdict: Verdict, first: date | None = None, last: date | None = None, **fields: object) -> Rule:
    given_fields = {"action": "oprichten", "audiences": ["voorloper"]} | fields
    return Rule(key=key, verdict=verdict, valid_from=first, valid_until=last, **given_fields)  # type: ignore[arg-type]


RULES = [
    rule(1, NOT_YET, date(2024, 1, 1), date(2024, 12, 31)),
    rule(2, CONDITIONAL, NEW_YEAR),
    rule(3, NOW, date(2024, 6, 1)),
    rule(4, NOW, audiences=["onderwijsregio"]),
    rule(5, NOT_YET, action="opzeggen", audiences=["voorloper", "onderwijsregio"]),
]


@pytest.mark.parametrize(
    ("who", "step", "day", "verdict", "keys"),
    [
        ("voorloper", "oprichten", "2023-12-31", None, []),
        ("voorloper", "oprichten", "2024-01-01", NOT_YET, [1]),
        ("voorloper", "oprichten", "2024-06-01", NOT_YET, [1, 3]),
        ("voorloper", "oprichten", "2024-12-31", NOT_YET, [1, 3]),
        ("voorloper", "oprichten", "2025-01-01", CONDITIONAL, [2, 3]),
        ("onderwijsregio", "oprichten", "1990-01-01", NOW, [4]),
        ("onderwijsregio", "opzeggen", "2030-01-01", NOT_YET, [5]),
        ("in-oprichting", "oprichten", "2024-06-01", None, []),
        ("voorloper", "overdragen", "2024-06-01", None, []),
    ],
)
def test_who_asks_about_a_step_on_a_day_gets_the_strictest_of_what_holds(
    who: str, step: str, day: str, verdict: Verdict | None, keys: list[int]
) -> None:
    found = answer(RULES, who, step, date.fromisoformat(day))

    assert found.verdict is verdict
    assert [each.key for each in found.rules] == keys


@pytest.mark.parametrize(
    ("day", "changes_on", "then"),
    [
        (date(2023, 5, 1), date(2024, 1, 1), NOT_YET),
        (date(2024, 1, 1), date(2024, 6, 1), NOT_YET),
        (date(2024, 6, 1), NEW_YEAR, CONDITIONAL),
        (date(2024, 12, 31), NEW_YEAR, CONDITIONAL),
        (NEW_YEAR, None, None),
    ],
)
def test_what_is_planned_is_told_with_its_first_day(day: date, changes_on: date | None, then: Verdict | None) -> None:
    found = answer(RULES, "voorloper", "oprichten", day)

    assert (found.changes_on, found.then) == (changes_on, then)


def test_when_the_last_rule_ends_nothing_holds_any_more() -> None:
    found = answer(RULES[:1], "voorloper", "oprichten", date(2024, 12, 31))

    assert (found.changes_on, found.then) == (NEW_YEAR, None)


def test_a_rule_until_the_end_of_all_days_never_changes() -> None:
    assert next_change([rule(1, NOW, date.min, date.max)], date(2024, 1, 1)) is None


def test_every_step_gets_an_answer_in_order_and_silence_comes_last() -> None:
    answers = board(RULES, "voorloper", ["overdragen", "oprichten", "opzeggen"], date(2025, 6, 1))

    assert [each.action for each in answers] == ["overdragen", "oprichten", "opzeggen"]
    assert [(verdict, [each.action for each in of]) for verdict, of in by_verdict(answers)] == [
        (NOT_YET, ["opzeggen"]),
        (CONDITIONAL, ["oprichten"]),
        (None, ["overdragen"]),
    ]


DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))


@st.composite
def some_rules(draw: st.DrawFn) -> list[Rule]:
    periods = draw(st.lists(st.tuples(st.none() | DAYS, st.none() | DAYS, st.sampled_from(Verdict)), max_size=5))
    return [rule(key, verdict, first, last) for key, (first, last, verdict) in enumerate(periods)]


@given(some_rules(), DAYS)
def test_until_the_day_of_a_change_the_same_rules_hold_and_on_it_others_may(rules: list[Rule], day: date) -> None:
    changes_on = next_change(rules, day)
    last = changes_on - timedelta(days=1) if changes_on else day + timedelta(days=4000)

    assert holding(rules, day) == holding(rules, last)


@given(some_rules(), DAYS)
def test_no_rule_that_holds_is_stricter_than_the_answer(rules: list[Rule], day: date) -> None:
    found = answer(rules, "voorloper", "oprichten", day)

    assert (found.verdict is None) == (not any(each.holds(day) for each in rules))
    order = list(Verdict)
    assert all(
        found.verdict is not None and order.index(found.verdict) <= order.index(each.verdict) for each in found.rules
    )


@pytest.mark.parametrize(
    ("other", "contradicts"),
    [
        (rule(9, NOW), True),
        (rule(9, NOT_YET), False),
        (rule(9, NOW, action="opzeggen"), False),
        (rule(9, NOW, audiences=["onderwijsregio"]), False),
        (rule(9, NOW, audiences=["onderwijsregio", "voorloper"]), True),
        (rule(9, NOW, date(2024, 12, 31)), True),
        (rule(9, NOW, NEW_YEAR), False),
        (rule(9, NOW, None, date(2023, 12, 31)), False),
        (rule(1, NOW), False),
    ],
)
def test_two_rules_contradict_each_other_only_for_the_same_step_region_and_day(other: Rule, contradicts: bool) -> None:
    assert bool(contradicting(RULES[0], [other])) is contradicts
    assert bool(contradicting(other, [RULES[0]])) is contradicts
