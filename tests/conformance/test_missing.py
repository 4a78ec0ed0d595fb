"""Documents that lack something: a title, a text, a code, everything."""

from collections.abc import Callable

from search.engines.base import Engine
from search.query.request import PAGE_SIZE, SearchRequest
from search.results.search import find
from tests.conformance.unusual import UNUSUAL

Seek = Callable[..., list[int]]


def test_what_has_no_title_comes_first_by_title_in_order_of_number(seek: Seek) -> None:
    assert seek(sorteer=["titel"])[:3] == [14, 15, 16]


def test_the_days_before_1970_are_the_oldest(seek: Seek) -> None:
    assert seek(sorteer=["oudste"])[:4] == [16, 15, 1, 2]


def test_newest_is_oldest_from_behind(seek: Seek) -> None:
    pages = [seek(sorteer=[sort], pagina=[page]) for sort in ("nieuwste", "oudste") for page in ("1", "2")]
    assert pages[0] + pages[1] == [*reversed(pages[2] + pages[3])]


def test_of_one_day_the_highest_number_is_newest(seek: Seek) -> None:
    assert seek("café", sorteer=["nieuwste"]) == [2, 1]


def test_a_document_without_body_is_found_by_its_title(seek: Seek) -> None:
    assert seek("kop") == [16]


def test_a_document_without_title_is_found_by_its_body(seek: Seek) -> None:
    assert seek("romp") == [14]


def test_the_title_counts_more_also_where_others_have_none(seek: Seek) -> None:
    assert seek("alleen") == [16, 14]


def test_an_empty_document_is_in_the_list_of_all(seek: Seek) -> None:
    assert 15 in seek(sorteer=["oudste"])


def test_an_empty_document_lacks_every_word_and_so_none_excludes_it(seek: Seek) -> None:
    assert 15 in seek("-een", sorteer=["oudste"])
    assert 15 in seek('-"heel heel"', sorteer=["oudste"])


def test_an_empty_document_is_found_by_no_word(seek: Seek) -> None:
    assert all(15 not in seek(word) for word in ("een", "alleen", "woord", "$", "|") if len(seek(word)) < PAGE_SIZE)


def test_a_document_without_codes_is_counted_nowhere_but_in_the_total(strange: Engine) -> None:
    results = find(strange, SearchRequest.from_params({}))
    assert results.total == len(UNUSUAL)
    assert results.facets["thema"] == {"werven": 2, "matchen": 1}
    assert results.facets["sector"] == {}


def test_a_document_without_codes_is_found_under_no_choice(seek: Seek) -> None:
    assert sorted(seek(thema=["werven", "matchen"])) == [22, 24]


def test_a_document_without_lessons_has_no_best_one_beside_those_that_have(strange: Engine) -> None:
    results = find(strange, SearchRequest.from_params({"q": ["overleg"]}))
    assert {hit.n: hit.best_lesson for hit in results.hits} == {22: "22-0", 2: None}
