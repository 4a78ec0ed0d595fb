"""What time it is for a publication. An import of older material carries its own moments."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils import timezone

_moment: ContextVar[datetime.datetime | None] = ContextVar("moment", default=None)


def now() -> datetime.datetime:
    """The moment that counts for approvals, editions and withdrawals."""
    return _moment.get() or timezone.now()


@contextmanager
def at(moment: datetime.datetime) -> Iterator[None]:
    """Let everything inside count as done at ``moment``. For importers alone."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
