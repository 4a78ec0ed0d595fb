"""Years, and other facets with many values: a run of years is a choice of each of them."""

from collections.abc import Callable

from search.engines.base import Engine
from search.query.request import MAX_VALUES, SearchRequest
from search.results.search import SearchResults, find

Seek = Callable[..., list[int]]


def asked(engine: Engine, **params: list[str]) -> SearchResults:
    return find(engine, SearchRequest.from_params(params))


def test_one_year_finds_those_of_that_year(seek: Seek) -> None:
    assert set(seek(jaar=["2020"])) == {2, 3}


def test_a_run_of_years_finds_each_document_once(seek: Seek) -> None:
    assert sorted(seek(jaar=["2019", "2020", "2021", "2022"])) == [1, 2, 3, 4, 5, 6, 24]


def test_the_ends_of_a_run_of_years_belong_to_it(seek: Seek) -> None:
    assert set(seek(jaar=[str(year) for year in range(2020, 2022)])) == {2, 3, 4, 5, 24}


def test_a_run_of_years_without_documents_finds_nothing(seek: Seek) -> None:
    assert seek(jaar=[str(year) for year in range(1990, 2010)]) == []


def test_a_document_without_a_year_is_in_no_run_of_years(seek: Seek) -> None:
    assert 7 not in seek(jaar=[str(year) for year in range(1960, 2010)])


def test_years_and_words_narrow_each_other(seek: Seek) -> None:
    assert seek("alleen", jaar=["1961", "2021"]) == [16]


def test_every_year_is_counted_under_the_words_and_not_under_the_chosen_years(strange: Engine) -> None:
    free = asked(strange).facets["jaar"]
    assert free == {"2021": 4, "2020": 2, "2022": 2, "1961": 1, "2019": 1}
    assert asked(strange, jaar=["2019"]).facets["jaar"] == free


def test_a_document_of_two_years_is_counted_in_both_and_in_the_total_once(strange: Engine) -> None:
    results = asked(strange, jaar=["2020", "2021"])
    assert results.total == 5
    assert (results.facets["jaar"]["2020"], results.facets["jaar"]["2021"]) == (2, 4)


def test_fifty_chosen_values_all_count(strange: Engine) -> None:
    nobody = [f"leeg{n}" for n in range(MAX_VALUES - 1)]
    results = asked(strange, regio=[*nobody, "r59"])
    assert (results.total, results.notices) == (1, ())


def test_of_more_than_fifty_chosen_values_the_rest_does_not_count_and_it_says_so(strange: Engine) -> None:
    nobody = [f"leeg{n}" for n in range(MAX_VALUES)]
    results = asked(strange, regio=[*nobody, "r59"])
    assert results.total == 0
    assert results.notices == ("U kunt per filter hooguit 50 waarden kiezen. De andere tellen niet mee.",)


def test_every_code_of_a_document_with_sixty_is_counted(strange: Engine) -> None:
    assert asked(strange).facets["regio"] == {f"r{n}": 1 for n in range(60)}


def test_a_code_is_not_found_by_the_beginning_of_it(strange: Engine) -> None:
    assert asked(strange, regio=["r"]).total == 0


def test_all_facets_chosen_at_once_narrow_together(strange: Engine) -> None:
    results = asked(strange, thema=["werven"], regio=["r1"], jaar=["2022"], soort=["casusrapport"])
    assert [hit.n for hit in results.hits] == [24]
    assert results.facets["thema"] == {"matchen": 1, "werven": 1}
