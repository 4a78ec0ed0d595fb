"""Days that a fact may have: nobody means the year 1, and what lies beyond all calendars is a slip of the pen."""

from datetime import date
from typing import Final

from django.core.exceptions import ValidationError

FIRST: Final = date(2000, 1, 1)
LAST: Final = date(2100, 12, 31)
OUTSIDE: Final = f"Kies een dag tussen {FIRST.year} en {LAST.year}."


def sensible_day(day: date) -> None:
    """A validator for fields.

    Raises:
        ValidationError: the day is outside what can be meant.
    """
    if not FIRST <= day <= LAST:
        raise ValidationError(OUTSIDE)
