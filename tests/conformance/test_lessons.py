"""The lesson that answers best, for each document on the page."""

from collections.abc import Callable

import pytest

from search.engines.base import Batch, Engine
from search.engines.fields import prepare
from search.planner.planner import plan
from search.query.request import SearchRequest
from search.results.search import SearchResults, find
from tests.conformance.corpus import CORPUS, document
from tests.conformance.oracle import lessons_with_a_word

Ask = Callable[..., SearchResults]
DOCUMENTS = {document.n: document for document in CORPUS}


def best(results: SearchResults) -> dict[int, str | None]:
    return {hit.n: hit.best_lesson for hit in results.hits}


@pytest.mark.parametrize(
    ("q", "expected"),
    {
        "werven zomer": {1: "1-0"},
        "starters": {1: "1-1", 2: "2-0"},
        "geld": {4: "4-1", 6: "6-1"},
        "klas leraar": {2: "2-0"},
        "rooster": {2: "2-1"},
        '"vaste dagen"': {2: "2-1"},
        "coach dagen helpen": {2: "2-1"},
        "overstapper": {1: None},
        "regio": {5: None, 8: None},
        "tijd -scholen": {4: "4-1"},
    }.items(),
)
def test_the_best_lesson_is(ask: Ask, q: str, expected: dict[int, str | None]) -> None:
    assert best(ask(q)) == expected


@pytest.mark.parametrize("q", ["starter", "tijd", "een", "verslag", "vaste school", '"vaste coach"', "betalen geld"])
def test_a_best_lesson_holds_a_word_of_the_question_and_is_missing_when_none_does(ask: Ask, q: str) -> None:
    for n, lesson in best(ask(q)).items():
        possible = lessons_with_a_word(DOCUMENTS[n], q)
        assert lesson in possible if possible else lesson is None


def test_a_question_without_words_has_no_best_lesson(ask: Ask) -> None:
    assert set(best(ask("")).values()) == {None}
    assert set(best(ask("-verslag")).values()) == {None}


def test_the_statement_weighs_more_than_the_explanation(empty: Engine) -> None:
    lessons = ["Iets anders telt.", "Overleg helpt."]
    empty.write(Batch([prepare(document(1, "Een", lessons=lessons, explanations=["Overleg telt.", "Iets helpt."]))]))
    assert best(find(empty, SearchRequest.from_params({"q": ["overleg"]}))) == {1: "1-1"}


def test_of_equal_lessons_the_first_is_best(empty: Engine) -> None:
    empty.write(Batch([prepare(document(1, "Een", lessons=["Overleg helpt."] * 4))]))
    assert best(find(empty, SearchRequest.from_params({"q": ["overleg"]}))) == {1: "1-0"}


def test_no_document_is_left_without_its_lesson_beside_one_with_hundreds(empty: Engine) -> None:
    long = document(1, "Overleg", lessons=["Overleg helpt."] * 800)
    short = document(2, "Overleg", lessons=["Het overleg van een lange dag met vele anderen hielp."])
    empty.write(Batch([prepare(long), prepare(short)]))
    assert best(find(empty, SearchRequest.from_params({"q": ["overleg"]}))) == {1: "1-0", 2: "2-0"}


def test_a_lesson_that_says_it_at_greater_length_is_second(strange: Engine) -> None:
    assert best(find(strange, SearchRequest.from_params({"q": ["vaak"]}))) == {22: "22-0"}


def test_a_lesson_with_both_words_is_better_than_one_with_either(strange: Engine) -> None:
    assert best(find(strange, SearchRequest.from_params({"q": ["school overleg"]}))) == {22: "22-3"}


def test_the_lesson_with_the_phrase_is_best(strange: Engine) -> None:
    assert best(find(strange, SearchRequest.from_params({"q": ['"vaste tijd is"']}))) == {23: "23-2"}


def test_an_excluded_word_chooses_no_lesson(strange: Engine) -> None:
    assert best(find(strange, SearchRequest.from_params({"q": ["praten -coach"]}))) == {22: "22-1"}


def test_a_lesson_is_found_by_its_explanation_alone(strange: Engine) -> None:
    assert best(find(strange, SearchRequest.from_params({"q": ["reinheid"]}))) == {17: "17-0"}


def test_a_chosen_facet_does_not_change_which_lesson_is_best(strange: Engine) -> None:
    free, chosen = (SearchRequest.from_params({"q": ["vaak"], "thema": codes}) for codes in ([], ["werven"]))
    assert best(find(strange, free)) == best(find(strange, chosen))


def test_the_best_lesson_is_the_same_in_every_order_of_the_list(strange: Engine) -> None:
    orders = ["relevantie", "nieuwste", "oudste", "titel"]
    answers = [best(find(strange, SearchRequest.from_params({"q": ["tijd"], "sorteer": [each]}))) for each in orders]
    assert answers == [{23: "23-0"}] * 4


def test_a_document_that_is_not_there_has_no_lesson(strange: Engine) -> None:
    lessons = plan(SearchRequest.from_params({"q": ["vaak"]})).passages
    assert strange.best_passages(lessons, [1, 22, 999]) == {22: "22-0"}
