"""How dates, numbers and amounts are written on public pages: always Dutch, whatever language an editor works in."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TypeAlias

from django.utils import translation
from django.utils.formats import date_format, number_format

Number: TypeAlias = int | float | str | Decimal
NO_BREAK = "\N{NO-BREAK SPACE}"


def long_date(value: date | str) -> str:
    """``2024-08-01`` → "1 augustus 2024". Takes a date or ISO text.

    Raises:
        ValueError: the text is no ISO date.
    """
    return _dated(value, "j F Y")


def month(value: date | str) -> str:
    """``2024-08-01`` → "augustus 2024". Takes a date or ISO text.

    Raises:
        ValueError: the text is no ISO date.
    """
    return _dated(value, "F Y")


def _dated(value: date | str, pattern: str) -> str:
    day = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    with translation.override("nl"):
        return date_format(day, pattern)


@lru_cache(maxsize=10_000)
def number(value: Number, decimals: int | None = None) -> str:
    """1234.5 → "1.234,5". ``decimals`` rounds half up; without it, only zeros at the end are dropped."""
    exact = Decimal(str(value))
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    elif exact == exact.to_integral_value():
        exact = exact.quantize(Decimal(1))
    else:
        exact = exact.normalize()
    with translation.override("nl"):
        return str(number_format(exact, use_l10n=True, force_grouping=True))


def euro(value: Number) -> str:
    """148000 → "€ 148.000", 12.5 → "€ 12,50": a space that does not break, cents only where there are any."""
    exact = Decimal(str(value))
    whole = exact == exact.to_integral_value()
    return f"€{NO_BREAK}{number(exact, 0 if whole else 2)}"


def counted(count: int, one: str, many: str) -> str:
    """The count with its word: "1 rapport", "1.204 rapporten"."""
    return f"{number(count)} {one if count == 1 else many}"


def share(count: int, denominator: int) -> str:
    """A percentage with its fraction: 29 of 204 → "14% (29 van 204)"; of nothing there is no percentage."""
    fraction = f"{number(count)} van {number(denominator)}"
    if not denominator:
        return fraction
    return f"{number(Decimal(count) * 100 / denominator, 0)}% ({fraction})"


def inside(label: str) -> str:
    """A label inside a sentence: "Voorloper" → "voorloper", but "RAP-regio" and "SO&P-partnerschap" as they are."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def joined(words: Iterable[str], last: str = "en") -> str:
    """Words as one phrase: "po", "po en vo", "po, vo en mbo"."""
    *head, tail = [str(word) for word in words] or [""]
    return f"{', '.join(head)} {last} {tail}" if head else tail
