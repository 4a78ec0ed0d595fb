"""How benchmarks measure: the same calls many times, told by the median and the slow end.

The machine is never alone. So what is compared is called in turn within one run, each request counts with the median of
its rounds, and the same raw measurement done twice tells how far two numbers may differ without any reason. Where all
work is done in this process, the time of a core is told too: others who use the machine hardly change it.
"""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

Call = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One line of the table: the middle, the slow end (95 of 100 are quicker) where measured, and what is aimed at."""

    what: str
    value: float
    unit: str
    slow: float | None = None
    target: str = ""
    met: bool | None = None


def at_most(what: str, value: float, limit: float, unit: str, slow: float | None = None) -> Row:
    """A line whose ``slow`` end, or value where there is none, should not be above ``limit``."""
    return Row(what, value, unit, slow, f"≤ {limit:,g}", (value if slow is None else slow) <= limit)


def at_least(what: str, value: float, limit: float, unit: str) -> Row:
    """A line that should reach ``limit``."""
    return Row(what, value, unit, target=f"≥ {limit:,g}", met=value >= limit)


def slow_end(values: Sequence[float]) -> float:
    """What 95 of 100 are below."""
    return statistics.quantiles(values, n=20)[-1]


def milliseconds(what: str, seconds: Sequence[float]) -> Row:
    """Median and slow end of times."""
    return Row(what, statistics.median(seconds) * 1000, "ms", slow_end(seconds) * 1000)


def times(what: str, seconds: Sequence[float], raw: Sequence[float]) -> Row:
    """How many times as long as ``raw``: medians compared with medians, slow ends with slow ends."""
    middle = statistics.median(seconds) / statistics.median(raw)
    return Row(what, middle, "× raw", slow_end(seconds) / slow_end(raw))


@dataclass(frozen=True)
class Taken:
    """The seconds of calls, each the median of its rounds: by the clock on the wall, and of a core of this process."""

    wall: list[float]
    core: list[float]


def in_turn(calls: Mapping[str, Sequence[Call]], rounds: Iterable[int]) -> dict[str, Taken]:
    """Call number 1 of everything, then number 2, and so on, in rounds of which number 0 does not count."""
    taken: dict[tuple[str, int], list[tuple[float, float]]] = defaultdict(list)
    for turn in rounds:
        for place in range(len(next(iter(calls.values())))):
            for name, each in calls.items():
                seconds = timed(each[place])
                if turn:
                    taken[name, place].append(seconds)

    def of(name: str, clock: int) -> list[float]:
        return [statistics.median(both[clock] for both in taken[name, place]) for place in range(len(calls[name]))]

    return {name: Taken(of(name, 0), of(name, 1)) for name in calls}


def timed(call: Call) -> tuple[float, float]:
    """The seconds that a call takes on the wall and of a core."""
    wall, core = time.perf_counter(), time.process_time()
    call()
    return time.perf_counter() - wall, time.process_time() - core


def repeated(call: Call, *, seconds: float = 1.0, calls: int = 50) -> list[float]:
    """How long each of many calls took: at least ``calls`` of them, and for at least ``seconds``, after a warm-up."""
    for _ in range(5):
        call()
    taken: list[float] = []
    while len(taken) < calls or sum(taken) < seconds:
        taken.append(timed(call)[0])
    return taken
