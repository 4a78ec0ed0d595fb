"""The search page over 20,000 editions: a whole request to HTML, against the raw engine's search and counts."""

import statistics
from collections.abc import Iterator, Sequence

from search.planner.planner import plan
from search.web.page import url_of
from tests.benchmarks.bench import Bench
from tests.benchmarks.engines import Measured
from tests.benchmarks.measuring import Call, Row, Taken, at_most, in_turn, milliseconds, slow_end, times
from tests.benchmarks.pages import Site
from tests.benchmarks.questions import mix, requests

TITLE = "The search page over 20,000 editions: 200 requests, each the median of its rounds"
ROUNDS = 5


def measurements(bench: Bench) -> Iterator[Row]:
    """Each engine's rows."""
    for measured in bench.engines:
        yield from of_engine(bench, measured)


def of_engine(bench: Bench, measured: Measured) -> Iterator[Row]:
    """The page and the raw engine in turn; the raw engine twice, for the noise."""
    engine = bench.editions(measured)
    site = Site(engine)
    raw = [measured.raw(engine, "index")(plan(request)) for request in requests()]
    pages = [site.asking(url_of(request)) for request in requests()]
    calls: dict[str, Sequence[Call]] = {"raw": raw, "page": pages, "again": raw}
    took = in_turn(calls, bench.bar(range(ROUNDS + 1), f"{measured.name}: pages"))
    name = measured.name
    sizes = [len(page()) / 1000 for page in pages]
    yield milliseconds(f"{name}: raw search and counts of 17 facets", took["raw"].wall)
    yield milliseconds(f"{name}: the whole page", took["page"].wall)
    yield from against_raw(measured, took["page"], took["raw"])
    yield times(f"{name}: noise, the same raw calls again", took["again"].wall, took["raw"].wall)
    for place, kind in enumerate(mix()):
        yield milliseconds(f"{name}: the page, {kind}", took["page"].wall[place :: len(mix())])
        yield milliseconds(f"{name}: its raw search, {kind}", took["raw"].wall[place :: len(mix())])
    yield Row(f"{name}: a page's HTML", statistics.median(sizes), "kB", slow_end(sizes))
    engine.close()


def against_raw(measured: Measured, page: Taken, raw: Taken) -> Iterator[Row]:
    """The ratios, with the target at the one that others on the machine change least.

    The embedded engine works in this process, so the time of a core is all of it; a server has a process of its own.
    """
    wall = times(f"{measured.name}: the whole page", page.wall, raw.wall)
    if measured.embedded:
        yield wall
        core = times(f"{measured.name}: the whole page, time of a core", page.core, raw.core)
        yield at_most(core.what, core.value, measured.page, core.unit, core.slow)
    else:
        yield at_most(wall.what, wall.value, measured.page, wall.unit, wall.slow)
