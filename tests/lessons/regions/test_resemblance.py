"""In what two regions are alike: by table, and never as one number."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.regions.resemblance import Aspect, Profile, Trend, compare, is_alike, most_alike_first, near, trend_of

OURS = Profile(frozenset({"po", "vo"}), 20_000, "niet", Trend.SHRINKING, False, True, 10)


@pytest.mark.parametrize(
    ("aspect", "theirs", "alike"),
    [
        (Aspect.SECTORS, {"sectors": frozenset({"po", "vo", "mbo"})}, True),
        (Aspect.SECTORS, {"sectors": frozenset({"po"})}, False),
        (Aspect.SECTORS, {"sectors": frozenset()}, None),
        (Aspect.PUPILS, {"pupils": 30_000}, True),
        (Aspect.PUPILS, {"pupils": 30_001}, False),
        (Aspect.PUPILS, {"pupils": 13_334}, True),
        (Aspect.PUPILS, {"pupils": 13_333}, False),
        (Aspect.PUPILS, {"pupils": None}, None),
        (Aspect.URBANITY, {"urbanity": "niet"}, True),
        (Aspect.URBANITY, {"urbanity": "sterk"}, False),
        (Aspect.URBANITY, {"urbanity": ""}, None),
        (Aspect.TREND, {"trend": Trend.GROWING}, False),
        (Aspect.TREND, {"trend": None}, None),
        (Aspect.LARGE_CITY, {"large_city": False}, True),
        (Aspect.LARGE_CITY, {"large_city": True}, False),
        (Aspect.INSTITUTE, {"institute": None}, None),
        (Aspect.BOARDS, {"boards": 15}, True),
        (Aspect.BOARDS, {"boards": 16}, False),
    ],
)
def test_each_aspect_has_its_own_rule(aspect: Aspect, theirs: dict[str, object], alike: bool | None) -> None:
    assert is_alike(aspect, OURS, replace(OURS, **theirs)) is alike  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("percent", "trend"),
    [
        (None, None),
        ("0", Trend.STABLE),
        ("0.3", Trend.STABLE),
        ("-0.3", Trend.STABLE),
        ("0.4", Trend.GROWING),
        ("-0.4", Trend.SHRINKING),
    ],
)
def test_a_small_change_is_no_trend(percent: str | None, trend: Trend | None) -> None:
    assert trend_of(None if percent is None else Decimal(percent)) is trend


def test_the_most_alike_comes_first_and_the_unknown_speaks_for_nobody() -> None:
    others = [
        ("zuid", Profile(urbanity="niet")),
        ("noord", replace(OURS, boards=90)),
        ("west", replace(OURS, urbanity="sterk", boards=90)),
        ("oost", Profile(urbanity="niet", boards=90)),
    ]

    assert [key for key, _ in most_alike_first(OURS, others)] == ["noord", "west", "zuid", "oost"]


profiles = st.builds(
    Profile,
    sectors=st.frozensets(st.sampled_from(["po", "vo", "mbo", "so"])),
    pupils=st.none() | st.integers(0, 100_000),
    urbanity=st.sampled_from(["", "niet", "sterk"]),
    trend=st.none() | st.sampled_from(list(Trend)),
    large_city=st.none() | st.booleans(),
    institute=st.none() | st.booleans(),
    boards=st.none() | st.integers(0, 60),
)


@given(profiles, profiles)
def test_every_aspect_is_told_once(ours: Profile, theirs: Profile) -> None:
    told = compare(ours, theirs)

    assert sorted([*told.same, *told.different, *told.unknown]) == sorted(Aspect)


@given(profiles)
def test_a_region_is_like_itself_in_all_that_is_known(ours: Profile) -> None:
    assert compare(ours, ours).different == ()


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_two_counts_are_as_near_as_they_are_the_other_way(one: int, other: int) -> None:
    assert near(one, other) is near(other, one)
