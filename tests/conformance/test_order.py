"""Orders and pages: every document has one place, on every engine and on every page."""

from collections.abc import Callable

import pytest

from search.query.request import PAGE_SIZE, SearchRequest
from search.results.search import SearchResults
from tests.conformance.corpus import CORPUS
from tests.conformance.oracle import answer

Ask = Callable[..., SearchResults]


def pages(ask: Ask, q: str, **params: list[str]) -> list[list[int]]:
    last = ask(q, **params).pages
    return [[hit.n for hit in ask(q, pagina=[str(page)], **params).hits] for page in range(1, last + 1)]


@pytest.mark.parametrize("sort", ["nieuwste", "oudste", "titel"])
@pytest.mark.parametrize("q", ["", "verslag", "een", "-werven", "tijd"])
def test_the_pages_joined_are_the_oracles_order(ask: Ask, sort: str, q: str) -> None:
    right = answer(CORPUS, SearchRequest.from_params({"q": [q], "sorteer": [sort]}))
    assert tuple(n for page in pages(ask, q, sorteer=[sort]) for n in page) == right.order


def test_equal_scores_come_in_order_of_number(ask: Ask) -> None:
    joined = [n for page in pages(ask, "verslag") for n in page]
    assert joined == list(range(101, 146))


def test_equal_scores_stay_in_order_when_documents_are_replaced(engine_of: Callable[..., Ask]) -> None:
    engine_of(dict.fromkeys(range(1, 91), "Verslag"))
    engine_of(dict.fromkeys(range(60, 0, -7), "Verslag"))
    ask = engine_of({91: "Verslag"})
    joined = [n for page in pages(ask, "verslag") for n in page]
    assert joined == list(range(1, 92))


def test_a_page_is_full_until_the_last(ask: Ask) -> None:
    assert [len(page) for page in pages(ask, "verslag")] == [PAGE_SIZE, PAGE_SIZE, 5]


def test_without_words_the_newest_come_first(ask: Ask) -> None:
    assert [hit.n for hit in ask("").hits][:4] == [7, 2, 3, 1]


def test_titles_are_sorted_as_a_reader_sorts(engine_of: Callable[..., Ask]) -> None:
    ask = engine_of({1: "zeker", 2: "Één weg", 3: "Eenmaal", 4: "“Aan tafel”", 5: "andere"})
    assert [hit.n for hit in ask("", sorteer=["titel"]).hits] == [4, 5, 2, 3, 1]


@pytest.mark.parametrize("page", ["4", "99", "500", "1000000000", "9" * 400])
def test_a_page_beyond_the_last_is_the_last_and_says_so_once(ask: Ask, page: str) -> None:
    results = ask("verslag", pagina=[page])
    assert results.request.page == results.pages == 3
    assert len(results.hits) == 5
    assert results.notices == ("Deze pagina bestaat niet. U ziet pagina 3.",)


def test_nothing_found_is_one_empty_page(ask: Ask) -> None:
    results = ask("olifant", pagina=["7"])
    assert (results.total, results.pages, results.request.page, results.hits) == (0, 1, 1, ())
