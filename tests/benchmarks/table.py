"""The table of measurements: printed, and written into the documentation between two marks."""

import os
import platform
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from tests.benchmarks.measuring import Row
from tests.benchmarks.place import ROOT

PAGE: Final = ROOT / "docs" / "performance.md"
BEGIN: Final = "<!-- measured by make bench -->"
END: Final = "<!-- end of what was measured -->"
_HEAD: Final = ("what", "median", "95 of 100", "unit", "target", "met")


def number(value: float | None) -> str:
    """Three digits that count, whole above a hundred."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def cells(row: Row) -> tuple[str, ...]:
    """A row as texts."""
    met = {None: "", True: "yes", False: "**no**"}[row.met]
    return row.what, number(row.value), number(row.slow), row.unit, row.target, met


def table(rows: Sequence[Row]) -> str:
    """Rows as a Markdown table that is easy to read as it is."""
    lines = [_HEAD, *map(cells, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEAD))]
    rule = tuple(f"{'-' * (width - 1)}{':' if column in (1, 2) else '-'}" for column, width in enumerate(widths))

    def written(line: Sequence[str]) -> str:
        padded = (
            text.rjust(width) if column in (1, 2) else text.ljust(width)
            for column, (text, width) in enumerate(zip(line, widths, strict=True))
        )
        return f"| {' | '.join(padded)} |"

    return "\n".join([written(lines[0]), written(rule), *map(written, lines[1:])])


def report(parts: Mapping[str, Sequence[Row]], load: tuple[float, float]) -> str:
    """The table of each part, under what it was measured on. ``load``: the machine's before and after."""
    made = datetime.now(UTC)
    about = (
        f"{made:%d %B %Y}, {os.cpu_count()} cores ({platform.machine()}), Python {platform.python_version()}. "
        f"Load of the machine: {load[0]:.1f} before, {load[1]:.1f} after."
    )
    return "\n\n".join([about, *(f"### {title}\n\n{table(rows)}" for title, rows in parts.items())])


def write(text: str, page: Path = PAGE) -> None:
    """Put ``text`` in the place of what was measured before."""
    around = re.compile(f"(?<={re.escape(BEGIN)}).*?(?={re.escape(END)})", re.DOTALL)
    page.write_text(around.sub(lambda _: f"\n\n{text}\n\n", page.read_text(), count=1))
