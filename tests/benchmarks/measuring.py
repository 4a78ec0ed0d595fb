"""How benchmarks measure: the same call many times, on one core, told by the median and the slow end."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Measurement:
    """One line of the table. ``slow`` is the same at the slow end (95 of 100 are quicker), where measured."""

    what: str
    value: float
    unit: str
    slow: float | None = None


def seconds_per_call(call: Callable[[], object], *, at_least: float = 1.0, calls: int = 50) -> list[float]:
    """How long each of many calls took, in seconds: at least ``calls`` of them, and going on for ``at_least`` seconds.

    Some calls come first unmeasured, so that caches are as full as in a process that has run for a while.
    """
    for _ in range(5):
        call()
    taken: list[float] = []
    while len(taken) < calls or sum(taken) < at_least:
        started = time.perf_counter()
        call()
        taken.append(time.perf_counter() - started)
    return taken


def latency(what: str, call: Callable[[], object]) -> Measurement:
    """The time of one call, in milliseconds."""
    taken = seconds_per_call(call)
    slow = statistics.quantiles(taken, n=20)[-1]
    return Measurement(what, statistics.median(taken) * 1000, "ms", slow * 1000)


def rate(what: str, unit: str, amount: int, call: Callable[[], object]) -> Measurement:
    """How many ``unit`` a second go through ``call``, which handles ``amount`` of them."""
    return Measurement(what, amount / statistics.median(seconds_per_call(call)), f"{unit}/s")
