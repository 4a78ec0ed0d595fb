"""One question, one answer: request → plan → engine → what a page shows. Titles and labels are fetched by others."""

from collections.abc import Mapping
from dataclasses import dataclass

from search.engines.base import Engine, EngineAnswer
from search.engines.fields import FACETS, PROFILE
from search.planner.plan import Marks
from search.planner.planner import plan
from search.query.request import MAX_PAGE, NO_SUCH_PAGE, PAGE_SIZE, SearchRequest


@dataclass(frozen=True)
class Hit:
    """A document found: its number, the key of its record, and the id of the lesson that answers best, if one does."""

    n: int
    key: str
    best_lesson: str | None


@dataclass(frozen=True)
class SearchResults:
    """A page of an answer.

    ``facets`` has every facet; a facet has the codes that occur, most frequent first, and the chosen codes even with 0
    documents. ``profile`` counts all hits by evidence step and result direction. ``marks`` is for `highlight` and
    `snippet`. ``request`` is what was answered: a page that does not exist has become the last one.
    """

    request: SearchRequest
    total: int
    pages: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, Mapping[str, int]]
    profile: Mapping[tuple[int, str], int]
    marks: Marks
    notices: tuple[str, ...]


def find(engine: Engine, request: SearchRequest) -> SearchResults:
    """Answer a request.

    Raises:
        EngineError: the engine cannot answer; see `search.engines.base` for the kinds.
    """
    asked = plan(request)
    answer = engine.search(asked)
    pages = min(max(1, -(-answer.total // PAGE_SIZE)), MAX_PAGE)
    if request.page > pages:
        return _last_page(engine, request, pages)
    lessons = engine.best_passages(asked.passages, [hit.n for hit in answer.hits])
    return SearchResults(
        request=request,
        total=answer.total,
        pages=pages,
        hits=tuple(Hit(hit.n, hit.key, lessons.get(hit.n)) for hit in answer.hits),
        facets={facet: _codes(answer, request, facet) for facet in FACETS},
        profile=_profile(answer.facets.get(PROFILE, {})),
        marks=asked.marks,
        notices=(*request.notices, *asked.notices),
    )


def _last_page(engine: Engine, request: SearchRequest, pages: int) -> SearchResults:
    said = NO_SUCH_PAGE.format(page=request.page)
    notices = [notice for notice in request.notices if notice != said]
    return find(engine, request.with_page(pages).noting(*notices, NO_SUCH_PAGE.format(page=pages)))


def _codes(answer: EngineAnswer, request: SearchRequest, facet: str) -> dict[str, int]:
    counts = dict.fromkeys(request.selected(facet), 0) | dict(answer.facets.get(facet, {}))
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _profile(counts: Mapping[str, int]) -> dict[tuple[int, str], int]:
    profile = {}
    for code, count in counts.items():
        step, _, direction = code.partition("|")
        profile[int(step), direction] = count
    return profile
