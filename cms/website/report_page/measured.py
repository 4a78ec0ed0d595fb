"""What the region counted: a plot from begin to end, the same in a table, and what the numbers do not say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cms.website.formats import euro, joined, long_date, month, number
from cms.website.report_page.facts import Surroundings
from cms.website.report_page.model import Background, Fact, Measured
from lessons.evidence.models import Indicator
from lessons.reports.choices import MeasurementMethod
from lessons.vocabulary.labels import Labels

Point = Mapping[str, Any] | None
Row = Mapping[str, Any]

UNKNOWN = "niet bekend"
TOO_SMALL = "minder dan 10"
#: Units of an average or a middle value: such a number has no count, only how many it was taken over.
AVERAGED = ("weken", "dagen", "uren", "euro", "cijfer")
#: What follows a number of each unit.
SUFFIXES = {"percent": "%", "weken": " weken", "dagen": " dagen", "uren": " uur"}


@dataclass(frozen=True)
class Line:
    """One line of the plot: an indicator's own points, or those of the group it was compared with."""

    name: str
    group: str
    start: Point
    end: Point
    unit: str

    @property
    def comparison(self) -> bool:
        """Whether these are the points of the comparison group."""
        return bool(self.group)


def indicator_of(row: Row, labels: Labels) -> Indicator | None:
    """The indicator of a row; None where it is not chosen, or not in the library any more."""
    found = labels.terms.get("indicator", {}).get(row["indicator"])
    return found if isinstance(found, Indicator) else None


def name_of(row: Row, labels: Labels) -> str:
    """The indicator's label."""
    return labels("indicator", row["indicator"]) if row["indicator"] else "Meting zonder indicator"


def lines_of(row: Row, labels: Labels) -> list[Line]:
    """The lines that a measurement draws: its own, and below it the comparison's."""
    indicator = indicator_of(row, labels)
    unit = indicator.unit if indicator else "aantal"
    lines = [Line(name_of(row, labels), "", row["start"], row["end"], unit)]
    if row["comparison"]:
        group = row["comparison"]
        lines.append(Line("Vergelijking", group["group"], group["start"], group["end"], unit))
    return lines


def value_text(point: Point, unit: str) -> str:
    """The value of a point: "14%", "6 weken", "minder dan 10", "niet bekend"."""
    if point is None:
        return UNKNOWN
    if point["count_under_10"]:
        return TOO_SMALL
    if point["value"] is None:
        return UNKNOWN
    return euro(point["value"]) if unit == "euro" else f"{number(point['value'])}{SUFFIXES.get(unit, '')}"


def fraction(point: Point, unit: str) -> str:
    """The count with its denominator: "29 van 204", of an average "over 204"; whatever is absent is said."""
    if point is None:
        return UNKNOWN
    if unit in AVERAGED and point["count"] is None and point["denominator"] and not point["count_under_10"]:
        return f"over {number(point['denominator'])}"
    count = TOO_SMALL if point["count_under_10"] else number(point["count"]) if point["count"] is not None else ""
    of = f"van {number(point['denominator'])}" if point["denominator"] is not None else ""
    if not count and not of:
        return "aantal niet bekend"
    return f"{count or 'aantal niet bekend'} {of or '(van hoeveel is niet bekend)'}"


def shared(lines: Sequence[Line], which: str) -> str | None:
    """The day that all begin (or end) points share, else their month; ``""`` for no points, None where they differ."""
    points = [getattr(line, which) for line in lines]
    days = {point["date"] or "" for point in points if point is not None}
    if len(days) <= 1:
        day = next(iter(days), None)
        return "" if day is None else long_date(day) if day else None
    months = {day[:7] for day in days}
    return month(min(days)) if len(months) == 1 else None


def same_dates(lines: Sequence[Line]) -> bool:
    """Whether one sentence can say when all this was counted."""
    return all(shared(lines, which) is not None for which in ("start", "end"))


def when(point: Point) -> str:
    """The month of a point."""
    return month(point["date"]) if point and point["date"] else "datum niet bekend"


def detail(line: Line, *, dated: bool, grouped: bool) -> str:
    """What stands below a line's name: its fractions, and what no sentence above the plot says."""
    if line.start and line.end:
        said = f"{fraction(line.start, line.unit)} → {fraction(line.end, line.unit)}"
        said += f" ({when(line.start)} → {when(line.end)})" if dated else ""
    elif line.start or line.end:
        only = line.start or line.end
        said = f"alleen aan het {'begin' if line.start else 'einde'}: {fraction(only, line.unit)}"
        said += f" ({when(only)})" if dated else ""
    else:
        said = UNKNOWN
    return f"{line.group}: {said}" if grouped and line.comparison else said


def plotted(line: Line, *, dated: bool, grouped: bool) -> dict[str, Any]:
    """A line as the plot takes it."""
    return {
        "name": line.name,
        "detail": detail(line, dated=dated, grouped=grouped),
        "start": line.start["value"] if line.start else None,
        "end": line.end["value"] if line.end else None,
        "start_text": value_text(line.start, line.unit),
        "end_text": value_text(line.end, line.unit),
        "comparison": line.comparison,
    }


