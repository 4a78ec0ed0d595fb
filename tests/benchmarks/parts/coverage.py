"""The map of all regions: the municipalities of the country, four sectors, fifty regions."""

from collections.abc import Iterator

from lessons.records.kept import forget
from tests.benchmarks.bench import Bench
from tests.benchmarks.editions import COVERING
from tests.benchmarks.measuring import Row, at_most, milliseconds, repeated
from tests.benchmarks.pages import Site
from tests.benchmarks.parts.queries import counted

TITLE = f"The coverage of 342 municipalities, 4 sectors and {COVERING} regions"
PATH = "/dekking/?sector=po&datum=2026-01-01"


def measurements(bench: Bench) -> Iterator[Row]:
    """The queries of a process that just began, and the time of a page that is made anew."""
    ask = Site(bench.editions(bench.engines[0])).asking(PATH)
    forget()
    yield at_most("the page, after a change", counted(ask), 10, "queries")
    yield milliseconds("the page made anew", repeated(ask))
