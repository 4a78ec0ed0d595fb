"""Search alone over 100,000 generated documents: question to hits, counts and best lessons, against the raw engine."""

from collections.abc import Iterator, Sequence
from functools import partial

from search.planner.planner import plan
from search.results.search import find
from tests.benchmarks.bench import Bench
from tests.benchmarks.engines import Measured
from tests.benchmarks.measuring import Call, Row, at_most, in_turn, milliseconds, times
from tests.benchmarks.questions import requests

TITLE = "Search alone over 100,000 generated documents: the same 200 requests"
ROUNDS = 3


def measurements(bench: Bench) -> Iterator[Row]:
    """Each engine's rows."""
    for measured in bench.engines:
        yield from of_engine(bench, measured)


def of_engine(bench: Bench, measured: Measured) -> Iterator[Row]:
    """`find` and the raw engine in turn; the raw engine twice, for the noise."""
    engine = bench.generated(measured)
    raw = [measured.raw(engine, "generated")(plan(request)) for request in requests()]
    calls: dict[str, Sequence[Call]] = {
        "raw": raw,
        "find": [partial(find, engine, request) for request in requests()],
        "again": raw,
    }
    took = in_turn(calls, bench.bar(range(ROUNDS + 1), f"{measured.name}: searches"))
    name = measured.name
    yield milliseconds(f"{name}: raw search and counts of 17 facets", took["raw"].wall)
    yield milliseconds(f"{name}: with analysis, plan, order and best lessons", took["find"].wall)
    ours = times(f"{name}: the same", took["find"].wall, took["raw"].wall)
    yield at_most(ours.what, ours.value, measured.page, ours.unit, ours.slow)
    yield times(f"{name}: noise, the same raw calls again", took["again"].wall, took["raw"].wall)
    engine.close()
