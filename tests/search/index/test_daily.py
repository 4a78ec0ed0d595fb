"""Once a day the worker compares records and index, and mends what differs."""

import datetime
import threading
from collections.abc import Callable

import pytest
from django.utils import timezone

from lessons.records.models import PublicRecord
from search.engines.base import Engine
from search.index.daily import RECONCILE, RETRY_SECONDS, DailyReconcile
from search.index.leases import Claim
from search.index.models import Lease, Outbox
from tests.factories import make_report, publish
from tests.search.index.conftest import lose

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def record(index: Engine, catch_up: Callable[[], None]) -> PublicRecord:
    """A published report that was lost from the index."""
    made = publish(make_report())
    catch_up()
    lose(index, made)
    return made


def once(daily: DailyReconcile) -> None:
    daily.start_when_due()
    if daily.thread is not None:
        daily.thread.join(30)


def until() -> datetime.datetime:
    return Lease.objects.get(name=RECONCILE).until


def test_what_was_lost_is_handed_to_the_worker(record: PublicRecord, index: Engine) -> None:
    once(DailyReconcile(index))

    assert [str(row) for row in Outbox.objects.pending()] == [f"casusrapport:{record.number}"]


def test_it_runs_once_a_day_whichever_worker_is_at_work(record: PublicRecord, index: Engine) -> None:
    Claim(RECONCILE, 3600).take()

    once(DailyReconcile(index))

    assert not Outbox.objects.pending().exists()

    Lease.objects.update(until=timezone.now() - datetime.timedelta(seconds=1))
    once(DailyReconcile(index))

    assert Outbox.objects.pending().exists()
    assert until() > timezone.now() + datetime.timedelta(hours=23)


def test_without_an_index_it_is_tried_again_in_an_hour(engine: Engine) -> None:
    once(DailyReconcile(engine))

    assert until() < timezone.now() + datetime.timedelta(seconds=RETRY_SECONDS + 5)


def test_a_worker_that_ends_leaves_it_to_the_next_one(record: PublicRecord, index: Engine) -> None:
    ending = DailyReconcile(index)
    ending.stop()

    once(ending)

    assert until() < timezone.now()


def test_it_stands_aside_while_the_worker_works(record: PublicRecord, index: Engine) -> None:
    daily, asked = DailyReconcile(index), threading.Event()
    wait = daily.may_go_on.wait
    daily.may_go_on.wait = lambda timeout=None: asked.set() or wait(timeout)  # type: ignore[method-assign,func-returns-value]

    with daily.aside():
        daily.start_when_due()
        assert daily.thread is not None
        assert asked.wait(30)
        daily.thread.join(1)
        assert daily.thread.is_alive()
        assert not Outbox.objects.pending()
    daily.thread.join(30)

    assert [str(row) for row in Outbox.objects.pending()] == [f"casusrapport:{record.number}"]
