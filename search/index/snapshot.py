"""Several questions to the database, answered as of one moment."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from django.db import connection

_BEGIN: Final[Mapping[str, str]] = {
    "sqlite": "BEGIN DEFERRED",
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
}


@contextmanager
def snapshot() -> Iterator[None]:
    """Let all that is read in the block be of one moment: of a transaction that commits meanwhile, nothing is seen.

    For reading only; what is written in the block is refused. It takes no lock that a publication would wait for,
    which is why `transaction.atomic` is not used: on SQLite that waits for whoever is writing. Inside a transaction of
    the caller the block changes nothing.
    """
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(_BEGIN[connection.vendor])
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")  # there is nothing to commit, and it ends a failed transaction too
