"""How quickly text becomes tokens: a rebuild reads every word of every edition, a page those that it shows."""

import statistics
from collections.abc import Callable, Iterator
from functools import partial

from search.analysis import analyse, index_forms
from tests.benchmarks.bench import Bench
from tests.benchmarks.editions import varied
from tests.benchmarks.measuring import Row, milliseconds, repeated

TITLE = "Analysis"


def measurements(_bench: Bench) -> Iterator[Row]:
    """The story of one report, and a question of six words."""
    report = varied().document(1)["approach"]
    thousands = len(report.split()) / 1000
    calls: dict[str, Callable[[str], object]] = {"to index": index_forms, "with places, for highlights": analyse}
    for what, call in calls.items():
        yield Row(f"words {what}", thousands / statistics.median(repeated(partial(call, report))), "thousand/s")
    yield milliseconds(
        "a question of six words", repeated(lambda: analyse("begeleiding van startende leraren in het po"))
    )
