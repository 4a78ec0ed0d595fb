"""Places in a worker's work where a test lets it end, or stop. Only for the processes of the nursery."""

import os
import random
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from types import FrameType
from typing import Any, Final

from django.conf import settings

from search.engines import tantivy_index
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.tantivy import TantivyEngine
from search.index import draining

BEFORE_WRITE: Final = "before the write"
DURING_WRITE: Final = "during the write"
HALF_VISIBLE: Final = "before a commit"
"""Tantivy: before one of a batch's three commits; Elasticsearch: written, not refreshed."""
WRITTEN: Final = "after the write"
SETTLING: Final = "before the rows' commit"
SETTLED: Final = "after the rows' commit"
PLACES: Final = (BEFORE_WRITE, DURING_WRITE, HALF_VISIBLE, WRITTEN, SETTLING, SETTLED)
LONGEST_WRITE: Final = 0.03  # seconds; most writes of these tests take less


def hook(
    owner: Any, name: str, *, before: Callable[[], None] | None = None, after: Callable[[], None] | None = None
) -> None:
    """Call something before or after a function of a module or class, whoever calls it."""
    real = getattr(owner, name)

    @wraps(real)
    def hooked(*args: Any, **kwargs: Any) -> Any:
        if before:
            before()
        result = real(*args, **kwargs)
        if after:
            after()
        return result

    setattr(owner, name, hooked)


class Half:
    """One of the two indexes of a writer, of which each commit has something that happens before it."""

    def __init__(self, real: Any, before: Callable[[], None]) -> None:
        self.real = real
        self.before = before

    def commit(self) -> Any:
        self.before()
        return self.real.commit()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


@dataclass
class Trap:
    """Sends this process a signal at a place, at the first time that it comes by after it was set by SIGUSR1."""

    place: str
    signal: int
    chance: random.Random
    is_set: bool = False

    def lay(self) -> None:
        """Put it at its place."""
        signal.signal(signal.SIGUSR1, self.set)
        engine = TantivyEngine if settings.ELASTICSEARCH is None else ElasticsearchEngine
        if self.place == BEFORE_WRITE:
            hook(engine, "write", before=self.spring)
        elif self.place == DURING_WRITE:
            hook(engine, "write", before=self.spring_soon)
        elif self.place == HALF_VISIBLE and engine is ElasticsearchEngine:
            hook(engine, "_refresh", before=self.spring)
        elif self.place == HALF_VISIBLE:
            self.lay_before_commits()
        elif self.place == WRITTEN:
            hook(engine, "write", after=self.spring)
        elif self.place == SETTLING:
            hook(draining, "raise_generation", after=self.spring)
        elif self.place == SETTLED:
            hook(draining, "_account_for", after=self.spring)

    def lay_before_commits(self) -> None:
        """A batch of the embedded engine has three commits: it springs before any of them."""
        make = tantivy_index.Writer.__init__

        def made(writer: Any, *args: Any) -> None:
            make(writer, *args)
            writer._documents = Half(writer._documents, self.spring_perhaps)
            writer._passages = Half(writer._passages, self.spring_perhaps)

        tantivy_index.Writer.__init__ = made

    def set(self, number: int, frame: FrameType | None) -> None:
        """From now on it springs."""
        self.is_set = True

    def spring(self) -> None:
        """End, or stop, where it is set."""
        if self.is_set:
            self.is_set = False
            os.kill(os.getpid(), self.signal)

    def spring_perhaps(self) -> None:
        """The same, one time in two."""
        if self.chance.random() < 0.5:
            self.spring()

    def spring_soon(self) -> None:
        """The same, at some moment of what begins now."""
        if self.is_set:
            threading.Thread(target=self._wait_and_spring, daemon=True).start()

    def _wait_and_spring(self) -> None:
        time.sleep(self.chance.uniform(0, LONGEST_WRITE))
        self.spring()
