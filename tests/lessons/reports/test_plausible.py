"""What cannot be true is named at its field; what is only unusual passes."""

import datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from lessons.reports.plausible import implausible

TODAY = datetime.date(2026, 2, 28)
BEGUN = datetime.date(2021, 10, 1)
ENDED = datetime.date(2024, 10, 1)


class Rows(list[Any]):
    def all(self) -> "Rows":
        return self


def measurement(unit: str = "percent", **fields: Any) -> SimpleNamespace:
    points = ("start", "end", "comparison_start", "comparison_end")
    empty = {f"{point}_{part}": None for point in points for part in ("value", "count", "denominator", "date")}
    indicator = SimpleNamespace(unit=unit) if unit else None
    return SimpleNamespace(**{**empty, "not_measured": False, "indicator": indicator, **fields})


def report(**fields: Any) -> SimpleNamespace:
    empty = dict.fromkeys(
        ("start_date", "end_date", "free_until", "possible_until", "cost_total", "cost_per_result", "cost_year")
    )
    rows = {name: Rows() for name in ("partners", "measurements", "cost_lines", "sources", "voices")}
    return SimpleNamespace(**{**empty, **rows, **fields})


def wrong(**fields: Any) -> list[tuple[str, str, int]]:
    return [(each.field, each.relation, each.row) for each in implausible(report(**fields), TODAY)]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"cost_total": Decimal(0), "cost_year": 2026},
        {"start_date": BEGUN, "end_date": BEGUN},
        {"start_date": datetime.date(2040, 1, 1)},
        {"measurements": Rows([measurement(start_value=Decimal(100), start_count=40, start_denominator=40)])},
        {"measurements": Rows([measurement("aantal", start_value=Decimal(150))])},
        {"measurements": Rows([measurement("euro", start_value=Decimal(-20))])},
        {"measurements": Rows([measurement("", start_value=Decimal(-20))])},
        {"measurements": Rows([measurement(start_count=9, start_denominator=4, not_measured=True)])},
        {"measurements": Rows([measurement(start_date=BEGUN, end_date=ENDED)])},
    ],
)
def test_what_may_be_true_passes(fields: dict[str, Any]) -> None:
    assert wrong(**fields) == []


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"cost_total": Decimal(-5)}, "cost_total"),
        ({"cost_per_result": Decimal("-0.01")}, "cost_per_result"),
        *[({"cost_year": year}, "cost_year") for year in (23, 1989, 3000, 99999)],
        ({"start_date": datetime.date(1, 1, 1)}, "start_date"),
        ({"start_date": datetime.date(2223, 9, 1)}, "start_date"),
        ({"start_date": ENDED, "end_date": BEGUN}, "end_date"),
        ({"free_until": ENDED, "possible_until": BEGUN}, "possible_until"),
    ],
)
def test_what_cannot_be_true_of_a_report_is_named(fields: dict[str, Any], at: str) -> None:
    assert wrong(**fields) == [(at, "", 0)]


@pytest.mark.parametrize(
    ("row", "at"),
    [
        (measurement(end_count=90, end_denominator=40), "end_count"),
        (measurement(comparison_end_count=8, comparison_end_denominator=5), "comparison_end_count"),
        (measurement(start_value=Decimal(150)), "start_value"),
        (measurement(start_value=Decimal(-1)), "start_value"),
        (measurement("cijfer", start_value=Decimal(11)), "start_value"),
        (measurement("weken", start_value=Decimal(-1)), "start_value"),
        (measurement(start_date=ENDED, end_date=BEGUN), "end_date"),
        (measurement(comparison_start_date=ENDED, comparison_end_date=BEGUN), "comparison_end_date"),
    ],
)
def test_what_cannot_be_true_of_a_measurement_is_named_with_its_row(row: SimpleNamespace, at: str) -> None:
    assert wrong(measurements=Rows([measurement(), row])) == [(at, "measurements", 1)]


def test_what_cannot_be_true_of_other_rows_is_named() -> None:
    rows = {
        "partners": Rows([SimpleNamespace(hours=None, fte=Decimal(-1))]),
        "cost_lines": Rows([SimpleNamespace(amount=Decimal(-1))]),
        "sources": Rows([SimpleNamespace(year=24)]),
        "voices": Rows([SimpleNamespace(asked_on=ENDED, answered_on=BEGUN)]),
    }

    assert wrong(**rows) == [
        ("fte", "partners", 0),
        ("amount", "cost_lines", 0),
        ("year", "sources", 0),
        ("answered_on", "voices", 0),
    ]
