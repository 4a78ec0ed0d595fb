"""The memory of a process that serves pages and searches, over what Django and Wagtail need for themselves."""

import json
import subprocess
import sys
from collections.abc import Iterator

from tests.benchmarks.bench import Bench
from tests.benchmarks.engines import Measured
from tests.benchmarks.measuring import Row, at_most
from tests.benchmarks.place import ROOT, environment

TITLE = "Memory of one web process"
WANTED = 200.0
PARTS = {
    "index": "the files of the index that are in memory",
    "no file": "what is in no file",
    "database": "the part of the database's file that SQLite keeps in sight (128 MB at most)",
}
STAGES = (
    "after a page of a report",
    "after 200 search pages over 20,000 editions",
    "after 200 searches over 100,000 documents too",
)


def measurements(bench: Bench) -> Iterator[Row]:
    """Each engine's rows."""
    for measured in bench.engines:
        bench.editions(measured).close()
        if measured.embedded:
            bench.generated(measured).close()
        own, *stages = stages_of(bench, measured)
        yield Row(f"{measured.name}: Django and Wagtail, after the page to sign in", own["all"], "MB")
        for what, found in zip(STAGES, stages, strict=False):
            over = found["all"] - own["all"] - (found["database"] - own["database"])
            yield at_most(f"{measured.name}: over that, {what}", over, WANTED, "MB")
        for what in ("index", "no file"):
            yield Row(f"{measured.name}: of it, {PARTS[what]}", stages[-1][what] - own[what], "MB")
        yield Row(f"{measured.name}: not counted, {PARTS['database']}", stages[-1]["database"], "MB")


def stages_of(bench: Bench, measured: Measured) -> list[dict[str, float]]:
    """What a process of its own says."""
    command = [sys.executable, "-m", "tests.benchmarks.reader", str(bench.folder)]
    known = environment(bench.folder, **measured.settings)
    done = subprocess.run(command, cwd=ROOT, env=known, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])
