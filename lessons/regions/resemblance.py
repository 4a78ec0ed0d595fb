"""In what two regions are alike, and in what not. Pure; it never makes one number of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final


class Trend(StrEnum):
    """Whether the number of pupils goes down or up."""

    SHRINKING = "krimp"
    STABLE = "stabiel"
    GROWING = "groei"


class Aspect(StrEnum):
    """What regions are compared on, in the order in which it is told."""

    SECTORS = "sectoren"
    PUPILS = "leerlingen"
    URBANITY = "stedelijkheid"
    TREND = "ontwikkeling"
    LARGE_CITY = "grote-stad"
    INSTITUTE = "opleiding"
    BOARDS = "besturen"


STABLE_UP_TO: Final = Decimal("0.3")
"""Percent a year, up or down. Ours: below it, a school does not notice within one plan."""
ALIKE_WITHIN: Final = 1.5
"""Two counts are alike where the larger one is at most so many times the smaller one. Ours."""


@dataclass(frozen=True)
class Profile:
    """A region as it is compared. ``None`` and ``""`` are unknown, and so are no sectors."""

    sectors: frozenset[str] = frozenset()
    pupils: int | None = None
    """Pupils and students together."""
    urbanity: str = ""
    trend: Trend | None = None
    large_city: bool | None = None
    """Whether one of the five large cities (G5) is in it."""
    institute: bool | None = None
    """Whether a lerarenopleiding stands within its borders."""
    boards: int | None = None


@dataclass(frozen=True)
class Comparison:
    """Where two regions are alike, where they differ, and where nobody can tell."""

    same: tuple[Aspect, ...]
    different: tuple[Aspect, ...]
    unknown: tuple[Aspect, ...]


def trend_of(percent_a_year: Decimal | None) -> Trend | None:
    """The trend of a change in percent a year."""
    if percent_a_year is None:
        return None
    if abs(percent_a_year) <= STABLE_UP_TO:
        return Trend.STABLE
    return Trend.SHRINKING if percent_a_year < 0 else Trend.GROWING


def compare(ours: Profile, theirs: Profile) -> Comparison:
    """``theirs`` beside ``ours``."""
    verdicts = {aspect: is_alike(aspect, ours, theirs) for aspect in Aspect}
    return Comparison(
        *(tuple(aspect for aspect, alike in verdicts.items() if alike is wanted) for wanted in (True, False, None))
    )


def is_alike(aspect: Aspect, ours: Profile, theirs: Profile) -> bool | None:
    """Whether they are alike in one aspect; None where one of the two is unknown."""
    answers = {
        Aspect.SECTORS: ours.sectors <= theirs.sectors if ours.sectors and theirs.sectors else None,
        Aspect.PUPILS: near(ours.pupils, theirs.pupils),
        Aspect.URBANITY: ours.urbanity == theirs.urbanity if ours.urbanity and theirs.urbanity else None,
        Aspect.TREND: equal(ours.trend, theirs.trend),
        Aspect.LARGE_CITY: equal(ours.large_city, theirs.large_city),
        Aspect.INSTITUTE: equal(ours.institute, theirs.institute),
        Aspect.BOARDS: near(ours.boards, theirs.boards),
    }
    return answers[aspect]


def near(ours: int | None, theirs: int | None) -> bool | None:
    """Whether two counts are of one size; a region without any is like another one without."""
    if ours is None or theirs is None:
        return None
    low, high = sorted((ours, theirs))
    return high <= low * ALIKE_WITHIN


def equal(ours: object, theirs: object) -> bool | None:
    """Whether two answers are the same."""
    return None if ours is None or theirs is None else ours == theirs


def most_alike_first(ours: Profile, others: Iterable[tuple[str, Profile]]) -> list[tuple[str, Comparison]]:
    """Others by how much they are like ours: more that is the same, then less that differs, then by key."""
    compared = [(key, compare(ours, theirs)) for key, theirs in others]
    return sorted(compared, key=lambda each: (-len(each[1].same), len(each[1].different), each[0]))
