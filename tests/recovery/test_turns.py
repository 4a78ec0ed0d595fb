"""One worker works; the next one takes over when it is killed or stopped, and who comes back late destroys nothing."""

import os
import signal
from typing import Final

import pytest

from lessons.records.publishing import withdraw
from search.engines.base import Engine
from search.index.leases import WORKER, WRITER, Claim, holder_of
from search.index.models import Outbox
from search.index.rebuilding import rebuild
from tests.factories import make_report, publish
from tests.recovery.places import BEFORE_WRITE
from tests.recovery.workers import Nursery
from tests.search.index.conftest import Find
from tests.search.index.processes import wait_for

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS: Final = 8.0
"""To take over: what is left of the lease, the next look, and a batch, on a busy machine."""


def works(pid: int) -> bool:
    return f":{pid}:" in holder_of(WORKER)


def settled() -> bool:
    return not Outbox.objects.pending().exists()


def test_of_two_workers_one_works_and_the_other_takes_over_within_seconds_of_a_kill(
    workers: Nursery, engine: Engine, find: Find
) -> None:
    rebuild(engine)
    first = workers.worker()
    wait_for(lambda: works(first))
    second = workers.worker()
    wait_for(lambda: "another worker is at work" in workers.log, 20)
    before = publish(make_report(approach="Zeldzaamheidje."))
    wait_for(lambda: find("zeldzaamheidje") != [], 20)
    assert works(first)
    assert workers.log.count("another worker is at work") == 1, "the second one waits, the first one does not"

    workers.kill(first)
    later = publish(make_report(approach="Zeldzaamheidje."))

    both = {f"casusrapport:{before.number}", f"casusrapport:{later.number}"}
    assert wait_for(lambda: set(find("zeldzaamheidje")) == both, 30) < SECONDS
    assert works(second)


def test_a_right_is_kept_for_as_long_as_its_holder_is_busy(transactional_db: None) -> None:
    short = 2.5
    busy, other = Claim(WRITER, short), Claim(WRITER)

    with busy.held():
        taken_after = wait_for(other.take, 1.6 * short)
        busy.renew()

    assert taken_after >= 1.6 * short
    assert other.take()


def test_a_worker_that_was_stopped_lets_go_of_the_index_when_it_goes_on(
    workers: Nursery, engine: Engine, find: Find
) -> None:
    rebuild(engine)
    first = workers.worker()
    publish(make_report(approach="Zeldzaamheidje."))
    wait_for(lambda: find("zeldzaamheidje") != [])
    wait_for(settled)  # stopped while it writes into SQLite, it would keep everybody from writing
    second = workers.worker()
    os.kill(first, signal.SIGSTOP)
    assert wait_for(lambda: works(second), 30) < SECONDS

    os.kill(first, signal.SIGCONT)
    record = publish(make_report(approach="Zeldzaamheidje."))

    wait_for(lambda: f"casusrapport:{record.number}" in find("zeldzaamheidje"), 30)
    assert f"casusrapport:{record.number}" in find("zeldzaamheidje")
    assert works(second)


def test_a_worker_that_was_stopped_before_its_write_brings_nothing_back(
    workers: Nursery, engine: Engine, find: Find
) -> None:
    rebuild(engine)
    first = workers.worker(place=BEFORE_WRITE, signal=signal.SIGSTOP)
    wait_for(lambda: works(first))
    os.kill(first, signal.SIGUSR1)
    report = make_report(approach="Eerst met eekhoorns.")
    record = publish(report)
    withdrawn = publish(make_report(approach="Eerst met eekhoorns."))
    second = workers.worker()
    assert wait_for(lambda: works(second), 30) < SECONDS
    wait_for(settled)
    report.approach, report.change_note = "Later met otters.", "Andere dieren."
    publish(report)
    withdraw(withdrawn)
    wait_for(settled)
    workers.end(second)

    os.kill(first, signal.SIGCONT)
    wait_for(lambda: works(first), 30)
    wait_for(lambda: "another worker took over" in workers.log, 30)
    wait_for(settled)

    assert find("eekhoorns") == []
    assert find("otters") == [f"casusrapport:{record.number}"]
