"""An index without a single document answers everything."""

from search.engines.base import Engine
from search.planner.planner import plan
from search.query.request import SearchRequest
from search.results.search import SearchResults, find


def asked(engine: Engine, q: str = "", **params: list[str]) -> SearchResults:
    return find(engine, SearchRequest.from_params({"q": [q], **params}))


def test_a_word_finds_nothing(nothing: Engine) -> None:
    assert (asked(nothing, "werven").total, asked(nothing, "werven").hits) == (0, ())


def test_no_words_find_nothing(nothing: Engine) -> None:
    assert asked(nothing).total == 0


def test_an_exclusion_finds_nothing(nothing: Engine) -> None:
    assert asked(nothing, '-werven -"vaste coach"').total == 0


def test_every_facet_is_there_and_empty(nothing: Engine) -> None:
    assert not any(asked(nothing).facets.values())
    assert asked(nothing).profile == {}


def test_a_chosen_code_stays_visible(nothing: Engine) -> None:
    assert asked(nothing, "werven", thema=["werven"]).facets["thema"] == {"werven": 0}


def test_every_order_is_an_empty_first_page(nothing: Engine) -> None:
    for sort in ("relevantie", "nieuwste", "oudste", "titel"):
        results = asked(nothing, "werven", sorteer=[sort], pagina=["9"])
        assert (results.pages, results.request.page, results.hits) == (1, 1, ())


def test_no_document_has_a_lesson(nothing: Engine) -> None:
    lessons = plan(SearchRequest.from_params({"q": ["werven"]})).passages
    assert nothing.best_passages(lessons, []) == nothing.best_passages(lessons, [1, 2]) == {}


def test_the_contents_are_empty_and_the_status_counts_nothing(nothing: Engine) -> None:
    assert nothing.contents() == {}
    assert (nothing.status().documents, nothing.status().passages) == (0, 0)
