"""The worker: brings every public change to the index, and publishes what was planned when its moment comes.

One process by lease. It is woken by each change; a slow look round is the net below that.
"""

import contextlib
import time
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone
from wagtail.models import Page, Revision

from lessons.records.scheduling import publish_due
from search.engines.base import Engine, EngineBlocked, EngineError, EngineMisconfigured, IndexMismatch, IndexMissing
from search.index.daily import DailyReconcile
from search.index.draining import drain
from search.index.leases import TTL_SECONDS, WORKER, Claim, LeaseLost, LeaseTaken, holder_of
from search.index.outbox import next_retry, note_trouble, pause_after
from search.index.wake import Ear

log = structlog.get_logger(__name__)

TAKEOVER_SECONDS: Final = 0.5
"""How often a second worker looks whether the first one is gone."""
BUSY_SECONDS: Final = 0.2
"""How long to wait for another process that writes the index, as a rebuild does at its end."""
LONGEST_PAUSE: Final = 60.0
"""Seconds between two tries while engine or database do not answer."""
LASTING: Final = (EngineBlocked, EngineMisconfigured)
"""What does not pass before somebody does something: it is tried once in a long while."""
COSTS_NOTHING: Final = (IndexMissing, IndexMismatch)
"""What every change may ask again: an index that was built meanwhile takes it at once."""
REFUSED_AGAIN_SECONDS: Final = 600.0
"""How often a planned publication that was refused is tried again."""
A_MOMENT: Final = timedelta(milliseconds=20)
"""Past its moment, a planned publication is due."""


def next_planned(after: datetime | None) -> datetime | None:
    """The first moment, later than ``after``, at which a publication or an expiry is planned."""
    publications = Revision.objects.filter(approved_go_live_at__isnull=False)
    expiries = Page.objects.filter(live=True, expire_at__isnull=False)
    if after is not None:
        publications = publications.filter(approved_go_live_at__gte=after)
        expiries = expiries.filter(expire_at__gte=after)
    moments = [
        publications.order_by("approved_go_live_at").values_list("approved_go_live_at", flat=True).first(),
        expiries.order_by("expire_at").values_list("expire_at", flat=True).first(),
    ]
    return min((moment for moment in moments if moment is not None), default=None)


class Planner:
    """Runs planned publications at their moments, and those that were refused once in a while."""

    def __init__(self) -> None:
        self.ran_at: datetime | None = None
        self.refused_again = 0.0

    def run(self) -> None:
        """Publish and expire what is due now; say what was refused."""
        now = timezone.now()
        planned = next_planned(self.ran_at)
        retry = time.monotonic() >= self.refused_again
        if not retry and (planned is None or planned >= now):
            return
        done = publish_due(now)
        self.ran_at, self.refused_again = now, time.monotonic() + REFUSED_AGAIN_SECONDS
        if done.published or done.expired or done.refused:
            log.info("planned", published=done.published, expired=done.expired, refused=done.refused)

    def next(self) -> datetime | None:
        """When to run again at the latest, as far as is known now."""
        planned = next_planned(self.ran_at)
        return planned + A_MOMENT if planned else None


