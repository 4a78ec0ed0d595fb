"""The timeline: milestones by year, the newest year first, within a year as they happened."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Moment:
    """A milestone as it is read. ``precision`` is ``dag``, ``maand`` or ``jaar``; no more of ``date`` counts."""

    code: str
    date: datetime.date
    precision: str
    kind: str
    title: str
    explanation: str
    certainty: str
    sources: Sequence[tuple[str, str]]
    """Title and address of each; ``""`` where there is no public address any more."""
    changed_at: datetime.datetime
    """When it was added or corrected here."""


@dataclass(frozen=True)
class Year:
    """The milestones of one year."""

    number: int
    moments: Sequence[Moment]


#: Of what is known to begin on one day, the less precise comes first: "in 2025" says nothing of 1 January.
_PRECISION = {"jaar": 0, "maand": 1, "dag": 2}


def by_year(moments: Iterable[Moment]) -> list[Year]:
    """The years, newest first."""
    ordered = sorted(moments, key=lambda each: (-each.date.year, each.date, _PRECISION[each.precision], each.code))
    return [Year(year, list(of_year)) for year, of_year in groupby(ordered, key=lambda each: each.date.year)]


def days_of(moment: Moment) -> tuple[datetime.date, datetime.date] | None:
    """The first day of a milestone and the day after its last; None where no more than the year is known."""
    first = moment.date
    if moment.precision == "jaar":
        return None
    if moment.precision == "dag":
        return first, first + datetime.timedelta(days=1)
    month = first.replace(day=1)
    return month, (month + datetime.timedelta(days=31)).replace(day=1)
