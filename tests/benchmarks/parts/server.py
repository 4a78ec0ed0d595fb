"""Requests a second under gunicorn as configured, beside ordinary Wagtail pages with as much in them.

Server and visitors share the machine's cores, so the numbers are lower than a server of its own would give; the
ratio is what counts. The ordinary pages are measured before and after, which tells the noise.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from search.web.page import url_of
from tests.benchmarks.bench import Bench
from tests.benchmarks.load import Served, load
from tests.benchmarks.measuring import Row, at_least
from tests.benchmarks.place import environment
from tests.benchmarks.processes import gunicorn
from tests.benchmarks.questions import requests
from tests.benchmarks.stock.models import ArticlePage

TITLE = "Requests a second under gunicorn, 2 processes with 4 threads, 4 visitors"
WANTED = 5.0
ANEW = {"DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings_without_copies"}


def measurements(bench: Bench) -> Iterator[Row]:
    """The pages in turn on the first engine, then the search page on each other engine."""
    articles = [f"/artikelen/praktijk/{slug}/" for slug in ArticlePage.objects.values_list("slug", flat=True)]
    lists = [f"/artikelen/praktijk/?p={number}" for number in range(1, 6)]
    reports = [f"/casus/{number}/" for number in range(100, 20_000, 199)]
    searches = [url_of(request) for request in requests()]
    first, *others = bench.engines
    bench.editions(first).close()
    with TemporaryDirectory() as folder:
        log = Path(folder) / "gunicorn.log"
        with gunicorn(environment(bench.folder, **first.settings), log) as port:
            article = load(port, articles)
            yield row("an ordinary Wagtail page with the content of a report", article)
            yield from beside("the page of a report", load(port, reports), article)
            yield row("noise: the ordinary page again", load(port, articles))
            some = load(port, lists)
            yield row("an ordinary list of 20 pages with 167 filters", some)
            load(port, searches)  # each process makes its own copy of each
            yield from beside(f"{first.name}: the search page", load(port, searches), some)
            yield row("noise: the ordinary list again", load(port, lists))
            yield row("the page of a report, compressed", load(port, reports, compressed=True))
            yield row(f"{first.name}: the search page, compressed", load(port, searches, compressed=True))
        anew = environment(bench.folder, **first.settings, **ANEW)
        with gunicorn(anew, log) as port:
            yield from ratio("the page of a report, made anew each time", load(port, reports), article)
            yield from ratio(f"{first.name}: the search page, made anew each time", load(port, searches), some)
        for measured in others:
            bench.editions(measured).close()
            with gunicorn(environment(bench.folder, **measured.settings, **ANEW), log) as port:
                yield from ratio(f"{measured.name}: the search page, made anew each time", load(port, searches), some)


def beside(what: str, served: Served, ordinary: Served) -> Iterator[Row]:
    """A page as visitors get it, and how often it is served in the time of one ordinary page."""
    yield row(what, served)
    yield at_least(what, served.per_second / ordinary.per_second, WANTED, "× ordinary")


def ratio(what: str, served: Served, ordinary: Served) -> Iterator[Row]:
    """The same for a page that is never a copy: what the first visitor of a question costs. It has no target."""
    yield row(what, served)
    yield Row(what, served.per_second / ordinary.per_second, "× ordinary")


def row(what: str, served: Served) -> Row:
    """Requests a second, and how large an answer was."""
    return Row(f"{what} ({served.bytes / served.requests / 1000:,.0f} kB)", served.per_second, "requests/s")
