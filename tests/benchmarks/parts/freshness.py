"""From the commit of a publication to the first search that finds it: a real worker process, a real database file."""

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib.auth.models import User
from django.db import connection, connections, transaction

from lessons.records.approvals import approve
from lessons.regions.models import Region
from lessons.reports.document import document
from lessons.reports.models import CaseReport
from search.engines.base import Engine
from search.query.request import SearchRequest
from search.results.search import find
from tests.benchmarks.bench import Bench
from tests.benchmarks.engines import Measured
from tests.benchmarks.measuring import Row, at_most, milliseconds
from tests.benchmarks.place import environment
from tests.benchmarks.processes import worker

TITLE = "From a publication's commit to the first search that finds it"
PUBLICATIONS = 100
PATIENCE = 30.0  # seconds
LOOK = 0.002  # seconds between two searches


def measurements(bench: Bench) -> Iterator[Row]:
    """Each engine's row, over copies of database and index: the next run needs them as they are."""
    for measured in bench.engines:
        bench.editions(measured).close()
        with TemporaryDirectory() as folder, copied(bench.folder, Path(folder)):
            yield of_engine(bench, measured, Path(folder))


@contextmanager
def copied(source: Path, folder: Path) -> Iterator[None]:
    """Let this process work on a copy of the database."""
    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()
    before = connection.settings_dict["NAME"]
    shutil.copytree(source, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("generated", "steps", "*.wake"))
    connection.settings_dict["NAME"] = str(folder / Path(before).name)
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = before


def of_engine(bench: Bench, measured: Measured, folder: Path) -> Row:
    """Publish one after the other, each under a word of its own, and look for it."""
    reports = list(bench.bar(drafts(), f"{measured.name}: writing drafts", PUBLICATIONS))
    approver = User.objects.filter(groups__name="Realisatie-eenheid")[0]
    taken = []
    with ExitStack() as stack:
        stack.enter_context(worker(environment(folder, **measured.settings), folder / "worker.log"))
        engine = stack.enter_context(closing(measured.open("index", folder)))
        publish(reports[0], approver)
        until_found(engine, word(0), time.perf_counter() + PATIENCE * 4)  # it has to start
        for number, report in enumerate(bench.bar(reports[1:], f"{measured.name}: publishing"), start=1):
            committed = publish(report, approver)
            taken.append(until_found(engine, word(number), committed + PATIENCE) - committed)
    row = milliseconds(f"{measured.name}: {PUBLICATIONS} publications", taken)
    return at_most(row.what, row.value, measured.fresh, row.unit, row.slow)


def word(number: int) -> str:
    """A word that no other report has."""
    letters = "".join(chr(ord("b") + int(digit)) for digit in f"{number:04d}")
    return f"vindwoord{letters}q"


def drafts() -> Iterator[CaseReport]:
    """Drafts with the words of a report of the demo, and one more each."""
    like = CaseReport.objects.filter(record__isnull=False).order_by("pk").first()
    region = Region.objects.get(slug="veenrand")
    for number in range(PUBLICATIONS + 1):
        copy = like.copy(
            to=region, update_attrs={"title": f"Over {word(number)}", "slug": word(number)}, keep_live=False
        )
        yield copy.specific


def publish(report: CaseReport, approver: User) -> float:
    """Approve and publish; the moment of the commit."""
    moments: list[float] = []
    with transaction.atomic():
        transaction.on_commit(lambda: moments.append(time.perf_counter()))
        revision = report.save_revision()
        approve(report.pk, document(revision.as_object()), approver, final=True)
        revision.publish()
    return moments[0]


def until_found(engine: Engine, asked: str, until: float) -> float:
    """Search until there is a hit; the moment at which it was there.

    Raises:
        TimeoutError: there was none.
    """
    request = SearchRequest.from_params({"q": [asked]})
    while not find(engine, request).total:
        if time.perf_counter() > until:
            raise TimeoutError(f"{asked} was not found")
        time.sleep(LOOK)
    return time.perf_counter()
