"""The demo's processes: a dead worker returns, a dead server ends the demo, and a stop leaves nothing behind."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cms.demo.processes import Process, Supervisor, answers
from tests.servers.ports import free_port

SLEEP = "import time; time.sleep(60)"
STUBBORN = """
import pathlib, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path(sys.argv[1]).touch()
time.sleep(60)
"""


POLITE = """
import pathlib, signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: (pathlib.Path(sys.argv[2]).touch(), sys.exit(0)))
pathlib.Path(sys.argv[1]).touch()
time.sleep(60)
"""


def python(script: str, *arguments: object) -> list[str]:
    return [sys.executable, "-c", script, *map(str, arguments)]


def soon(happened: Callable[[], bool], seconds: float = 10) -> bool:
    """Whether it happens before so many seconds have passed."""
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


Supervise = Callable[..., tuple[Supervisor, list[str]]]


@pytest.fixture
def supervise() -> Iterator[Supervise]:
    """Makes a supervisor that is stopped after the test, with the list of what it said."""
    made: list[Supervisor] = []

    def make(*processes: Process) -> tuple[Supervisor, list[str]]:
        said: list[str] = []
        made.append(Supervisor(processes, say=said.append))
        return made[-1], said

    yield make
    for supervisor in made:
        for process in supervisor.processes:
            process.stop(patience=0)


def test_a_worker_that_dies_is_said_and_started_again(supervise: Supervise) -> None:
    worker = Process("worker", python(SLEEP))
    supervisor, said = supervise(worker)
    supervisor.start()
    first = worker.running
    assert first is not None
    first.kill()
    first.wait()

    assert supervisor.run_until(lambda: worker.running not in (None, first), every=0.02)
    assert said == ["The worker stopped (exit code -9); it starts again in 1 s."]


def test_a_worker_that_keeps_dying_is_started_less_and_less_often() -> None:
    worker = Process("worker", python("raise SystemExit(3)"))
    pauses = []
    for _ in range(7):
        worker.plan_restart(now=0.0)
        pauses.append(worker.pause)

    assert pauses == [1, 2, 4, 8, 16, 30, 30]


def test_the_end_of_the_server_ends_the_demo(supervise: Supervise) -> None:
    server = Process("server", python("raise SystemExit(1)"), vital=True)
    supervisor, _ = supervise(Process("worker", python(SLEEP)), server)
    supervisor.start()

    assert supervisor.run_until(lambda: False, every=0.02) is False
    assert not supervisor.stopping


def test_a_stop_lets_a_process_finish(supervise: Supervise, tmp_path: Path) -> None:
    ready, goodbye = tmp_path / "ready", tmp_path / "goodbye"
    polite = Process("worker", python(POLITE, ready, goodbye))
    supervisor, _ = supervise(polite)
    supervisor.start()
    assert soon(ready.exists)

    supervisor.stop()

    assert goodbye.exists()
    assert polite.ended() == 0


def test_a_process_that_does_not_listen_is_killed(supervise: Supervise, tmp_path: Path) -> None:
    stubborn = Process("worker", python(STUBBORN, tmp_path / "ready"))
    supervisor, _ = supervise(stubborn)
    supervisor.start()
    assert soon((tmp_path / "ready").exists)

    stubborn.stop(patience=0.2)

    assert stubborn.ended() == -signal.SIGKILL


def test_a_signal_stops_the_demo(supervise: Supervise) -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        supervisor, _ = supervise(Process("server", python(SLEEP), vital=True))
        supervisor.catch_signals()
        supervisor.start()
        os.kill(os.getpid(), signal.SIGINT)

        assert supervisor.run_until(lambda: False, every=0.02) is False
        assert supervisor.stopping
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_a_port_without_a_server_does_not_answer() -> None:
    assert answers(free_port()) is False
