"""A load on a web server: some threads that keep their connections open, and spend little themselves."""

import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from tests.servers.ports import HOST

THREADS = 4
SECONDS = 6.0
WARM_UP = 1.0
_END_OF_HEAD = b"\r\n\r\n"


@dataclass(frozen=True)
class Served:
    """What came back in a time."""

    requests: int
    seconds: float
    bytes: int

    @property
    def per_second(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


def load(port: int, paths: Sequence[str], *, compressed: bool = False, seconds: float = SECONDS) -> Served:
    """Ask for ``paths`` again and again for some seconds, after a warm-up; each thread begins at another place.

    Raises:
        RuntimeError: an answer was another one than 200.
    """
    extra = "Accept-Encoding: gzip\r\n" if compressed else ""
    asked = [f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{extra}\r\n".encode() for path in paths]
    _together(port, asked, WARM_UP)
    return _together(port, asked, seconds)


def _together(port: int, asked: Sequence[bytes], seconds: float) -> Served:
    found: list[tuple[int, int]] = []
    faults: list[Exception] = []
    started = time.monotonic()

    def run(first: int) -> None:
        try:
            found.append(_one(port, list(islice(cycle(asked), first, first + len(asked))), started + seconds))
        except Exception as fault:  # told by the caller: nobody looks at a thread
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(number * len(asked) // THREADS,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return Served(sum(count for count, _ in found), time.monotonic() - started, sum(size for _, size in found))


def _one(port: int, asked: Sequence[bytes], until: float) -> tuple[int, int]:
    """One visitor: how many answers, and their bytes."""
    count = size = 0
    with socket.create_connection((HOST, port), timeout=60) as connection:
        for request in cycle(asked):
            if time.monotonic() >= until:
                break
            connection.sendall(request)
            size += _read(connection)
            count += 1
    return count, size


def _read(connection: socket.socket) -> int:
    """Read one answer, which must be 200 and tell its length; its bytes."""
    head = b""
    while _END_OF_HEAD not in head:
        head += _received(connection)
    head, _, body = head.partition(_END_OF_HEAD)
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head.decode(errors="replace"))
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    length = int(fields[b"content-length"])
    missing = length - len(body)
    while missing > 0:
        missing -= len(_received(connection))
    return length


def _received(connection: socket.socket) -> bytes:
    part = connection.recv(1 << 18)
    if not part:
        raise RuntimeError("The server closed the connection.")
    return part
