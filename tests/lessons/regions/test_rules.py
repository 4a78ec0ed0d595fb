"""Which municipalities belong to which region on a day: the rules, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.regions.rules import Area, coverage, growth

VEENRAND, LEK = 1, 2
LIST = ["assen", "borger", "coevorden"]


def day(text: str) -> date:
    return date.fromisoformat(text)


def area(region: int, municipality: str | None, first: str, last: str = "", sector: str = "po") -> Area:
    return Area(region, sector, municipality, day(first), day(last) if last else None)


@pytest.mark.parametrize(
    ("asked", "belongs"),
    [
        ("2023-07-05", False),  # the day before
        ("2023-07-06", True),  # the first day counts
        ("2024-02-29", True),
        ("2024-12-31", True),  # and so does the last
        ("2025-01-01", False),
    ],
)
def test_a_municipality_belongs_from_the_first_day_to_the_last(asked: str, belongs: bool) -> None:
    found = coverage([area(VEENRAND, "assen", "2023-07-06", "2024-12-31")], LIST, "po", day(asked))

    assert found.regions["assen"] == ((VEENRAND,) if belongs else ())
    assert found.covered == int(belongs)


def test_what_no_region_covers_is_a_gap_and_what_two_cover_an_overlap() -> None:
    areas = [
        area(VEENRAND, "assen", "2023-07-06"),
        area(LEK, "assen", "2024-01-01"),
        area(LEK, "borger", "2024-01-01"),
    ]

    found = coverage(areas, LIST, "po", day("2024-01-01"))

    assert (found.gaps, found.overlaps, found.covered) == (["coevorden"], ["assen"], 2)
    assert found.regions["assen"] == (VEENRAND, LEK)


def test_each_sector_has_its_own_borders() -> None:
    areas = [area(VEENRAND, "assen", "2023-07-06"), area(LEK, "assen", "2023-07-06", sector="vo")]

    assert coverage(areas, LIST, "po", day("2024-01-01")).regions["assen"] == (VEENRAND,)
    assert coverage(areas, LIST, "vo", day("2024-01-01")).regions["assen"] == (LEK,)


def test_a_national_region_covers_no_municipality() -> None:
    found = coverage([area(LEK, None, "2025-01-01")], LIST, "po", day("2025-01-01"))

    assert (found.national, found.covered) == ((LEK,), 0)


def test_a_municipality_that_is_not_in_the_list_counts_nowhere() -> None:
    found = coverage([area(LEK, "elders", "2025-01-01")], LIST, "po", day("2025-01-01"))

    assert (found.covered, found.gaps) == (0, LIST)


def test_growth_tells_who_came_who_moved_and_who_left() -> None:
    areas = [
        area(VEENRAND, "assen", "2023-07-06", "2024-12-31"),
        area(VEENRAND, "borger", "2023-07-06", "2025-12-31"),
        area(LEK, "assen", "2025-01-01"),
    ]

    told = [(step.day, dict(step.moved), step.covered) for step in growth(areas, LIST, "po", day("2030-01-01"))]

    assert told == [
        (day("2023-07-06"), {(None, VEENRAND): ("assen", "borger")}, 2),
        (day("2025-01-01"), {(VEENRAND, LEK): ("assen",)}, 2),
        (day("2026-01-01"), {(VEENRAND, None): ("borger",)}, 1),
    ]


def test_growth_ends_with_the_day_that_is_asked_and_a_row_that_goes_on_is_no_change() -> None:
    areas = [
        area(VEENRAND, "assen", "2023-07-06", "2024-12-31"),
        area(VEENRAND, "assen", "2025-01-01"),
        area(LEK, "borger", "2026-01-01"),
    ]

    assert [step.day for step in growth(areas, LIST, "po", day("2025-12-31"))] == [day("2023-07-06")]


days = st.dates(date(2022, 1, 1), date(2027, 12, 31))
drawn_areas = st.lists(
    st.builds(
        lambda region, place, first, length: Area(
            region, "po", place, first, None if length is None else first + timedelta(days=length)
        ),
        st.sampled_from([1, 2, 3]),
        st.sampled_from(LIST),
        days,
        st.none() | st.integers(0, 900),
    ),
    max_size=8,
)


@given(drawn_areas, days)
def test_the_steps_of_growth_lead_to_what_is_covered_on_every_day(areas: list[Area], asked: date) -> None:
    belongs: dict[str, set[int]] = {each: set() for each in LIST}
    for step in growth(areas, LIST, "po", asked):
        for (left, came), places in step.moved.items():
            for place in places:
                belongs[place] = (belongs[place] - {left}) | ({came} if came else set())  # type: ignore[operator]

    found = coverage(areas, LIST, "po", asked)

    assert {place: tuple(sorted(regions)) for place, regions in belongs.items()} == dict(found.regions)
