"""Waking the worker. PostgreSQL carries the call itself; beside SQLite there is a socket next to the database's file.

A call may be lost, and then the worker's slow look round finds the row: nothing depends on it but the time it takes.
"""

import contextlib
import os
import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Protocol

import psycopg
import structlog
from django.db import connection, transaction

log = structlog.get_logger(__name__)

CHANNEL: Final = "public_changed"
LONGEST_ADDRESS: Final = 103
"""Bytes that the path of a socket may have on every system that we know of."""


def wake() -> None:
    """Call the worker when the present transaction commits, once, and not when it is rolled back."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")
    else:
        transaction.on_commit(ring, robust=True)


def bell() -> Path:
    """The socket's path: beside the database file, where both processes may write anyway."""
    return Path(f"{connection.settings_dict['NAME']}.wake")


def ring() -> None:
    """Send a byte to the worker. Nobody listening, or a full socket, is no matter: it is awake, or will look."""
    with contextlib.suppress(OSError), address(bell()) as path, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as out:
        out.setblocking(False)
        out.sendto(b"!", path)


@contextmanager
def address(path: Path) -> Iterator[str]:
    """``path`` in a form that is short enough for a socket, for as long as the block lasts."""
    if len(os.fsencode(path)) <= LONGEST_ADDRESS:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


class Listener(Protocol):
    """Hears the calls of `wake`."""

    def fileno(self) -> int:
        """What `select` waits for; readable when there was a call."""

    def clear(self) -> None:
        """Take note of all calls so far. Raises ``ConnectionError`` when it hears nothing any more."""

    def close(self) -> None:
        """Stop listening."""


class SocketListener:
    """Hears calls on the socket beside the database file. Only the holder of the worker's lease may make one."""

    def __init__(self) -> None:
        self.path = bell()
        self.path.unlink(missing_ok=True)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.socket.setblocking(False)
        try:
            with address(self.path) as path:
                self.socket.bind(path)
            self._share()
        except OSError:
            self.socket.close()
            raise

    def _share(self) -> None:
        """Let whoever may write the database call us too."""
        self.path.chmod(0o660)
        owner = Path(connection.settings_dict["NAME"]).stat()
        with contextlib.suppress(PermissionError):
            os.chown(self.path, owner.st_uid, owner.st_gid)

    def fileno(self) -> int:
        """The socket's."""
        return self.socket.fileno()

    def clear(self) -> None:
        """Empty the socket: it holds only ten calls."""
        with contextlib.suppress(BlockingIOError):
            while True:
                self.socket.recv(16)

    def close(self) -> None:
        """Close the socket. Its file stays: between a look at it and taking it away it may become the next worker's."""
        self.socket.close()


class PostgresListener:
    """Hears notifications on a connection of its own: Django closes and renews its own, and would go deaf."""

    def __init__(self) -> None:
        given: dict[str, Any] = connection.get_connection_params()
        ours = {"cursor_factory", "context", "prepare_threshold"}
        parameters = {name: value for name, value in given.items() if name not in ours}
        self.connection = psycopg.connect(**parameters, autocommit=True)
        self.connection.execute(f"LISTEN {CHANNEL}")

    def fileno(self) -> int:
        """The connection's."""
        return self.connection.fileno()

    def clear(self) -> None:
        """Read all notifications.

        Raises:
            ConnectionError: the server closed the connection.
        """
        try:
            for _ in self.connection.notifies(timeout=0):
                pass
        except psycopg.OperationalError as error:
            raise ConnectionError(str(error)) from error

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()


def listen() -> Listener | None:
    """Begin to hear calls, or None where that is not possible now: the worker then only looks round now and then."""
    try:
        return PostgresListener() if connection.vendor == "postgresql" else SocketListener()
    except (OSError, psycopg.Error) as error:
        log.warning("not listening for changes; looking for them now and then", error=str(error))
        return None


class Ear:
    """Waits for a call, a signal to stop, or the end of a time, whichever comes first; listens again when cut off.

    It hears calls only while ``listening`` is set, which is for the holder of the worker's lease alone.
    """

    def __init__(self) -> None:
        self.listening = False
        self.listener: Listener | None = None
        self.stop_here, self._stop_there = socket.socketpair()
        self._stop_there.setblocking(False)

    def stop(self) -> None:
        """End a wait that goes on, and every later one at once. May be called from a signal handler."""
        with contextlib.suppress(OSError):
            self._stop_there.send(b"!")

    def wait(self, seconds: float) -> bool:
        """Wait for at most so long; whether there was a call, or may have been one while we could not hear."""
        if self.listening and self.listener is None:
            self.listener = listen()
            if self.listener is not None:
                return True
        ears: list[socket.socket | Listener] = [self.stop_here, *([self.listener] if self.listener else [])]
        readable, _, _ = select.select(ears, [], [], max(seconds, 0.0))
        if self.listener is None or self.listener not in readable:
            return False
        try:
            self.listener.clear()
        except ConnectionError as error:
            log.warning("cut off from the database; listening again", error=str(error))
            self._let_go()
        return True

    def deafen(self) -> None:
        """Stop listening."""
        self.listening = False
        self._let_go()

    def _let_go(self) -> None:
        if self.listener is not None:
            self.listener.close()
        self.listener = None

    def close(self) -> None:
        """Let go of everything."""
        self.deafen()
        self.stop_here.close()
        self._stop_there.close()
