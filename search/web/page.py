"""Everything that the search page shows, from one request. What the templates expect stands in ``search/page.html``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, Self
from weakref import WeakKeyDictionary

from lessons.records.changes import CONTENT, Generation
from lessons.reports.choices import ResultDirection
from lessons.vocabulary.labels import labels
from search.engines.base import Engine
from search.engines.fields import RELEVANCE
from search.index.documents import REPORT
from search.index.draining import INDEX
from search.query.request import SearchRequest, usual_sort
from search.results.search import SearchResults, find
from search.web.cards import DIRECTIONS, Word, step_of
from search.web.facets import FacetLabels, chips, facet_lists, unknown
from search.web.guidance import guidance_rows
from search.web.hits import Around, cards
from search.web.regions import region_rows
from search.web.schemes import scheme_rows

PATH: Final = "/zoeken/"
SORTS: Final = {
    RELEVANCE: "Past het best",
    "nieuwste": "Nieuwste eerst",
    "oudste": "Oudste eerst",
    "titel": "Titel, van a tot z",
}
REPORTS: Final = ("rapport", "rapporten")
ANYTHING: Final = ("resultaat", "resultaten")
#: Filters that the empty page offers to leave out; each costs one search.
MOST_OFFERS: Final = 3


@dataclass(frozen=True)
class Action:
    """Something a visitor can do: a link with words after it, or words alone."""

    link_text: str
    url: str
    text: str


def url_of(asked: SearchRequest) -> str:
    """The address of a search."""
    return PATH + asked.permalink()


def everything() -> SearchRequest:
    """The search for all there is."""
    return SearchRequest.from_params({})


class Stand(NamedTuple):
    """What can be read and what can be found, by their generations: a search page is made of no more than these."""

    content: int
    findable: int

    @classmethod
    def now(cls) -> Self:
        """One query, to be asked before anything that a page shows."""
        numbers = dict(Generation.objects.values_list("name", "number"))
        return cls(numbers.get(CONTENT, 0), numbers.get(INDEX, 0))


def search_page(engine: Engine, asked: SearchRequest, stand: Stand) -> dict[str, Any]:
    """The context of the search page.

    Raises:
        EngineError: the engine cannot answer.
    """
    results = find(engine, asked)
    asked = results.request
    regions = region_rows(stand.content)
    names = FacetLabels(labels(stand.content), regions, years_of(engine, stand.findable))
    around = Around(regions, scheme_rows(stand.content), guidance_rows(stand.content))
    # Moving a card would break an order that the visitor chose; only the first page of the best answers has a strip.
    shown = cards(results.hits, results.marks, around, strip=asked.sort == RELEVANCE and asked.page == 1)
    chosen = list(chips(names, asked, PATH))
    return {
        "q": asked.q,
        "noun": REPORTS if set(results.facets["soort"]) <= {REPORT} else ANYTHING,
        "total": results.total,
        "facets": facet_lists(names, results),
        "chips": chosen,
        "clear_url": url_of(asked.without_filters()),
        "notices": [notice(text) for text in (*results.notices, *unknown(names, results))],
        **profile(results),
        "sorts": sorts(asked),
        "hits": shown.cards,
        "elsewhere": shown.elsewhere,
        **paging(results),
        "actions": [] if results.total else list(actions(engine, asked, names)),
    }


_years: WeakKeyDictionary[Engine, tuple[int, tuple[str, ...]]] = WeakKeyDictionary()


def years_of(engine: Engine, generation: int) -> tuple[str, ...]:
    """The years in which any report started; asked once for each generation of the index, for it is a whole search.

    Raises:
        EngineError: the engine cannot answer.
    """
    known = _years.get(engine)
    if known is None or known[0] != generation:
        known = _years[engine] = generation, tuple(find(engine, everything()).facets["jaar"])
    return known[1]


def notice(text: str) -> dict[str, str]:
    """A sentence about what was not as asked."""
    return {"kind": "info", "title": "", "text": text, "link_text": "", "url": ""}


def profile(results: SearchResults) -> dict[str, Any]:
    """The hits by step and direction, each with the address of just these."""
    counts: dict[int, dict[str, int]] = {}
    links: dict[int, dict[str, str]] = {}
    others = results.request.without_facet("trede").without_facet("richting")
    of_steps = {step: others.with_facet("trede", str(step)) for step, _ in results.profile}
    for (step, direction), count in results.profile.items():
        counts.setdefault(step, {})[direction] = count
        links.setdefault(step, {})[direction] = url_of(of_steps[step].with_facet("richting", direction))
    seen = {direction for of_step in counts.values() for direction in of_step}
    return {
        "profile": {"counts": counts, "links": links, "total": sum(results.profile.values())} if counts else None,
        "steps": [step_of(number) for number in range(6)],
        "directions": [
            Word(each.value, str(each.label))
            for each in DIRECTIONS
            if each is not ResultDirection.NOT_APPLICABLE or each.value in seen
        ],
    }


def sorts(asked: SearchRequest) -> list[dict[str, Any]]:
    """The orders that can be chosen; without words there is no best answer.

    The usual order has no code: the form sends it along with whatever is typed next, and for words another is usual.
    """
    usual = usual_sort(asked.q)
    return [
        {"code": "" if code == usual else code, "label": label, "selected": code == asked.sort}
        for code, label in SORTS.items()
        if asked.q or code != RELEVANCE
    ]


def paging(results: SearchResults) -> dict[str, Any]:
    """Links to the other pages: the first, the last, and two on both sides of this one."""
    asked, here, last = results.request, results.request.page, results.pages
    near = sorted({1, last, *range(max(1, here - 2), min(last, here + 2) + 1)})
    pages: list[dict[str, Any] | None] = []
    for number in near:
        if pages and number - near[near.index(number) - 1] > 1:
            pages.append(None)
        pages.append({"number": number, "url": url_of(asked.with_page(number)), "current": number == here})
    return {
        "pages": pages,
        "previous_url": url_of(asked.with_page(here - 1)) if here > 1 else "",
        "next_url": url_of(asked.with_page(here + 1)) if here < last else "",
    }


def actions(engine: Engine, asked: SearchRequest, names: FacetLabels) -> Iterator[Action]:
    """What a visitor can do where nothing was found. Only what brings something is offered."""
    for facet, codes in asked.facets[:MOST_OFFERS]:
        without = asked.without_facet(facet)
        total = find(engine, without).total
        if total:
            values = ", ".join(names.label(facet, code) for code in codes)
            plural = "is er 1 resultaat" if total == 1 else f"zijn er {total} resultaten"
            yield Action(f"Haal het filter {values} weg", url_of(without), f": dan {plural}.")
    if len(asked.facets) > 1 and asked.q and find(engine, asked.without_filters()).total:
        yield Action("Wis alle filters", url_of(asked.without_filters()), " en zoek alleen op uw woorden.")
    if asked.q:
        if len(asked.q.split()) > 1:
            yield Action("", "", "Gebruik minder woorden.")
        yield Action("", "", "Controleer de spelling, of probeer een ander woord voor hetzelfde.")
    if asked.q or asked.facets:
        yield Action("Bekijk alles", PATH, ", met het nieuwste bovenaan.")


def counts_by_theme(engine: Engine) -> Mapping[str, int]:
    """How many documents there are per theme; only reports have one.

    Raises:
        EngineError: the engine cannot answer.
    """
    return find(engine, everything()).facets["thema"]
