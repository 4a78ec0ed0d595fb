"""The borders of all regions in memory, and what changed in them in words."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cms.website.formats import joined, long_date, number
from lessons.records.kept import kept
from lessons.regions.models import RegionArea
from lessons.regions.rules import Area, Step
from lessons.vocabulary.labels import Labels
from search.web.regions import RegionRow

NAMED = 3
"""So many municipalities are named where they change; of more, the number is told."""


@kept
def all_areas(generation: int) -> Sequence[Area]:
    """The rows of all public regions, as they were at ``generation``. One query."""
    fields = ("region_id", "sector_id", "municipality_id", "valid_from", "valid_until")
    rows = RegionArea.objects.filter(region__live=True).order_by("valid_from", "pk").values_list(*fields)
    return [Area(*row) for row in rows]


@dataclass(frozen=True)
class Moment:
    """A line of a history."""

    date: str
    text: str
    future: bool


def moments(
    steps: Sequence[Step], regions: Mapping[int, RegionRow], names: Labels, day: datetime.date, total: int
) -> list[Moment]:
    """What happened on each day, the last first, and how many of ``total`` were covered then.

    What comes after ``day`` is future.
    """
    return [
        moment(
            step.day, " ".join(sentences(step, regions, names)), day, f": {number(step.covered)} van {number(total)}"
        )
        for step in reversed(steps)
    ]


def moment(when: datetime.date, text: str, day: datetime.date, more: str = "") -> Moment:
    """A line of a history; what is still to come says so in words."""
    future = when > day
    return Moment(f"{long_date(when)}{more}{' (komt nog)' if future else ''}", text, future)


def sentences(step: Step, regions: Mapping[int, RegionRow], names: Labels) -> list[str]:
    """A sentence for each pair of regions between which municipalities went."""
    told = []
    for (left, came), codes in step.moved.items():
        many = named([names("municipality", code) for code in codes])
        verb = "gaat" if len(codes) == 1 else "gaan"
        if left is None and came is not None:
            told.append(f"Nieuw bij {regions[came].title}: {many}.")
        elif came is None and left is not None:
            told.append(f"Niet meer bij {regions[left].title}: {many}.")
        elif left is not None and came is not None:
            told.append(f"Van {regions[left].title} naar {regions[came].title} {verb} {many}.")
    return sorted(told)


def named(labels: Sequence[str]) -> str:
    """A few by name, many by number."""
    return joined(sorted(labels)) if len(labels) <= NAMED else f"{len(labels)} gemeenten"
