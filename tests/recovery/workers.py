"""The test's side of the nursery: workers and readers on the test's own database and engine."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

from tests.search.index.processes import ROOT, database_url, search_engine


@dataclass
class Nursery:
    """Forks real workers; see `tests.recovery.nursery`."""

    process: "subprocess.Popen[str]"
    folder: Path
    alive: set[int] = field(default_factory=set)

    @property
    def log(self) -> str:
        """What the workers said."""
        return (self.folder / "workers.log").read_text(errors="replace")

    def send(self, **order: Any) -> None:
        """Give an order; its answer is `received` later."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        """The next answer."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"the nursery ended: {self.log[-3000:]}"
        return dict(json.loads(line))

    def ask(self, **order: Any) -> dict[str, Any]:
        """Give an order and wait for its answer."""
        self.send(**order)
        return self.receive()

    def worker(self, **order: Any) -> int:
        """A new worker's process id."""
        pid = int(self.ask(do="work", **order)["pid"])
        self.alive.add(pid)
        return pid

    def reader(self, words: Sequence[str]) -> int:
        """A new reader's process id."""
        pid = int(self.ask(do="read", words=list(words), report=str(self.folder / "reader.json"))["pid"])
        self.alive.add(pid)
        return pid

    def read(self) -> dict[str, Any]:
        """What the reader that ended saw."""
        return dict(json.loads((self.folder / "reader.json").read_text()))

    def kill(self, pid: int) -> None:
        """End a process with -9; it is gone when this returns."""
        os.kill(pid, signal.SIGKILL)
        self.gone(pid)

    def end(self, pid: int) -> int:
        """Ask a process to end; its status."""
        os.kill(pid, signal.SIGTERM)
        return self.gone(pid)

    def gone(self, pid: int) -> int:
        """Wait until a process ended; its status."""
        status = int(self.ask(do="wait", pid=pid)["status"])
        self.alive.discard(pid)
        return status


@contextmanager
def nursery(folder: Path) -> Iterator[Nursery]:
    """A nursery whose processes are all gone afterwards."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("KENNIS_", "DJANGO_"))}
    environment = inherited | {
        "DJANGO_SETTINGS_MODULE": "cms.settings.production",
        "KENNIS_ENV_FILE": "",
        "KENNIS_SECRET_KEY": "only-for-tests-" + "x" * 50,
        "KENNIS_DATA_DIR": str(folder / "data"),
        "KENNIS_DATABASE_URL": database_url(),
        **search_engine(),
        "KENNIS_WORKER_POLL_SECONDS": "60",
        "KENNIS_LOG_FORMAT": "text",
    }
    with (folder / "workers.log").open("a") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.recovery.nursery"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    made = Nursery(process, folder)
    try:
        made.receive()
        yield made
    finally:
        for pid in made.alive:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.stdin.close()
        process.wait(30)


@dataclass
class Kills:
    """One worker after another, each killed at its own moment or place, while the test goes on with its changes.

    ``plan`` says how each ends; the next one is there at once. After the last of them nobody works.
    """

    nursery: Nursery
    plan: Sequence[dict[str, Any]]
    done: list[dict[str, Any]] = field(default_factory=list)
    _turns: "Queue[bool]" = field(default_factory=lambda: Queue(maxsize=1))
    _thread: Thread | None = None

    def begin(self) -> None:
        """Start the first worker."""
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def next(self) -> None:
        """The time of the present worker has come. Waits for the one before it where that is still alive."""
        self._turns.put(True)

    def finish(self) -> None:
        """Wait until the last one was killed."""
        assert self._thread is not None
        self._thread.join(120)
        assert not self._thread.is_alive(), f"{len(self.done)} workers of {len(self.plan)} were killed"

    def _run(self) -> None:
        before = 0
        for ending in self.plan:
            pid = self.nursery.worker(after=before, **ending)
            self._turns.get()
            self.done.append(ending | {"pid": pid} | self.nursery.ask(do="finish", pid=pid, **ending))
            self.nursery.alive.discard(pid)
            before = pid
