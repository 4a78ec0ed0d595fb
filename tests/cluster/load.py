"""Work for a cluster: a writer that gives up nothing, and readers whose every question is measured."""

import itertools
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connections

from search.engines.base import Batch, Engine, EngineUnavailable
from search.engines.fields import PreparedDocument, prepare
from search.index.outbox import pause_after
from search.planner.planner import plan
from search.query.request import SearchRequest
from tests.conformance.corpus import document

WORDS = (
    "loket",
    "starter",
    "mentor",
    "rooster",
    "vacature",
    "invalpool",
    "begeleiding",
    "coach",
    "bestuur",
    "opleiding",
)
BATCH = 40


def made(n: int, edition: int) -> PreparedDocument:
    """A document that differs with every edition."""
    chance = random.Random(f"{n} {edition}")  # noqa: S311  # no secret depends on it
    words = chance.choices(WORDS, k=60)
    return prepare(
        document(
            n,
            f"Rapport {n} over {words[0]}, uitgave {edition}",
            summary=" ".join(words[:20]),
            lessons=[" ".join(words[20:30]), " ".join(words[30:40])],
            body=" ".join(words),
            thema=[chance.choice(["werven", "opleiden"])],
            jaar=[str(chance.randint(2019, 2025))],
        )
    )


@dataclass
class Writer:
    """Writes batch after batch, new documents and new editions of old ones, each until it is acknowledged."""

    engine: Engine
    acknowledged: dict[str, str] = field(default_factory=dict)
    """By key the digest of what `Engine.write` returned for."""
    failed: list[str] = field(default_factory=list)
    """What it was told when it had to try again."""
    longest: float = 0.0
    """Seconds between two acknowledged batches, at most."""

    def run(self, stop: threading.Event) -> None:
        last = time.monotonic()
        for turn in itertools.count(1):
            if stop.is_set():
                return
            new = range(turn * BATCH, (turn + 1) * BATCH)
            again = range(max(BATCH, new.start - BATCH // 4), new.start)
            batch = Batch([made(n, turn) for n in (*new, *again)], generation=turn, read_in=turn)
            self.write(batch)
            self.acknowledged |= {document.key: document.digest for document in batch.upserts}
            self.longest, last = max(self.longest, time.monotonic() - last), time.monotonic()

    def write(self, batch: Batch) -> None:
        """Write it as the worker does: what did not succeed is tried again, as a whole, after a pause."""
        for attempt in itertools.count(1):
            try:
                self.engine.write(batch)
            except EngineUnavailable as error:
                self.failed.append(str(error))
                time.sleep(min(pause_after(attempt), 2.0))
            else:
                return


@dataclass
class Readers:
    """Asks one question after the other in several threads; ``ask`` gets a number and answers how many were found."""

    ask: Callable[[int], int]
    threads: int
    seconds: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def run(self, stop: threading.Event) -> None:
        numbers = itertools.count()
        workers = [threading.Thread(target=self._go_on, args=(numbers, stop)) for _ in range(self.threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    def _go_on(self, numbers: Iterator[int], stop: threading.Event) -> None:
        while not stop.is_set():
            self.one(next(numbers))
        connections.close_all()

    def one(self, number: int) -> None:
        """Ask one question, and note how long it took and whether it failed."""
        began = time.monotonic()
        try:
            self.ask(number)
        except Exception as error:  # whatever it is, a visitor would have seen it
            self.failed.append(f"after {time.monotonic() - began:.1f} s: {type(error).__name__}: {error}")
        self.seconds.append(time.monotonic() - began)

    @property
    def told(self) -> str:
        """In one line."""
        ordered = sorted(self.seconds) or [0.0]
        middle, high = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
        return (
            f"{len(ordered)} answers, {len(self.failed)} failed, middle {middle:.2f} s, 95 % within {high:.2f} s, "
            f"longest {ordered[-1]:.2f} s"
        )


@contextmanager
def at_work(*runs: Callable[[threading.Event], None]) -> Iterator[None]:
    """Let these run beside the block, until it ends; what they raise is raised here."""
    stop = threading.Event()
    raised: list[BaseException] = []

    def guarded(run: Callable[[threading.Event], None]) -> None:
        try:
            run(stop)
        except BaseException as error:  # it belongs to the test, not to its thread
            raised.append(error)

    workers = [threading.Thread(target=guarded, args=(run,)) for run in runs]
    for worker in workers:
        worker.start()
    try:
        yield
    finally:
        stop.set()
        for worker in workers:
            worker.join()
    if raised:
        raise raised[0]


def questions() -> Sequence[SearchRequest]:
    """Some of each kind: words, a phrase, a filter, everything."""
    asked = [{"q": [word]} for word in WORDS] + [{"q": [f"{a} {b}"]} for a, b in itertools.pairwise(WORDS)]
    return [SearchRequest.from_params(params) for params in [*asked, {"thema": ["werven"]}, {}]]


def asking(engine: Engine) -> Callable[[int], int]:
    """Asks an engine as the search page does, without the page."""
    plans = [plan(request) for request in questions()]

    def ask(number: int) -> int:
        return engine.search(plans[number % len(plans)]).total

    return ask
