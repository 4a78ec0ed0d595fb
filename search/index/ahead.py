"""Reading and analysing everything for a rebuild: in this process, or in several of them while this one writes."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Final, NamedTuple

from django.db import connection, connections

from lessons.records.changes import content_generation
from search.analysis import load
from search.index.kinds import split_key
from search.index.reading import Reading, read_present

_Keys = list[tuple[str, str]]
WORTH_IT: Final = 2_000
"""Keys for which more processes are started; for fewer, that takes longer than it saves."""
AHEAD: Final = 4
"""Batches for each process that may be read before they are written: no process waits, and memory stays small."""


class Read(NamedTuple):
    """What a batch of keys is, and a content generation from before it was read."""

    reading: Reading
    generation: int


Reader = Callable[[Iterable[_Keys]], Iterator[Read]]
"""Reads batches of keys, in their order."""


def read(keys: _Keys) -> Read:
    """The present state of some keys."""
    generation = content_generation()
    return Read(read_present(keys), generation)


def processes_for(keys: int) -> int:
    """How many processes should read so many keys: one for each core, where they are worth their start.

    Only this process sees what is written in a transaction that goes on. Processes are made by copying this one, where
    the system offers that.
    """
    if keys < WORTH_IT or connection.in_atomic_block or "fork" not in multiprocessing.get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def reader(processes: int) -> Iterator[Reader]:
    """What reads batches, with so many processes. To be entered before this process has threads of its own."""
    if processes == 1:
        yield lambda batches: map(read, batches)
        return
    connections.close_all()  # a connection cannot be shared with a copy of this process
    load()  # once, for all of them
    pool = ProcessPoolExecutor(processes, multiprocessing.get_context("fork"), initializer=_begin)
    try:
        pool.submit(os.getpid).result()  # starts all of them, now
        yield lambda batches: _read_ahead(pool, batches, processes * AHEAD)
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Leave signals to the process that was copied, and end when it is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read_ahead(pool: ProcessPoolExecutor, batches: Iterable[_Keys], most: int) -> Iterator[Read]:
    waiting: deque[Future[Read]] = deque()
    for batch in batches:
        waiting.append(pool.submit(_read_beside, batch))
        if len(waiting) >= most:
            yield _complete(waiting.popleft().result())
    while waiting:
        yield _complete(waiting.popleft().result())


def _read_beside(keys: _Keys) -> Read:
    """As `read`, in another process. Faults stay there: not every exception can be sent."""
    found = read(keys)
    found.reading.failed = {full: Exception() for full in found.reading.failed}
    return found


def _complete(found: Read) -> Read:
    """What failed in another process is read once more in this one, for its fault."""
    failed = [split_key(full) for full in found.reading.failed]
    if not failed:
        return found
    again = read_present(failed)
    reading = found.reading
    reading.failed = again.failed
    reading.documents |= again.documents
    reading.absent += again.absent
    return found
