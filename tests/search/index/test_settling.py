"""Whoever writes down what is in the index never waits for a publication that is going on.

A publication may hold one row and want another: two that wait for each other end with an error for one of them, and
that could be the editor.
"""

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection, transaction

from search.engines.base import Engine
from search.index.draining import Drained, drain
from search.index.models import Outbox
from search.index.outbox import BATCH, fail, requeue, settle
from search.index.rebuilding import rebuild
from tests.search.index.conftest import EMBEDDED
from tests.search.index.processes import database_url

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has one writer at a time"),
]


@pytest.fixture
def publication() -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """Somebody else's transaction, in which ``casusrapport:1`` changes; nothing waits for it longer than a second."""
    requeue([("casusrapport", "1"), ("casusrapport", "2")])
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '1s'")
    with psycopg.connect(database_url()) as other:
        other.execute("UPDATE search_outbox SET changed_in = 2 WHERE key = '1'")
        yield other
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = DEFAULT")


def pending() -> list[str]:
    return sorted(Outbox.objects.pending().values_list("key", flat=True))


def test_what_changes_at_this_moment_stays_pending_and_the_rest_is_settled(
    publication: "psycopg.Connection[tuple[object, ...]]",
) -> None:
    with transaction.atomic():
        settle(list(Outbox.objects.all()))

    assert pending() == ["1"]
    publication.commit()
    assert pending() == ["1"]


def test_a_failure_of_what_changes_at_this_moment_is_not_written_down(
    publication: "psycopg.Connection[tuple[object, ...]]",
) -> None:
    for row in Outbox.objects.all():
        fail(row, ValueError("leeg"))

    publication.rollback()
    assert dict(Outbox.objects.values_list("key", "attempts")) == {"1": 0, "2": 1}


@EMBEDDED
@pytest.mark.usefixtures("publication")
def test_worker_and_rebuild_end_while_a_publication_goes_on(engine: Engine) -> None:
    rebuild(engine)
    assert pending() == ["1"]

    requeue([("casusrapport", "2")])
    assert drain(engine) == Drained(done=1, rows=2)
    assert pending() == ["1"]


def test_a_batch_of_which_nothing_could_be_settled_is_not_tried_again_at_once() -> None:
    assert not Drained(rows=BATCH).is_full
    assert Drained(done=1, rows=BATCH).is_full
    assert not Drained(done=BATCH - 1, rows=BATCH - 1).is_full
