"""Rights that one process at a time holds, kept in the database and measured by its clock."""

import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Final, Self

import structlog
from django.db import DatabaseError, InterfaceError, close_old_connections, connection, transaction
from django.db.models import Q
from django.db.models.functions import Now

from search.index.models import Lease

log = structlog.get_logger(__name__)

WORKER: Final = "worker"
"""To be the worker: who drains the outbox and publishes what was planned."""
WRITER: Final = "writer"
"""To change the index that answers, or to put another one in its place."""
REBUILDER: Final = "rebuilder"
"""To build a new index beside the one that answers."""
TTL_SECONDS: Final = 5.0
"""How long a holder that died keeps its right."""
BEAT_SECONDS: Final = 1.0
"""How often a holder that lives renews it, however long its work takes."""
WAIT_SECONDS: Final = 0.05
"""Between two tries to get a right that others hold for a moment."""
NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


class LeaseLost(Exception):
    """The right passed to another process; what was about to be done with it must not be done."""


class LeaseTaken(Exception):
    """Another process has the right; ``holder`` says which."""

    def __init__(self, name: str, holder: str) -> None:
        super().__init__(f"{name}: held by {holder}")
        self.holder = holder


class Claim:
    """This process's claim to one right. The database's clock decides, so that hosts need not agree on the time."""

    def __init__(self, name: str, seconds: float = TTL_SECONDS) -> None:
        self.name = name
        self.seconds = seconds
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"

    def take(self) -> bool:
        """Take or renew the right; whether it is ours for the next ``seconds``."""
        if self._update():
            return True
        with transaction.atomic():
            Lease.objects.bulk_create([Lease(name=self.name, until=NEVER)], ignore_conflicts=True)
        return self._update()

    def _update(self) -> bool:
        free = Q(until__lt=Now()) | Q(holder=self.holder)
        until = Now() + timedelta(seconds=self.seconds)
        return bool(Lease.objects.filter(free, name=self.name).update(holder=self.holder, until=until))

    def renew(self) -> None:
        """Keep the right for at least half of ``seconds``. One that ended is kept too, while nobody else took it.

        Mostly `kept` did so a moment ago. Then this only looks: on SQLite a look need not wait for whoever is writing.

        Raises:
            LeaseLost: another process has it, or had it meanwhile.
        """
        enough = Now() + timedelta(seconds=self.seconds / 2)
        if Lease.objects.filter(name=self.name, holder=self.holder, until__gt=enough).exists():
            return
        if not self._extend():
            raise LeaseLost(f"{self.name} passed to {holder_of(self.name) or 'another process for a while'}")

    def _extend(self) -> bool:
        until = Now() + timedelta(seconds=self.seconds)
        return bool(Lease.objects.filter(name=self.name, holder=self.holder).update(until=until))

    def release(self) -> None:
        """Give the right back, so that the next holder need not wait for its end."""
        Lease.objects.filter(name=self.name, holder=self.holder).update(holder="", until=NEVER)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Renew the right inside the block, beside the work: no step of it can take too long.

        A process that is stopped, or cut off from the database, loses it all the same; `renew` tells.
        """
        done = threading.Event()
        threading.Thread(target=self._beat, args=(done,), name=f"lease {self.name}", daemon=True).start()
        try:
            yield
        finally:
            done.set()  # not waited for: what it renews too late is not ours any more, and stays as it is

    def _beat(self, done: threading.Event) -> None:
        try:
            while not done.wait(BEAT_SECONDS) and self._beat_once():
                pass
        finally:
            connection.close()

    def _beat_once(self) -> bool:
        """Renew the right; whether there is reason to go on."""
        try:
            close_old_connections()
            return self._extend()
        except (DatabaseError, InterfaceError) as error:
            log.warning("a right could not be renewed", name=self.name, error=str(error))
            connection.close()
            return True

    @contextmanager
    def held(self, patience: float = 0.0) -> Iterator[Self]:
        """Have the right inside the block; wait for it for at most ``patience`` seconds.

        Raises:
            LeaseTaken: another process has it.
        """
        until = time.monotonic() + patience
        while not self.take():
            if time.monotonic() >= until:
                raise LeaseTaken(self.name, holder_of(self.name))
            time.sleep(WAIT_SECONDS)
        try:
            with self.kept():
                yield self
        finally:
            self.release()


def holder_of(name: str) -> str:
    """Which process holds the right now, or ``""``."""
    held = Lease.objects.filter(name=name, until__gte=Now()).values_list("holder", flat=True).first()
    return held or ""
