"""Keep the site's processes running: start them, start a dead worker again, stop all of them cleanly."""

import http.client
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

HOST = "127.0.0.1"  # the demo is for this machine alone
STOP_SECONDS = 15.0  # what a process gets to finish its work before it is killed
LONGEST_PAUSE = 30.0  # seconds between two tries to start a worker that keeps dying
STEADY_SECONDS = 60.0  # a worker that lived this long begins again with a short pause


@dataclass
class Process:
    """One process that should run as long as the site does."""

    name: str
    command: Sequence[str]
    vital: bool = False
    """Whether the site stops when this process does."""
    running: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    pause: float = 0.0
    """Seconds to wait before the next start."""

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches only us and the stop has an order."""
        self.running = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603 -- our own commands
        self.started = time.monotonic()

    def ended(self) -> int | None:
        """Its exit code when it has stopped, ``None`` while it runs or waits for its next start."""
        return self.running.poll() if self.running else None

    def restart_when_due(self, now: float) -> None:
        """Start it again when its pause is over."""
        if self.running is None and now >= self.started + self.pause:
            self.start()

    def plan_restart(self, now: float) -> None:
        """Forget the process that ended; each quick death doubles the pause."""
        steady = now - self.started > STEADY_SECONDS
        self.pause = 1.0 if steady or not self.pause else min(self.pause * 2, LONGEST_PAUSE)
        self.running, self.started = None, now

    def stop(self, patience: float = STOP_SECONDS) -> None:
        """Ask it to end; kill it when it still runs after ``patience`` seconds."""
        if self.running is None or self.running.poll() is not None:
            return
        self.running.terminate()
        try:
            self.running.wait(patience)
        except subprocess.TimeoutExpired:
            self.running.kill()
            self.running.wait()


@dataclass
class Supervisor:
    """Runs processes until told to stop, or until a vital one ends."""

    processes: Sequence[Process]
    say: Callable[[str], None]
    stopping: bool = field(default=False, init=False)

    def catch_signals(self) -> None:
        """Make Ctrl-C, a closed terminal and ``kill`` a clean stop."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._stop_soon)

    def _stop_soon(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def start(self) -> None:
        """Start all processes."""
        for process in self.processes:
            process.start()

    def tend(self) -> Process | None:
        """Look after the processes once; the vital process that ended, or ``None`` when all is well."""
        now = time.monotonic()
        for process in self.processes:
            code = process.ended()
            if code is not None and process.vital:
                return process
            if code is not None:
                process.plan_restart(now)
                self.say(f"The {process.name} stopped (exit code {code}); it starts again in {process.pause:.0f} s.")
            process.restart_when_due(now)
        return None

    def run_until(self, done: Callable[[], bool], every: float = 0.25) -> bool:
        """Tend the processes until ``done()``, a stop, or the end of a vital process; whether it was ``done()``."""
        while not self.stopping:
            if self.tend() is not None:
                return False
            if done():
                return True
            time.sleep(every)
        return False

    def stop(self) -> None:
        """Stop all, the last one first."""
        for process in reversed(self.processes):
            process.stop()


def answers(port: int) -> bool:
    """Whether a server on ``port`` says that it is alive."""
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/gezond/")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
