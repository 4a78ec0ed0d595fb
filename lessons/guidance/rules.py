"""What can be done now: the answer to who you are, which step and which day. Pure.

The RE tells every region which steps it can and cannot take, so that nothing irreversible clashes with a later outcome.
Where no rule says anything, nothing is concluded: not that it can be done, and not that it cannot.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final


class Verdict(StrEnum):
    """What a rule says of a step, the strictest first: where several rules hold, the strictest counts."""

    NOT_YET = "kan-nog-niet"
    CONDITIONAL = "kan-onder-voorwaarde"
    NOW = "kan-nu"


STRICTEST_FIRST: Final = list(Verdict)


@dataclass(frozen=True)
class Rule:
    """A rule as it is read. ``action`` and ``audiences`` are codes; the last day is part of the period."""

    key: int
    action: str
    audiences: Sequence[str]
    verdict: Verdict
    valid_from: date | None = None
    valid_until: date | None = None
    why: str = ""
    condition: str = ""
    source_title: str = ""
    source_url: str = ""
    guidance: str = ""
    """The code of the guidance that it stands in."""

    def holds(self, day: date) -> bool:
        """Whether it holds on this day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


@dataclass(frozen=True)
class Answer:
    """What the rules say of one step, for one kind of region, on one day."""

    action: str
    rules: Sequence[Rule]
    """Those that hold, the strictest first; none where nobody has said anything."""
    changes_on: date | None
    """The next day on which another set of rules holds; None where nothing is planned."""
    then: Verdict | None
    """The verdict of that day; None where no rule holds then."""

    @property
    def verdict(self) -> Verdict | None:
        """The strictest of what holds; None where nobody has said anything."""
        return self.rules[0].verdict if self.rules else None


def answer(rules: Iterable[Rule], audience: str, action: str, day: date) -> Answer:
    """The answer for one kind of region and one step."""
    about = [rule for rule in rules if rule.action == action and audience in rule.audiences]
    changes_on = next_change(about, day)
    then = holding(about, changes_on) if changes_on else []
    return Answer(action, holding(about, day), changes_on, then[0].verdict if then else None)


def holding(rules: Iterable[Rule], day: date) -> list[Rule]:
    """The rules that hold on a day, the strictest first."""
    return sorted(
        (rule for rule in rules if rule.holds(day)),
        key=lambda rule: (STRICTEST_FIRST.index(rule.verdict), rule.key),
    )


def contradicting(rule: Rule, others: Iterable[Rule]) -> list[Rule]:
    """Those that give another verdict on the same step, to a kind of region and on a day that ``rule`` is for too."""
    return [
        other
        for other in others
        if other.key != rule.key
        and other.action == rule.action
        and other.verdict is not rule.verdict
        and set(other.audiences) & set(rule.audiences)
        and meet(rule, other)
    ]


def meet(one: Rule, other: Rule) -> bool:
    """Whether there is a day on which both hold."""
    first = max(one.valid_from or date.min, other.valid_from or date.min)
    return first <= min(one.valid_until or date.max, other.valid_until or date.max)


def next_change(rules: Iterable[Rule], day: date) -> date | None:
    """The first day after ``day`` on which a rule begins or holds no more."""
    days = [rule.valid_from for rule in rules if rule.valid_from]
    days += [rule.valid_until + timedelta(days=1) for rule in rules if rule.valid_until and rule.valid_until < date.max]
    return min((each for each in days if each > day), default=None)


def board(rules: Sequence[Rule], audience: str, actions: Iterable[str], day: date) -> list[Answer]:
    """The answer for every step, in the order of ``actions``."""
    return [answer(rules, audience, action, day) for action in actions]


def by_verdict(answers: Iterable[Answer]) -> list[tuple[Verdict | None, list[Answer]]]:
    """The answers by verdict, the strictest first; last what nobody has said anything about."""
    every = list(answers)
    order: list[Verdict | None] = [*STRICTEST_FIRST, None]
    groups = [(verdict, [each for each in every if each.verdict is verdict]) for verdict in order]
    return [(verdict, of_verdict) for verdict, of_verdict in groups if of_verdict]