def title(own: Sequence[Line]) -> str:
    """The finding in words and numbers: "Uitval na één jaar: van 14% naar 9%." At most two indicators."""
    told = [
        f"{line.name}: van {value_text(line.start, line.unit)} naar {value_text(line.end, line.unit)}."
        for line in own
        if line.start and line.end and line.start["value"] is not None and line.end["value"] is not None
    ]
    if told:
        return " ".join(told[:2])
    begun, ended = any(line.start for line in own), any(line.end for line in own)
    if begun != ended:
        return f"Alleen aan het {'begin' if begun else 'einde'} geteld"
    return "Begin en einde, met aantal en noemer"


def intro(document: Mapping[str, Any], lines: Sequence[Line], groups: Sequence[str]) -> Iterator[str]:
    """Sentences above the plot: when, how, and compared with whom."""
    if same_dates(lines):
        start, end = shared(lines, "start"), shared(lines, "end")
        if start and end:
            yield f"Begin is {start}, einde is {end}."
        elif start or end:
            yield f"Geteld aan het {'begin' if start else 'einde'}: {start or end}."
    if document["measurement_method"]:
        method = MeasurementMethod(document["measurement_method"]).label
        yield f"Hoe is gemeten: {str(method).lower()}."
    if len(groups) == 1:
        yield f"De vergelijking: {groups[0]}."


def small_numbers(rows: Sequence[Row], labels: Labels) -> list[str]:
    """Indicators with fewer people behind a figure than the library asks for."""
    warnings = []
    for row in rows:
        indicator = indicator_of(row, labels)
        sizes = [p["denominator"] for line in lines_of(row, labels) for p in (line.start, line.end) if p]
        if indicator and any(size is not None and size < indicator.minimum_n for size in sizes):
            warnings.append(f"{indicator.label} gaat om minder dan {indicator.minimum_n}. Zo'n cijfer zegt weinig.")
    return warnings


def background(rows: Sequence[Row], labels: Labels) -> list[Background]:
    """How each indicator was counted."""
    made = []
    for row in rows:
        indicator = indicator_of(row, labels)
        facts = [
            Fact("Wat het is", indicator.definition if indicator else ""),
            Fact("Hoe is geteld", row["how"]),
            Fact("Bron", row["source"]),
        ]
        made.append(Background(name_of(row, labels), [fact for fact in facts if fact.value]))
    return [each for each in made if each.facts]


def table(lines: Sequence[Line], region: str) -> list[list[str]]:
    """The plot as cells: indicator, whose, and for begin and end the value with fraction and date."""

    def cell(point: Point, unit: str) -> str:
        if point is None:
            return UNKNOWN
        day = long_date(point["date"]) if point["date"] else "datum niet bekend"
        value, of = value_text(point, unit), fraction(point, unit)
        if of.startswith(f"{value} "):  # a number of people is its own count
            return f"{of}, {day}"
        return f"{value} ({of.replace(' (', ', ').rstrip(')')}), {day}"

    cells, name = [], ""
    for line in lines:
        name = name if line.comparison else line.name
        cells.append([name, line.group or region, cell(line.start, line.unit), cell(line.end, line.unit)])
    return cells


def measured(document: Mapping[str, Any], around: Surroundings) -> Measured | None:
    """The block of measurements; None where nothing was measured nor said not to be."""
    labels = around.labels
    if not document["measurements"]:
        return None
    rows = [row for row in document["measurements"] if not row["not_measured"]]
    by_row = [lines_of(row, labels) for row in rows]
    lines = [line for group in by_row for line in group]
    groups = list(dict.fromkeys(line.group.rstrip(".") for line in lines if line.comparison))
    shape = {"dated": not same_dates(lines), "grouped": len(groups) > 1}
    sources = dict.fromkeys(row["source"].rstrip(".") for row in rows if row["source"])
    return Measured(
        intro=list(intro(document, lines, groups)),
        title=title([line for line in lines if not line.comparison]),
        indicators=[{"unit": g[0].unit, "suffix": "", "rows": [plotted(line, **shape) for line in g]} for g in by_row],
        legend={"own": f"{around.region.title}, begin en einde", "comparison": "Vergelijking" if groups else ""},
        source=f"Bron: {'; '.join(sources)}." if sources else "Bron: niet opgegeven.",
        limits=[Fact(name_of(row, labels), row["limits"]) for row in rows if row["limits"].strip()],
        small=small_numbers(rows, labels),
        not_measured=not_measured(document, labels),
        rows=table(lines, around.region.title),
        background=background(rows, labels),
    )


def not_measured(document: Mapping[str, Any], labels: Labels) -> list[str]:
    """One sentence on what the region did not count, where it says so."""
    names = [name_of(row, labels).lower() for row in document["measurements"] if row["not_measured"]]
    return [f"Niet gemeten: {joined(names)}."] if names else []
