"""More hits than there are pages for: the last page is the five hundredth, and every page is full."""

from search.engines.base import Engine
from search.query.request import MAX_HITS, MAX_PAGE, PAGE_SIZE, SearchRequest
from search.results.search import SearchResults, find
from tests.conformance.conftest import CROWD


def page(engine: Engine, number: int, q: str = "verslag", sort: str = "relevantie") -> SearchResults:
    params = {"q": [q], "sorteer": [sort], "pagina": [str(number)]}
    return find(engine, SearchRequest.from_params(params))


def numbers(results: SearchResults) -> list[int]:
    return [hit.n for hit in results.hits]


def test_all_are_counted_also_those_that_no_page_shows(crowd: Engine) -> None:
    results = page(crowd, 1)
    assert (results.total, results.pages) == (CROWD, MAX_PAGE)
    assert results.facets["thema"] == {"werven": CROWD}


def test_the_five_hundredth_page_by_relevance_holds_the_last_hits_in_order(crowd: Engine) -> None:
    assert numbers(page(crowd, MAX_PAGE)) == [*range(MAX_HITS - PAGE_SIZE + 1, MAX_HITS + 1)]


def test_the_five_hundredth_page_by_date_holds_the_last_hits_in_order(crowd: Engine) -> None:
    last = CROWD - MAX_HITS
    assert numbers(page(crowd, MAX_PAGE, sort="nieuwste")) == [*range(last + PAGE_SIZE, last, -1)]


def test_the_five_hundredth_page_by_title_holds_the_last_hits_in_order(crowd: Engine) -> None:
    assert numbers(page(crowd, MAX_PAGE, sort="titel")) == [*range(MAX_HITS - PAGE_SIZE + 1, MAX_HITS + 1)]


def test_the_five_hundredth_page_without_words_is_full(crowd: Engine) -> None:
    assert len(numbers(page(crowd, MAX_PAGE, q="", sort="oudste"))) == PAGE_SIZE


def test_a_page_after_the_five_hundredth_is_the_five_hundredth(crowd: Engine) -> None:
    results = page(crowd, MAX_PAGE + 1)
    assert results.request.page == MAX_PAGE
    assert numbers(results) == numbers(page(crowd, MAX_PAGE))
    assert results.notices == ("Deze pagina bestaat niet. U ziet pagina 500.",)


def test_pages_far_apart_share_no_document(crowd: Engine) -> None:
    pages = [set(numbers(page(crowd, number))) for number in (1, 2, 50, 51, 250, 499, 500)]
    assert sum(map(len, pages)) == len(set().union(*pages)) == 7 * PAGE_SIZE


def test_the_contents_of_a_crowd_are_complete(crowd: Engine) -> None:
    assert len(crowd.contents()) == crowd.status().documents == CROWD
