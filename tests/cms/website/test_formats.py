"""Dates, numbers and amounts as a Dutch reader expects them."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from cms.website import formats


def test_a_date_is_written_in_full() -> None:
    assert formats.long_date("2024-08-01") == "1 augustus 2024"
    assert formats.long_date(date(2025, 3, 12)) == "12 maart 2025"


def test_a_month_has_no_day() -> None:
    assert formats.month("2024-08-01") == "augustus 2024"


def test_text_that_is_no_date_is_refused() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        formats.long_date("augustus")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1234.5, "1.234,5"),
        ("148000", "148.000"),
        ("12.50", "12,5"),
        (0, "0"),
        (Decimal("-3.25"), "-3,25"),
        ("1E+3", "1.000"),
    ],
)
def test_a_number_has_a_point_per_thousand_and_a_comma_for_decimals(value: formats.Number, expected: str) -> None:
    assert formats.number(value) == expected


def test_a_number_is_rounded_half_up_when_asked() -> None:
    assert formats.number("2.5", 0) == "3"
    assert formats.number("2.345", 2) == "2,35"


@pytest.mark.parametrize(("value", "expected"), [("3150", "€\xa03.150"), ("12.5", "€\xa012,50"), ("12.00", "€\xa012")])
def test_an_amount_never_breaks_after_the_euro_sign(value: str, expected: str) -> None:
    assert formats.euro(value) == expected


def test_a_percentage_always_has_its_fraction() -> None:
    assert formats.share(29, 204) == "14% (29 van 204)"


def test_of_nothing_there_is_no_percentage() -> None:
    assert formats.share(0, 0) == "0 van 0"


def test_one_is_singular_and_none_is_plural() -> None:
    assert [formats.counted(n, "rapport", "rapporten") for n in (0, 1, 1204)] == [
        "0 rapporten",
        "1 rapport",
        "1.204 rapporten",
    ]


def test_words_are_joined_as_in_speech() -> None:
    assert [formats.joined(words) for words in ([], ["po"], ["po", "vo"], ["po", "vo", "mbo"])] == [
        "",
        "po",
        "po en vo",
        "po, vo en mbo",
    ]


def test_an_editor_who_works_in_english_still_sees_dutch_in_the_preview() -> None:
    with translation.override("en"):
        assert formats.long_date("2024-08-01") == "1 augustus 2024"
        assert formats.number("1234.5") == "1.234,5"
