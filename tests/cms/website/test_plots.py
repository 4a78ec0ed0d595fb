"""Where the marks of a plot stand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cms.website import plots


def row(start: str | None, end: str | None) -> dict[str, Any]:
    return {"start": start, "end": end, "name": "Uitval"}


def indicator(unit: str, *rows: dict[str, Any]) -> dict[str, Any]:
    return {"unit": unit, "rows": list(rows)}


@pytest.mark.parametrize(("highest", "end"), [("14", 20), ("20", 20), ("20.1", 100), ("100", 100), ("140", 140)])
def test_percentages_have_one_of_two_axes(highest: str, end: int) -> None:
    assert plots.axis_end("percent", Decimal(highest)) == end


@pytest.mark.parametrize(
    ("highest", "end"), [("3.5", "4"), ("38", "40"), ("41", "50"), ("710", "1000"), ("0.3", "0.4"), ("10", "10")]
)
def test_other_axes_end_at_a_round_number(highest: str, end: str) -> None:
    assert plots.axis_end("weken", Decimal(highest)) == Decimal(end)


def test_an_axis_starts_at_zero_and_has_five_ticks_inside_the_plot() -> None:
    (axis,) = plots.measurement_axes([indicator("percent", row("14", "9"))])
    assert [tick["value"] for tick in axis["ticks"]] == [0, 5, 10, 15, 20]
    assert [tick["x"] for tick in axis["ticks"]] == [6, 28, 50, 72, 94]


def test_indicators_of_one_unit_share_their_axis() -> None:
    (axis,) = plots.measurement_axes([indicator("weken", row("3", "2")), indicator("weken", row("30", "8"))])
    assert axis["end"] == 40
    assert len(axis["indicators"]) == 2


def test_a_percentage_under_twenty_keeps_an_axis_of_its_own() -> None:
    axes = plots.measurement_axes([indicator("percent", row("14", "9")), indicator("percent", row("46", "88"))])
    assert [axis["end"] for axis in axes] == [20, 100]


def test_a_value_that_was_not_counted_has_no_mark() -> None:
    (axis,) = plots.measurement_axes([indicator("weken", row(None, "2"))])
    drawn = axis["indicators"][0]["rows"][0]
    assert drawn["start_x"] is None
    assert drawn["end_x"] == 94


def test_zero_is_a_value() -> None:
    (axis,) = plots.measurement_axes([indicator("aantal", row("0", "0"))])
    assert axis["indicators"][0]["rows"][0]["end_x"] == 6


@pytest.mark.parametrize(
    ("start", "end", "anchors"),
    [("31", "34", ("end", "start")), ("34", "31", ("start", "end")), ("31", "60", ("middle", "middle"))],
)
def test_labels_turn_outward_where_they_would_touch(start: str, end: str, anchors: tuple[str, str]) -> None:
    (axis,) = plots.measurement_axes([indicator("percent", row(start, end))])
    drawn = axis["indicators"][0]["rows"][0]
    assert (drawn["start_anchor"], drawn["end_anchor"]) == anchors


@pytest.mark.parametrize(("total", "per"), [(0, 1), (60, 1), (61, 5), (300, 5), (301, 10), (10**9, 5000)])
def test_a_sign_stands_for_one_report_up_to_sixty(total: int, per: int) -> None:
    assert plots.signs_per_mark(total) == per


def test_the_longest_bar_is_the_largest_amount() -> None:
    assert [plots.bar_share(each, ["512000", "95000"]) for each in ("512000", "95000")] == [100.0, 18.6]
    assert plots.bar_share("0", ["0"]) == 0.0


def parts(kind: str, free: str | None, possible: str | None, today: str) -> list[tuple[str, bool]]:
    return [(p["code"], p["today"]) for p in plots.reversibility_parts(kind, free, possible, date.fromisoformat(today))]


def test_going_back_is_free_then_costs_money_then_is_impossible() -> None:
    assert parts("deels", "2027-05-01", "2028-08-01", "2026-11-03") == [
        ("free", True),
        ("cost", False),
        ("fixed", False),
    ]


def test_today_is_in_the_part_that_ends_on_it() -> None:
    assert parts("deels", "2027-05-01", "2028-08-01", "2027-05-01")[0] == ("free", True)
    assert parts("deels", "2027-05-01", "2028-08-01", "2027-05-02")[1] == ("cost", True)
    assert parts("deels", "2027-05-01", "2028-08-01", "2028-08-02")[2] == ("fixed", True)


def test_only_what_the_record_says_is_drawn() -> None:
    assert parts("omkeerbaar", None, None, "2026-01-01") == [("free", True)]
    assert parts("onomkeerbaar", None, None, "2026-01-01") == [("fixed", True)]
    assert parts("deels", None, None, "2026-01-01") == [("cost", True)]
    assert parts("onomkeerbaar", "2025-01-01", None, "2026-01-01") == [("free", False), ("fixed", True)]


@pytest.mark.parametrize("kind", ["omkeerbaar", "deels", "onomkeerbaar"])
@pytest.mark.parametrize("free", [None, "2025-01-01"])
@pytest.mark.parametrize("possible", [None, "2026-01-01"])
def test_the_parts_always_fill_the_bar_and_today_is_in_one(kind: str, free: str | None, possible: str | None) -> None:
    drawn = plots.reversibility_parts(kind, free, possible, date(2025, 6, 1))
    assert sum(part["width"] for part in drawn) == 100
    assert sum(part["today"] for part in drawn) == 1