class Worker:
    """Runs until told to stop. ``poll_seconds``: how often it looks for work that it was not woken for."""

    def __init__(self, engine: Engine, poll_seconds: float) -> None:
        self.engine = engine
        self.poll_seconds = poll_seconds
        self.claim = Claim(WORKER)
        self.ear = Ear()
        self.planner = Planner()
        self.daily = DailyReconcile(engine)
        self.stopping = False
        self.failures = 0
        self.look_at = 0.0
        """When to look for work unasked, in the clock of `time.monotonic`."""
        self.write_at = 0.0
        """Before this moment the index is left alone, whatever changes: it could not be written a while ago."""

    def stop(self) -> None:
        """Let `run` end after the batch that is under way. May be called from a signal handler."""
        self.stopping = True
        self.ear.stop()

    def run(self) -> None:
        """Wait for the lease, work, and give the lease back at the end."""
        log.info("worker started", holder=self.claim.holder)
        try:
            while not self.stopping:
                self._run_once()
        finally:
            self.ear.close()
            self.daily.stop()
            with contextlib.suppress(DatabaseError, InterfaceError):  # then the lease ends by itself
                self.claim.release()
            self.engine.close()
            log.info("worker stopped")

    def _run_once(self) -> None:
        try:
            if self.claim.take():
                self.serve()
            else:
                self._wait_for_lease()
        except LeaseLost as lost:
            log.warning("another worker took over", error=str(lost))
        except (DatabaseError, InterfaceError) as error:
            self.failures += 1
            log.error("the database does not answer", error=str(error), failures=self.failures)
            connection.close()
            self.ear.wait(self._pause())
        finally:
            self.ear.deafen()

    def _wait_for_lease(self) -> None:
        """Be ready to take over as soon as the present worker is gone, and let go of the index for that one."""
        log.info("another worker is at work; waiting", holder=holder_of(WORKER))
        with contextlib.suppress(EngineError):
            self.engine.close()
        while not self.stopping and (holder_of(WORKER) or not self.claim.take()):
            close_old_connections()
            self.ear.wait(TAKEOVER_SECONDS)

    def serve(self) -> None:
        """Work while the lease is ours.

        Raises:
            LeaseLost: another worker took over.
        """
        self.ear.listening = True
        self.look_at = time.monotonic()
        woken = False
        with self.claim.kept():
            while not self.stopping:
                close_old_connections()
                self.claim.renew()
                if woken or time.monotonic() >= self.look_at:
                    with self.daily.aside():
                        self.work()
                woken = self.ear.wait(min(self.look_at - time.monotonic(), TTL_SECONDS / 3))

    def work(self) -> None:
        """Publish what is due and empty the outbox; then set the time of the next look."""
        self.planner.run()
        if time.monotonic() < self.write_at:
            self.look_at = min(self.write_at, time.monotonic() + self._until_planned())
            return
        try:
            while not self.stopping and drain(self.engine).is_full:
                self.claim.renew()
        except LeaseTaken:
            self.look_at = time.monotonic() + BUSY_SECONDS
        except EngineError as error:
            self._wait_after(error)
        else:
            if self.failures:
                log.info("the index can be written again")
            self.failures = 0
            self.daily.start_when_due()
            self.look_at = time.monotonic() + self._until_next_look()

    def _wait_after(self, error: EngineError) -> None:
        """Leave the index alone for a while: what will not pass by itself, longer."""
        self.failures += 1
        lasting = isinstance(error, LASTING)
        pause = LONGEST_PAUSE if lasting else self._pause()
        said = "an operator must act: the index cannot be written" if lasting else "the index cannot be written"
        log.error(
            f"{said}; changes wait",
            kind=type(error).__name__,
            error=str(error),
            failures=self.failures,
            again_in=round(pause, 1),
        )
        note_trouble(error)
        again_at = time.monotonic() + pause
        self.write_at = 0.0 if isinstance(error, COSTS_NOTHING) else again_at
        self.look_at = min(again_at, time.monotonic() + self._until_planned())

    def _pause(self) -> float:
        return min(pause_after(self.failures), LONGEST_PAUSE)

    def _until_planned(self) -> float:
        """Seconds until a planned publication is due."""
        planned = self.planner.next()
        return max((planned - timezone.now()).total_seconds(), 0.0) if planned else LONGEST_PAUSE

    def _until_next_look(self) -> float:
        """Seconds until a retry or a planned publication is due, at most the time between two looks round."""
        now = timezone.now()
        moments = [moment for moment in (next_retry(), self.planner.next()) if moment is not None]
        return min([self.poll_seconds, *(max((moment - now).total_seconds(), 0.0) for moment in moments)])
