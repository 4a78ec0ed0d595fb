"""Whether a report may be out of date. Pure: the day is handed in."""

import datetime

OUTDATED_MONTHS = 18


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day some months on; the last day of the month where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    first = datetime.date(day.year + years, month + 1, 1)
    following = (first + datetime.timedelta(days=32)).replace(day=1)
    last = (following - datetime.timedelta(days=1)).day
    return first.replace(day=min(day.day, last))


def is_outdated(published_on: datetime.date, confirmed_on: datetime.date | None, today: datetime.date) -> bool:
    """Whether the last edition, or the region's word that it is still true, is 18 months old."""
    last = max(day for day in (published_on, confirmed_on) if day is not None)
    return today >= months_later(last, OUTDATED_MONTHS)
