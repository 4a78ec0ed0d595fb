"""Where the marks of a plot stand. Pure: numbers in, percentages of the width out; the templates only place marks."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

# Labels at both ends must stay inside a plot of 320 px.
LEFT, RIGHT = Decimal(6), Decimal(94)
TICKS = 5
CROWDED = Decimal(12)  # percent of the scale below which two labels would touch
MAX_SIGNS = 60
NICE = (Decimal(1), Decimal(2), Decimal(4), Decimal(5), Decimal(10))


def axis_end(unit: str, highest: Decimal) -> Decimal:
    """The end of an axis that starts at zero: a round number that four equal steps can reach.

    Percentages get one of two axes, up to 20 or up to 100, so that plots under each other can be compared.
    """
    if unit == "percent":
        return Decimal(20) if highest <= 20 else max(Decimal(100), highest)
    power = Decimal(1)
    while power * 10 < highest:
        power *= 10
    while power > highest > 0:
        power /= 10
    return next((power * nice for nice in NICE if power * nice >= highest), power * 10)


def position(value: Decimal, end: Decimal) -> float:
    """Where ``value`` stands, in percent of the plot's width."""
    share = value / end if end else Decimal(0)
    return float(round(LEFT + (RIGHT - LEFT) * share, 2))


def _row(row: Mapping[str, Any], end: Decimal) -> dict[str, Any]:
    start, finish = (None if row[name] in (None, "") else Decimal(str(row[name])) for name in ("start", "end"))
    crowded = start is not None and finish is not None and abs(finish - start) * 100 < CROWDED * end
    # Turned outward: the lower value's label ends at its mark, the higher one's begins there.
    anchors = ("middle", "middle")
    if crowded and start is not None and finish is not None:
        anchors = ("end", "start") if start <= finish else ("start", "end")
    return {
        **row,
        "start_x": None if start is None else position(start, end),
        "end_x": None if finish is None else position(finish, end),
        "start_anchor": anchors[0],
        "end_anchor": anchors[1],
    }


def measurement_axes(indicators: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Indicators grouped by the axis they share, in the order they came.

    Args:
        indicators: each ``{"unit": code, "rows": [{"start": number or None, "end": number or None, …}], …}``;
            other keys are kept as they are.

    Returns:
        ``[{"ticks": [{"value", "x"}], "unit", "indicators": [… with rows that know start_x, end_x and anchors]}]``.
    """
    values: dict[str, list[Decimal]] = {}
    for index, indicator in enumerate(indicators):
        # One unit, one axis; percentages are judged one by one, because they have two axes to choose from.
        key = f"percent {index}" if indicator["unit"] == "percent" else str(indicator["unit"])
        for row in indicator["rows"]:
            values.setdefault(key, []).extend(
                Decimal(str(row[n])) for n in ("start", "end") if row[n] not in (None, "")
            )
    axes: list[dict[str, Any]] = []
    for index, indicator in enumerate(indicators):
        unit = str(indicator["unit"])
        key = f"percent {index}" if unit == "percent" else unit
        end = axis_end(unit, max(values.get(key) or [Decimal(1)]))
        if not axes or (axes[-1]["unit"], axes[-1]["end"]) != (unit, end):
            steps = [end * step / (TICKS - 1) for step in range(TICKS)]
            axes.append(
                {
                    "unit": unit,
                    "end": end,
                    "indicators": [],
                    "ticks": [{"value": s, "x": position(s, end)} for s in steps],
                }
            )
        axes[-1]["indicators"].append({**indicator, "rows": [_row(row, end) for row in indicator["rows"]]})
    return axes


def signs_per_mark(total: int) -> int:
    """How many reports one sign of an evidence profile stands for: 1 up to 60 reports, then a round number."""
    per, steps = 1, iter((5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000))
    while total > per * MAX_SIGNS and (following := next(steps, None)):
        per = following
    return per


def bar_share(amount: Any, amounts: Sequence[Any]) -> float:
    """The length of a cost line's bar in percent of the longest one."""
    longest = max((Decimal(str(each)) for each in amounts), default=Decimal(0))
    return float(round(Decimal(str(amount)) * 100 / longest, 1)) if longest > 0 else 0.0


# Widths of one, two or three parts, in percent: the words must fit at 320 px, so the bar is not drawn to scale.
PART_WIDTHS = {1: (100,), 2: (60, 40), 3: (45, 35, 20)}


def reversibility_parts(
    kind: str, free_until: str | None, possible_until: str | None, today: date
) -> list[dict[str, Any]]:
    """The parts of the bar "kunt u nog terug?": free, at a cost, fixed, as far as the record has them.

    Args:
        kind: omkeerbaar, deels or onomkeerbaar.
        free_until: ISO date until which going back costs nothing, or None.
        possible_until: ISO date after which going back is impossible, or None.
        today: where the pointer stands.

    Returns:
        ``[{"code": "free" | "cost" | "fixed", "from", "until": ISO date or None, "x", "width", "today": bool}]``.
    """
    parts: list[tuple[str, str | None, str | None]] = []
    if free_until or (kind == "omkeerbaar" and not possible_until):
        parts.append(("free", None, free_until))
    if possible_until:
        parts.append(("cost", free_until, possible_until))
    elif kind == "deels" or (kind == "omkeerbaar" and free_until):
        parts.append(("cost", free_until, None))
    if possible_until or kind == "onomkeerbaar":
        parts.append(("fixed", possible_until or free_until, None))
    drawn: list[dict[str, Any]] = []
    left = 0
    for (code, begin, until), width in zip(parts, PART_WIDTHS[max(1, len(parts))], strict=False):
        now = today.isoformat()
        here = (begin is None or now > begin) and (until is None or now <= until)
        drawn.append({"code": code, "from": begin, "until": until, "x": left, "width": width, "today": here})
        left += width
    return drawn
