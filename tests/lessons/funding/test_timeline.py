"""The order of the timeline."""

import datetime

from lessons.funding.timeline import Moment, by_year


def moment(code: str, date: str, precision: str = "dag") -> Moment:
    return Moment(code, datetime.date.fromisoformat(date), precision, "besluit", code, "", "een-bron", [])


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
