"""The whole test suite: `make test`, or `python -m tests.servers.suite [arguments for pytest]`.

Runs of pytest, each with its servers: what needs none, on SQLite; what touches the database, on a real PostgreSQL; what
asks a real Elasticsearch; what does both, with both; the journeys in a real browser, and the main one with both servers
as well. A server that is not on this machine leaves its part out, in words; with ``CI=true`` that is a failure.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from tests.servers.absence import Absent, in_ci
from tests.servers.chromium import chromium
from tests.servers.elasticsearch import SHARED_HEAP_MB, NotStarted, elasticsearch
from tests.servers.elasticsearch_distribution import WrongDistribution
from tests.servers.postgres import postgres

NO_TESTS = 5  # pytest's exit code when it found nothing to run
STOP_SECONDS = 60
PARALLEL = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")


@dataclass(frozen=True)
class Part:
    """One run of pytest against one set of servers."""

    name: str
    arguments: tuple[str, ...]
    servers: Callable[[], AbstractContextManager[dict[str, str]]]
    """Starts what this part needs; gives the variables that tell the tests where it is. Raises ``Absent``."""
    without: str
    """What did not run when the servers are absent."""


@contextmanager
def on_postgres() -> Iterator[dict[str, str]]:
    """A PostgreSQL server, named to the settings."""
    with postgres() as url:
        yield {"KENNIS_DATABASE_URL": url}


@contextmanager
def with_elasticsearch() -> Iterator[dict[str, str]]:
    """One Elasticsearch node for all tests that want one, whatever process they run in."""
    with elasticsearch(heap_mb=SHARED_HEAP_MB) as node:
        yield {"TEST_ELASTICSEARCH_URL": node.url}


@contextmanager
def at_scale() -> Iterator[dict[str, str]]:
    """Both."""
    with on_postgres() as database, with_elasticsearch() as search:
        yield database | search


@contextmanager
def with_chromium() -> Iterator[dict[str, str]]:
    """A browser; the journeys start their own site."""
    yield {"CHROMIUM": str(chromium())}


@contextmanager
def browser_at_scale() -> Iterator[dict[str, str]]:
    """A browser, and both servers named to the settings of the site that it visits."""
    with with_chromium() as browser, on_postgres() as database, elasticsearch() as node:
        search = {"KENNIS_SEARCH_ENGINE": "elasticsearch", "KENNIS_ELASTICSEARCH_HOSTS": node.url}
        yield browser | database | search


PARTS = (
    Part("SQLite", (*PARALLEL, "-m", "not browser and not elasticsearch"), lambda: nullcontext({}), ""),
    Part(
        "PostgreSQL",
        (*PARALLEL, "-m", "database and not browser and not elasticsearch"),
        on_postgres,
        "the tests that touch the database ran on SQLite only",
    ),
    Part(
        "Elasticsearch",
        (*PARALLEL, "-m", "elasticsearch and not browser"),
        with_elasticsearch,
        "the tests that ask an Elasticsearch did not run: search was tested with the embedded engine only",
    ),
    Part(
        "Both servers",
        (*PARALLEL, "-m", "database and elasticsearch and not browser"),
        at_scale,
        "PostgreSQL and Elasticsearch were not tested together",
    ),
    Part("Browser", ("-m", "browser"), with_chromium, "the journeys in tests/journeys did not run"),
    Part(
        "Browser, both",
        ("-m", "browser", "tests/journeys/test_the_main_job.py"),
        browser_at_scale,
        "no journey ran on PostgreSQL and Elasticsearch",
    ),
)


def run(part: Part, extra: Sequence[str]) -> tuple[bool, str]:
    """Run one part; whether it may pass, and what to say of it."""
    print(f"\n===== {part.name} =====", flush=True)
    started = time.monotonic()
    try:
        with part.servers() as variables:
            code = pytest([*part.arguments, *extra], variables)
    except Absent as absent:
        return not in_ci(), f"NOT RUN: {absent}; {part.without}"
    except (NotStarted, WrongDistribution, subprocess.CalledProcessError) as error:
        return False, f"FAILED: {error}"
    seconds = f"({time.monotonic() - started:.0f} s)"
    if code == NO_TESTS:
        return bool(extra), f"no test ran {seconds}"
    return code == 0, f"{'passed' if code == 0 else 'FAILED'} {seconds}"


def pytest(arguments: Sequence[str], variables: dict[str, str]) -> int:
    """Run pytest; its exit code. Whoever stops us waits until it has stopped the servers that it started itself."""
    running = subprocess.Popen([sys.executable, "-m", "pytest", *arguments], env=os.environ | variables)
    try:
        return running.wait()
    except KeyboardInterrupt:  # Ctrl-C reached it too
        running.wait(STOP_SECONDS)
        raise
    except SystemExit:
        running.send_signal(signal.SIGINT)
        running.wait(STOP_SECONDS)
        raise


def main(extra: Sequence[str]) -> int:
    """Run all parts, whatever becomes of the first; the exit code."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # stop the servers too
    results = [(part, *run(part, extra)) for part in PARTS]
    print("\n===== What ran =====")
    for part, _, said in results:
        print(f"{part.name:13} {said}")
    return 0 if all(good for _, good, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
