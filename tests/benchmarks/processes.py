"""The site's own processes, started for a measurement and stopped after it."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from cms.demo.processes import answers
from tests.benchmarks.place import ROOT
from tests.servers.ports import HOST, free_port

PATIENCE = 120.0  # seconds


@contextmanager
def running(command: Sequence[str], env: Mapping[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A process, for as long as the block lasts; what it says goes to ``log``."""
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=subprocess.STDOUT)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def gunicorn(env: Mapping[str, str], log: Path) -> Iterator[int]:
    """The web server as it is configured; the port that it answers on.

    Raises:
        RuntimeError: it does not; what it said is in the message.
    """
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--config", str(ROOT / "gunicorn.conf.py")]
    with running([*command, "--bind", f"{HOST}:{port}", "cms.wsgi"], env, log) as server:
        until = time.monotonic() + PATIENCE
        while not answers(port):
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"The server did not start:\n{log.read_text(errors='replace')}")
            time.sleep(0.1)
        yield port


@contextmanager
def worker(env: Mapping[str, str], log: Path) -> Iterator[None]:
    """The worker."""
    with running([sys.executable, "manage.py", "search_worker"], env, log):
        yield
