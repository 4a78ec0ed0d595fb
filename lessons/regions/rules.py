"""Which municipalities belong to which region on a day, and how that grew. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Area:
    """A municipality of a region for one sector. The last day is part of the period; without one, until further notice.

    Without ``municipality`` it is the whole country: a national region has no borders.
    """

    region: int
    sector: str
    municipality: str | None
    valid_from: date
    valid_until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether it belongs to the region on ``day``; the first day and the last count."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True)
class Coverage:
    """To which regions each municipality of the list belongs on a day, for one sector; and the national regions."""

    regions: Mapping[str, tuple[int, ...]]
    national: tuple[int, ...]

    @property
    def covered(self) -> int:
        """How many municipalities belong to a region."""
        return sum(1 for regions in self.regions.values() if regions)

    @property
    def gaps(self) -> list[str]:
        """The municipalities that belong to no region."""
        return [municipality for municipality, regions in self.regions.items() if not regions]

    @property
    def overlaps(self) -> list[str]:
        """The municipalities that belong to more than one region."""
        return [municipality for municipality, regions in self.regions.items() if len(regions) > 1]


def coverage(areas: Iterable[Area], municipalities: Sequence[str], sector: str, day: date) -> Coverage:
    """What is covered on ``day``. ``municipalities`` is the list that shares are taken of, in its order."""
    found: dict[str, set[int]] = {municipality: set() for municipality in municipalities}
    national: set[int] = set()
    for area in areas:
        if area.sector != sector or not area.holds(day):
            continue
        if area.municipality is None:
            national.add(area.region)
        elif area.municipality in found:
            found[area.municipality].add(area.region)
    return Coverage({each: tuple(sorted(regions)) for each, regions in found.items()}, tuple(sorted(national)))


@dataclass(frozen=True)
class Step:
    """What changed on a day: municipalities by the regions that they came from and went to, ``None`` being none."""

    day: date
    moved: Mapping[tuple[int | None, int | None], tuple[str, ...]]
    covered: int


def growth(areas: Sequence[Area], municipalities: Sequence[str], sector: str, until: date) -> list[Step]:
    """Every day up to ``until`` on which a municipality came to a region or left one, the first first."""
    of_sector = [area for area in areas if area.sector == sector]
    days = sorted({day for area in of_sector for day in turning_days(area) if day <= until})
    before = [coverage([], municipalities, sector, until)]
    states = [*before, *(coverage(of_sector, municipalities, sector, day) for day in days)]
    steps = [Step(day, moves(then, now), now.covered) for day, (then, now) in zip(days, pairwise(states), strict=True)]
    return [step for step in steps if step.moved]


def turning_days(area: Area) -> list[date]:
    """The days on which it begins to belong, and no longer does."""
    return (
        [area.valid_from]
        if area.valid_until is None or area.valid_until == date.max
        else [area.valid_from, area.valid_until + ONE_DAY]
    )


def moves(then: Coverage, now: Coverage) -> dict[tuple[int | None, int | None], tuple[str, ...]]:
    """What is different between two days. Who leaves one region for one other moved; the rest came or left."""
    found: defaultdict[tuple[int | None, int | None], list[str]] = defaultdict(list)
    for municipality, regions in now.regions.items():
        left = [each for each in then.regions[municipality] if each not in regions]
        came = [each for each in regions if each not in then.regions[municipality]]
        if len(left) == len(came) == 1:
            found[left[0], came[0]].append(municipality)
            continue
        for each in left:
            found[each, None].append(municipality)
        for each in came:
            found[None, each].append(municipality)
    return {key: tuple(names) for key, names in found.items()}
