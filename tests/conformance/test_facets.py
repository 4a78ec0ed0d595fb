"""Facets count documents: OR inside one, AND across, each under all filters but its own."""

from collections.abc import Callable

import pytest

from search.engines.base import Engine
from search.engines.fields import ALL_FACETS
from search.planner.planner import plan
from search.query.request import SearchRequest
from search.results.search import SearchResults
from tests.conformance.corpus import CORPUS
from tests.conformance.oracle import answer

Ask = Callable[..., SearchResults]

CHOICES = {
    "nothing chosen": {},
    "one code": {"thema": ["werven"]},
    "two codes of one facet": {"thema": ["begeleiden", "opleiden"]},
    "codes of two facets": {"thema": ["werven"], "sector": ["vo"]},
    "two codes in each of two facets": {"thema": ["werven", "matchen"], "sector": ["vo", "so"]},
    "three facets": {"thema": ["werven", "begeleiden"], "sector": ["po", "vo"], "richting": ["positief", "gemengd"]},
    "a year": {"jaar": ["2023"]},
    "two years": {"jaar": ["2022", "2024"]},
    "a code that nothing has": {"thema": ["olifanten"]},
    "one code that is there and one that is not": {"thema": ["werven", "olifanten"]},
    "a step": {"trede": ["3"]},
    "a step and a direction": {"trede": ["1", "2"], "richting": ["negatief"]},
}


@pytest.mark.parametrize("q", ["", "tijd", "regio -verslag", '"vaste coach"', "olifant"])
@pytest.mark.parametrize("name", CHOICES)
def test_hits_and_counts_are_those_of_the_oracle(engine: Engine, name: str, q: str) -> None:
    request = SearchRequest.from_params({"q": [q], **CHOICES[name]})
    right = answer(CORPUS, request)
    found = engine.search(plan(request))
    assert found.total == len(right.found)
    assert found.facets == right.facets


def test_codes_of_one_facet_add_up_and_facets_narrow(ask: Ask) -> None:
    assert ask(thema=["begeleiden"], jaar=["2023"]).total == 1
    assert ask(thema=["begeleiden", "matchen"], jaar=["2023"]).total == 2
    assert ask(thema=["begeleiden", "matchen"], jaar=["2023"], sector=["vo"]).total == 1


def test_a_facet_is_counted_as_if_nothing_of_it_were_chosen(ask: Ask) -> None:
    free, chosen = ask("tijd"), ask("tijd", thema=["opleiden"])
    assert chosen.total == 1
    assert chosen.facets["thema"] == free.facets["thema"] == {"opleiden": 1, "professionaliseren": 1, "werven": 1}
    assert chosen.facets["sector"] == {"mbo": 1}


def test_a_chosen_code_without_documents_stays_visible_with_zero(ask: Ask) -> None:
    results = ask("tijd", thema=["olifanten"])
    assert results.total == 0
    assert results.facets["thema"]["olifanten"] == 0


def test_codes_come_most_frequent_first(ask: Ask) -> None:
    assert list(ask("-verslag").facets["sector"].items()) == [("po", 4), ("vo", 3), ("mbo", 1), ("so", 1)]


def test_a_document_with_a_code_twice_counts_once(engine_of: Callable[..., Ask]) -> None:
    ask = engine_of({1: "Een"}, thema=["werven", "werven"])
    assert ask("").facets["thema"] == {"werven": 1}


def test_lessons_are_never_counted(ask: Ask) -> None:
    results = ask("starter")
    assert results.total == 2
    assert results.facets["soort"] == {"casusrapport": 2}
    assert sum(results.profile.values()) == 2


def test_the_profile_counts_step_by_direction_of_all_hits(ask: Ask) -> None:
    assert ask("po -verslag").profile == {(2, "gemengd"): 1, (3, "positief"): 1}
    assert ask("po -verslag", trede=["3"]).profile == {(3, "positief"): 1}


def test_the_hidden_facet_is_not_shown_and_cannot_be_chosen(ask: Ask) -> None:
    results = ask("tijd", profiel=["1|negatief"])
    assert results.total == 2
    assert "profiel" not in results.facets
    assert set(results.facets) == set(ALL_FACETS) - {"profiel"}


@pytest.mark.parametrize("code", ['x"y', "a\\b", "a:b", "(", "werven OR matchen", "*", "ë", "x" * 300])
def test_a_code_of_any_shape_is_counted_as_it_is(engine_of: Callable[..., Ask], code: str) -> None:
    ask = engine_of({1: "Een", 2: "Twee"}, regio=[code])
    assert ask("een").facets["regio"] == {code: 1}
