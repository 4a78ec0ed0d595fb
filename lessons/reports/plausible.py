"""What cannot be true of a report, whatever its author meant: refused at submit and at approval, saved in a draft.

Pure: it reads attributes, and ``all()`` of what is repeated, of a report or of what stands for one in a form.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

FIRST_DAY = datetime.date(1990, 1, 1)
YEARS_AHEAD = 20
NEGATIVE = "Vul een getal in dat niet onder nul ligt."
NO_YEAR = "Vul een jaar in van vier cijfers, van {first} tot en met {last}."
NO_DAY = "Vul een datum in van {first:%d-%m-%Y} tot en met {last:%d-%m-%Y}."
TOO_EARLY = "Vul een datum in die niet voor {begun:%d-%m-%Y} ligt."
TOO_MANY = "Vul een aantal in dat niet groter is dan het getal bij ‘van hoeveel’ ({of})."
NO_PERCENTAGE = "Vul een percentage in van 0 tot en met 100."
NO_MARK = "Vul een cijfer in van 1 tot en met 10."

#: Pairs of dates of which the second cannot come before the first, by relation; ``""`` is the report itself.
IN_ORDER = {
    "": (("start_date", "end_date"), ("free_until", "possible_until")),
    "measurements": (("start_date", "end_date"), ("comparison_start_date", "comparison_end_date")),
    "voices": (("asked_on", "answered_on"),),
}
NOT_NEGATIVE = {
    "": ("cost_total", "cost_per_result"),
    "cost_lines": ("amount",),
    "partners": ("hours", "fte"),
}
YEARS = {"": ("cost_year", 1990), "sources": ("year", 1500)}
POINTS = ("start", "end", "comparison_start", "comparison_end")


@dataclass(frozen=True)
class Wrong:
    """One impossible fact: the field it stands in, of which row (from 0) of which relation, and what to do."""

    field: str
    sentence: str
    relation: str = ""
    row: int = 0


def implausible(report: Any, today: datetime.date) -> list[Wrong]:
    """What cannot be true of ``report``, in the order of its parts."""
    found = [Wrong(field, sentence) for field, sentence in wrong_in("", report, today)]
    for relation in ("partners", "measurements", "cost_lines", "sources", "voices"):
        for number, row in enumerate(getattr(report, relation).all()):
            found += [Wrong(field, sentence, relation, number) for field, sentence in wrong_in(relation, row, today)]
    return found


def wrong_in(relation: str, part: Any, today: datetime.date) -> Iterator[tuple[str, str]]:
    """Field and sentence of what is wrong in the report itself (``relation`` is ``""``) or in one row."""
    for field in NOT_NEGATIVE.get(relation, ()):
        if (getattr(part, field) or 0) < 0:
            yield field, NEGATIVE
    if relation in YEARS:
        field, first = YEARS[relation]
        year, last = getattr(part, field), today.year + YEARS_AHEAD
        if year is not None and not first <= year <= last:
            yield field, NO_YEAR.format(first=first, last=last)
    for begin, end in IN_ORDER.get(relation, ()):
        yield from wrong_days(begin, getattr(part, begin), end, getattr(part, end), today)
    if relation == "measurements" and not part.not_measured:
        for point in POINTS:
            yield from wrong_point(part, point)


def wrong_days(
    begin: str, begun: datetime.date | None, end: str, ended: datetime.date | None, today: datetime.date
) -> Iterator[tuple[str, str]]:
    """Days outside all time that matters here, and an end before its beginning."""
    last = today.replace(year=today.year + YEARS_AHEAD, day=1)
    for field, day in ((begin, begun), (end, ended)):
        if day is not None and not FIRST_DAY <= day <= last:
            yield field, NO_DAY.format(first=FIRST_DAY, last=last)
            return
    if begun is not None and ended is not None and ended < begun:
        yield end, TOO_EARLY.format(begun=begun)


def wrong_point(measurement: Any, point: str) -> Iterator[tuple[str, str]]:
    """A point of a measurement with more counted than there were, or a value that its unit does not know."""
    count, of = (getattr(measurement, f"{point}_{part}") for part in ("count", "denominator"))
    if count is not None and of is not None and count > of:
        yield f"{point}_count", TOO_MANY.format(of=of)
    value, indicator = getattr(measurement, f"{point}_value"), measurement.indicator
    sentence = wrong_value(value, indicator.unit) if value is not None and indicator is not None else ""
    if sentence:
        yield f"{point}_value", sentence


def wrong_value(value: Decimal, unit: str) -> str:
    """What to do about ``value`` in ``unit`` (a value of ``Indicator.Unit``), or ``""``."""
    if unit == "percent" and not 0 <= value <= 100:
        return NO_PERCENTAGE
    if unit == "cijfer" and not 1 <= value <= 10:
        return NO_MARK
    return NEGATIVE if value < 0 and unit != "euro" else ""
