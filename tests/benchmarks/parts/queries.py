"""How many SQL queries a page costs, whatever is asked."""

from collections.abc import Callable, Iterator
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.web.page import url_of
from tests.benchmarks.bench import Bench
from tests.benchmarks.measuring import Row, at_most
from tests.benchmarks.pages import Site
from tests.benchmarks.questions import requests

TITLE = "SQL queries of a page: median and most"


def measurements(bench: Bench) -> Iterator[Row]:
    """The search page for each request of the mix, and a hundred reports."""
    site = Site(bench.editions(bench.engines[0]))
    site.asking("/zoeken/")()  # what is read once and kept
    searches = [counted(site.asking(url_of(request))) for request in requests()]
    reports = [counted(site.asking(f"/casus/{number}/")) for number in range(1, 20_000, 200)]
    yield at_most("the search page", median(searches), 3, "queries", max(searches))
    yield at_most("the page of a report", median(reports), 4, "queries", max(reports))


def counted(ask: Callable[[], bytes]) -> int:
    """The queries of one page."""
    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)
