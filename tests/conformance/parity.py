"""What two engines must have in common, and the few differences that there may be, each by its name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from search.engines.base import Engine, EngineAnswer
from search.planner.plan import Plan
from search.planner.planner import plan
from search.query.request import PAGE_SIZE, SearchRequest

TOLERANCE: Final = 2e-6
"""Of a score: both engines add in 32 bits, in another order."""
ALIKE: Final = 1e-5
"""How far apart two engines' scores of one document may be, as a part of it."""


class Rule(Enum):
    """Why two right answers may differ."""

    WITHIN_FLOAT = "documents changed places whose scores differ by less than the last bits of a sum"


class Unexplained(AssertionError):
    """Two engines differ, and no rule says why."""


@dataclass(frozen=True)
class Comparison:
    """Two answers to one question: whether the first ten are the same, and what explains each difference."""

    request: SearchRequest
    total: int
    same_ten: bool
    rules: frozenset[Rule]


def compare(one: Engine, other: Engine, request: SearchRequest, size: int) -> Comparison:
    """Ask both for all hits, in their order, of at most ``size`` documents, and for the best lessons of a page.

    Raises:
        Unexplained: in what else they differ than the rules allow.
    """
    asked = plan(request)
    whole = replace(asked, offset=0, limit=size)
    first, second = one.search(whole), other.search(whole)
    _same("totals", request, first.total, second.total)
    _same("documents", request, *({hit.n: hit.key for hit in answer.hits} for answer in (first, second)))
    _same("facets", request, first.facets, second.facets)
    _same("numbers of hits", request, first.total, len(first.hits))
    _scores_alike(request, first, second)
    page = order(first)[asked.offset : asked.offset + PAGE_SIZE]
    _same("lessons", request, one.best_passages(asked.passages, page), other.best_passages(asked.passages, page))
    rules = frozenset() if order(first) == order(second) else frozenset({explanation(asked, first, second)})
    return Comparison(request, first.total, order(first)[:10] == order(second)[:10], rules)


def order(answer: EngineAnswer) -> list[int]:
    """The documents of an answer, best first."""
    return [hit.n for hit in answer.hits]


def explanation(asked: Plan, first: EngineAnswer, second: EngineAnswer) -> Rule:
    """The rule by which two orders of the same documents differ."""
    if asked.sort is None and _sorted_within_float(first, order(second)) and _sorted_within_float(second, order(first)):
        return Rule.WITHIN_FLOAT
    raise Unexplained(f"Two orders of {asked.match}: {order(first)[:30]} and {order(second)[:30]}")


def _sorted_within_float(answer: EngineAnswer, numbers: Sequence[int]) -> bool:
    """Whether the scores of an answer fall in this order too, but for their last bits."""
    scores = {hit.n: hit.score for hit in answer.hits}
    lowest = float("inf")
    for n in numbers:
        if scores[n] > lowest * (1 + TOLERANCE):
            return False
        lowest = min(lowest, scores[n])
    return True


def _scores_alike(request: SearchRequest, first: EngineAnswer, second: EngineAnswer) -> None:
    scores = {hit.n: hit.score for hit in second.hits}
    for hit in first.hits:
        if abs(hit.score - scores[hit.n]) > ALIKE * abs(hit.score):
            raise Unexplained(f"Scores of {hit.n} for {request.to_params()}: {hit.score} and {scores[hit.n]}")


def _same(what: str, request: SearchRequest, first: object, second: object) -> None:
    if first != second:
        raise Unexplained(f"Two {what} for {request.to_params()}: {first} and {second}")
