"""How quickly text becomes tokens: a rebuild reads every word of every edition."""

from collections.abc import Iterator

from search.analysis import analyse
from tests.benchmarks.material import text
from tests.benchmarks.measuring import Measurement, latency, rate


def measurements() -> Iterator[Measurement]:
    """A long report, and a question of six words."""
    report = text(1500)
    yield rate("analysis of a report", "words", len(report.split()), lambda: analyse(report))
    yield latency("analysis of a question", lambda: analyse("begeleiding van startende leraren in het po"))
