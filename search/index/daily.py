"""The reconcile that the worker runs once a day, beside its own work."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import structlog
from django.db import connection

from search.engines.base import Engine
from search.index.leases import Claim
from search.index.rebuilding import Keys
from search.index.reconciling import reconcile, repair

log = structlog.get_logger(__name__)

RECONCILE: Final = "reconcile"
"""The right to reconcile. Whoever did so keeps it until it is due again; who died of it, for a short time."""
DAY_SECONDS: Final = 24 * 3600.0
RETRY_SECONDS: Final = 3600.0
STOP_SECONDS: Final = 10.0


class Stopped(Exception):  # not a fault: the worker ends
    """The worker ends before the comparison did."""


class DailyReconcile:
    """Compares and repairs in a thread with a database connection of its own, so that changes need not wait for it.

    Two threads that calculate take turns, and that alone would double the time until a change is found. So it reads
    the documents, its longest part, only while the worker rests.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.thread: threading.Thread | None = None
        self.stopping = False
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def start_when_due(self) -> None:
        """Begin when a day has passed since any worker did."""
        if self.thread is not None and self.thread.is_alive():
            return
        claim = Claim(RECONCILE, RETRY_SECONDS)
        if claim.take():
            self.thread = threading.Thread(target=self.run, args=(claim,), name=RECONCILE, daemon=True)
            self.thread.start()

    def run(self, claim: Claim) -> None:
        """Compare once; say what differs and hand it to the worker. What goes wrong is tried again in an hour."""
        try:
            found = reconcile(self.engine, self._until_stopped)
            repair(found)
            claim.seconds = DAY_SECONDS
            claim.take()
            if found.any:
                log.error(
                    "records and index differ",
                    missing=found.missing,
                    extra=found.extra,
                    stale=found.stale,
                    failed=found.failed,
                    editions=found.editions,
                )
            else:
                log.info("records and index agree")
        except Stopped:
            claim.release()
        except Exception:
            log.exception("the reconcile failed")
            claim.take()
        finally:
            connection.close()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Let it wait, after the few documents that it is reading, for as long as the block lasts."""
        self.may_go_on.clear()
        try:
            yield
        finally:
            self.may_go_on.set()

    def _until_stopped(self, keys: Keys) -> Iterator[tuple[str, str]]:
        for key in keys:
            self.may_go_on.wait()
            if self.stopping:
                raise Stopped
            yield key

    def stop(self) -> None:
        """End the comparison that is under way."""
        self.stopping = True
        if self.thread is not None:
            self.thread.join(STOP_SECONDS)
