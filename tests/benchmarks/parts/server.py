"""Requests a second under gunicorn as configured, beside an ordinary Wagtail page with as much in it.

Server and visitors share the machine's cores, so the numbers are lower than a server of its own would give; the
ratio is what counts. The ordinary page is measured before and after, which also tells the noise.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from search.web.page import url_of
from tests.benchmarks.bench import Bench
from tests.benchmarks.load import Served, load
from tests.benchmarks.measuring import Row
from tests.benchmarks.place import environment
from tests.benchmarks.processes import gunicorn
from tests.benchmarks.questions import requests
from tests.benchmarks.stock.models import ArticlePage

TITLE = "Requests a second under gunicorn, 2 processes with 4 threads, 4 visitors"
WANTED = 5.0


def measurements(bench: Bench) -> Iterator[Row]:
    """The pages in turn on the first engine, then the search page on each other engine."""
    stock = [f"/artikelen/praktijk/{slug}/" for slug in ArticlePage.objects.values_list("slug", flat=True)]
    reports = [f"/casus/{number}/" for number in range(100, 20_000, 199)]
    searches = [url_of(request) for request in requests()]
    first, *others = bench.engines
    bench.editions(first).close()
    with TemporaryDirectory() as folder:
        log = Path(folder) / "gunicorn.log"
        with gunicorn(environment(bench.folder, **first.settings), log) as port:
            before = load(port, stock)
            report, search = load(port, reports), load(port, searches)
            after = load(port, stock)
            squeezed = load(port, reports, compressed=True), load(port, searches, compressed=True)
        ordinary = (before.per_second + after.per_second) / 2
        yield row("an ordinary Wagtail page", before)
        yield row("the same once more: the noise", after)
        yield row("the page of a report", report)
        yield Row(
            "the page of a report",
            report.per_second / ordinary,
            "× ordinary",
            target=f"≥ {WANTED:g}",
            met=report.per_second >= WANTED * ordinary,
        )
        yield row(f"{first.name}: the search page", search)
        yield Row(
            f"{first.name}: the search page",
            search.per_second / ordinary,
            "× ordinary",
            target=f"≥ {WANTED:g}",
            met=search.per_second >= WANTED * ordinary,
        )
        yield row("the page of a report, compressed", squeezed[0])
        yield row(f"{first.name}: the search page, compressed", squeezed[1])
        for measured in others:
            bench.editions(measured).close()
            with gunicorn(environment(bench.folder, **measured.settings), log) as port:
                yield row(f"{measured.name}: the search page", load(port, searches))


def row(what: str, served: Served) -> Row:
    """Requests a second, and how large an answer was."""
    return Row(f"{what} ({served.bytes / served.requests / 1000:,.0f} kB)", served.per_second, "requests/s")
