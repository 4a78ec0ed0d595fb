"""The order of the timeline."""

import datetime

from lessons.funding.timeline import Moment, by_year, days_of

NOW = datetime.datetime(2024, 5, 1, 12, tzinfo=datetime.UTC)


def moment(code: str, date: str, precision: str = "dag") -> Moment:
    return Moment(code, datetime.date.fromisoformat(date), precision, "besluit", code, "", "een-bron", [], NOW)


def test_the_newest_year_stands_first_and_a_year_reads_as_it_happened() -> None:
    years = by_year([moment("mei", "2023-05-01"), moment("juni", "2022-06-01"), moment("maart", "2023-03-01")])

    assert [(year.number, [each.code for each in year.moments]) for year in years] == [
        (2023, ["maart", "mei"]),
        (2022, ["juni"]),
    ]


def test_what_is_only_known_to_a_year_or_month_stands_before_its_first_day() -> None:
    (year,) = by_year(
        [
            moment("nieuwjaar", "2025-01-01"),
            moment("in-januari", "2025-01-01", "maand"),
            moment("in-2025", "2025-01-01", "jaar"),
        ]
    )

    assert [each.code for each in year.moments] == ["in-2025", "in-januari", "nieuwjaar"]


def test_without_milestones_there_are_no_years() -> None:
    assert by_year([]) == []


def test_days_are_no_more_exact_than_the_date() -> None:
    assert days_of(moment("dag", "2024-02-28")) == (datetime.date(2024, 2, 28), datetime.date(2024, 2, 29))
    assert days_of(moment("maand", "2023-12-01", "maand")) == (datetime.date(2023, 12, 1), datetime.date(2024, 1, 1))
    assert days_of(moment("jaar", "2023-01-01", "jaar")) is None
