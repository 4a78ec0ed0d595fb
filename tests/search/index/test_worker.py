"""The worker is woken, takes turns by lease, publishes what was planned and stops cleanly. Real processes."""

import datetime
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection, transaction
from django.utils import timezone

from lessons.records.approvals import approve
from lessons.records.publishing import withdraw
from lessons.reports.document import document
from search.engines.base import Engine
from search.index.leases import TTL_SECONDS, WORKER, holder_of
from search.index.models import Lease, Outbox
from search.index.rebuilding import rebuild
from search.index.wake import bell
from search.index.worker import Worker
from tests.factories import UserFactory, make_report, publish
from tests.search.index.conftest import Find
from tests.search.index.processes import end, start, wait_for

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

SOON = 2.0
"""Seconds. The workers of these tests look round by themselves every 60."""


def settled() -> bool:
    return not Outbox.objects.pending().exists()


def listening() -> bool:
    return holder_of(WORKER) != "" and (connection.vendor != "sqlite" or bell().exists())


@pytest.fixture
def worker(engine: Engine, tmp_path: Path) -> "Iterator[subprocess.Popen[str]]":
    """A worker that is at work and has nothing to do."""
    make_report()
    rebuild(engine)
    process = start(tmp_path)
    wait_for(lambda: process.poll() is not None or (listening() and settled()))
    wait_for(lambda: False, 0.5)
    assert process.poll() is None, (tmp_path / "search_worker.log").read_text()
    yield process
    end(process)


def test_a_publication_is_found_within_two_seconds_although_polling_is_slow(
    worker: "subprocess.Popen[str]", find: Find
) -> None:
    record = publish(make_report(approach="Zeldzaamheidje."))

    seconds = wait_for(lambda: find("zeldzaamheidje") == [f"casusrapport:{record.number}"], 10)

    assert seconds < SOON

    withdraw(record)

    assert wait_for(lambda: find("zeldzaamheidje") == [], 10) < SOON


def test_a_worker_that_is_told_to_stop_ends_cleanly_and_gives_its_lease_back(
    worker: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    worker.send_signal(signal.SIGTERM)

    assert worker.wait(10) == 0
    assert holder_of(WORKER) == ""
    assert "worker stopped" in (tmp_path / "search_worker.log").read_text()


def test_a_second_worker_waits_and_takes_over(worker: "subprocess.Popen[str]", find: Find, tmp_path: Path) -> None:
    first = holder_of(WORKER)
    second = start(tmp_path)
    try:
        wait_for(lambda: "another worker is at work" in (tmp_path / "search_worker.log").read_text())
        assert holder_of(WORKER) == first

        worker.kill()
        worker.wait()
        Lease.objects.update(until=timezone.now() - datetime.timedelta(seconds=TTL_SECONDS))
        wait_for(lambda: holder_of(WORKER) not in ("", first))

        record = publish(make_report(approach="Zeldzaamheidje."))
        assert wait_for(lambda: find("zeldzaamheidje") == [f"casusrapport:{record.number}"], 20) < 10
    finally:
        end(second)


def test_a_planned_publication_happens_at_its_moment_and_is_found(engine: Engine, find: Find, tmp_path: Path) -> None:
    report = make_report(approach="Zeldzaamheidje.")
    rebuild(engine)
    report.go_live_at = timezone.now() + datetime.timedelta(seconds=8)
    with transaction.atomic():
        revision = report.save_revision()
        approve(report.pk, document(revision.as_object()), UserFactory(), final=True)
        revision.publish()
    assert find("zeldzaamheidje") == []
    process = start(tmp_path)
    try:
        assert wait_for(lambda: find("zeldzaamheidje") != [], 30) < 30
        assert timezone.now() >= report.go_live_at
    finally:
        end(process)


def test_a_worker_without_an_index_keeps_the_changes_and_brings_them_once_there_is_one(
    engine: Engine, find: Find, tmp_path: Path
) -> None:
    record = publish(make_report(approach="Zeldzaamheidje."))
    process = start(tmp_path)
    try:
        wait_for(lambda: "the index cannot be written" in (tmp_path / "search_worker.log").read_text())
        assert not settled()

        rebuild(engine)
        later = publish(make_report(approach="Zeldzaamheidje."))

        wait_for(lambda: len(find("zeldzaamheidje")) == 2, 20)
        assert set(find("zeldzaamheidje")) == {f"casusrapport:{record.number}", f"casusrapport:{later.number}"}
    finally:
        end(process)


def test_a_worker_lets_go_when_another_one_took_its_lease(engine: Engine) -> None:
    rebuild(engine)
    worker = Worker(engine, poll_seconds=60)
    Lease.objects.update_or_create(
        name=WORKER, defaults={"holder": "another", "until": timezone.now() + datetime.timedelta(seconds=60)}
    )
    worker.stop()

    worker.run()

    assert holder_of(WORKER) == "another"
