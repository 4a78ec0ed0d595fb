"""What is marked is what was found: in every hit something is marked, and nothing of what was excluded."""

from collections.abc import Callable

import pytest

from search.results.highlight import highlight
from search.results.search import SearchResults
from tests.conformance.corpus import CORPUS
from tests.conformance.test_words import PHRASES, WORDS

Ask = Callable[..., SearchResults]
TEXTS = {document.n: [value for values in document.texts.values() for value in values] for document in CORPUS}


@pytest.mark.parametrize("name", WORDS | PHRASES)
def test_every_hit_shows_why_it_was_found(ask: Ask, name: str) -> None:
    results = ask((WORDS | PHRASES)[name][0])
    marked = {
        hit.n: [segment.text for text in TEXTS[hit.n] for segment in highlight(text, results.marks) if segment.marked]
        for hit in results.hits
    }
    assert all(marked.values())


@pytest.mark.parametrize("q", [q for q, _ in PHRASES.values() if q[0] == q[-1] == '"' and q.count('"') == 2])
def test_a_document_that_a_phrase_does_not_find_has_no_mark_of_it(ask: Ask, q: str) -> None:
    results = ask(q)
    found = {hit.n for hit in results.hits}
    for n, texts in TEXTS.items():
        if n not in found:
            assert not any(segment.marked for text in texts for segment in highlight(text, results.marks))


def test_an_excluded_word_is_never_marked(ask: Ask) -> None:
    marks = ask('tijd -scholen -"geld kost"').marks
    text = "Tijd en scholen, geld kost geld."
    assert [segment.text for segment in highlight(text, marks) if segment.marked] == ["Tijd"]


def test_a_word_is_marked_as_it_was_written(ask: Ask) -> None:
    marks = ask("coordinator").marks
    text = "Een COÖRDINATOR, of twee coördinatoren."
    marked = [segment.text for segment in highlight(text, marks) if segment.marked]
    assert marked[0] == "COÖRDINATOR"


def test_only_whole_phrases_are_marked(ask: Ask) -> None:
    marks = ask('"plan van aanpak"').marks
    text = "Een plan van aanpak, een plan, en van aanpak."
    assert [segment.text for segment in highlight(text, marks) if segment.marked] == ["plan van aanpak"]


def test_a_question_without_words_marks_nothing(ask: Ask) -> None:
    text = "Werving van zij-instromers."
    assert [segment.text for segment in highlight(text, ask("", thema=["werven"]).marks)] == [text]
