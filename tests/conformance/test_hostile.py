"""Whatever stands in the address line, there is an answer."""

from collections.abc import Callable

import pytest

from search.results.highlight import highlight, snippet
from search.results.search import SearchResults

Ask = Callable[..., SearchResults]

QUESTIONS = {
    "100 kB of one letter": "a" * 100_000,
    "100 kB of words": "werven " * 14_000,
    "500 different words": " ".join(f"w{n}" for n in range(500)),
    "many short words": " ".join(chr(97 + n % 26) for n in range(250)),
    "brackets": "(" * 5_000,
    "brackets around a word": "((((campagne))))",
    "brackets and quotes": '("' * 200,
    "one quote": '"',
    "quotes only": '"""""""',
    "minus signs": "- -- --- -",
    "a minus before a quote": '-"',
    "an excluded phrase of signs": '-"?!"',
    "a long phrase": '"' + "werven " * 60 + '"',
    "operators of other engines": "AND OR NOT title:werven^4 wer*~2 [a TO b] {x} /re.*/ \\",
    "nested booleans": "(a AND (b OR (c NOT d)))" * 20,
    "lone surrogates": "\ud800werven\udfff",
    "control characters": "wer\x00ven\x07\x1b[31m\r\n",
    "right-to-left override": "\u202ewerven\u202c",
    "zero width": "wer\u200bven \u200d",
    "combining marks": "e" + "\u0301" * 400,
    "dots and digits": "1.1.1.1." * 60 + "a",
    "hyphens": "a-" * 240,
    "apostrophes": "a'" * 240,
    "ampersands": "a&" * 240,
    "sentinel and gap": "$ | $s |",
    "other scripts": "教育 образование التعليم हिन्दी ﷺ ½ ™",
    "an SQL classic": "'; DROP TABLE x; --",
    "a script": "<script>alert(1)</script>",
    "percent and nulls": "%00%ff%s%n",
    "emoji with joiners": "👩‍🏫👨‍👩‍👧‍👦",
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_hostile_question_has_an_answer(ask: Ask, name: str) -> None:
    results = ask(QUESTIONS[name])
    assert results.total >= len(results.hits) >= 0
    assert results.request.permalink().isascii()
    text = "Werving van zij-instromers: <b>AND</b> 1.1.1 a-b."
    assert "".join(segment.text for segment in highlight(text, results.marks)) == text
    assert snippet(text, results.marks, 3).segments


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_hostile_value_of_any_parameter_has_an_answer(ask: Ask, name: str) -> None:
    value = QUESTIONS[name]
    results = ask("werven", thema=[value, "werven"], jaar=[value], sorteer=[value], pagina=[value], onbekend=[value])
    assert results.request.sort == "relevantie"
    assert results.notices


def test_a_question_of_signs_alone_shows_everything_and_says_so(ask: Ask) -> None:
    results = ask("((((")
    assert results.total == ask("").total
    assert results.notices == ("In uw zoekvraag staat geen woord waarop wij kunnen zoeken. U ziet alles.",)


def test_too_many_words_are_cut_and_it_says_so(ask: Ask) -> None:
    results = ask("een " + " ".join(f"w{n}" for n in range(80)))
    assert results.total == 0
    assert results.notices == ("Wij zoeken met de eerste 40 woorden van uw vraag.",)


@pytest.mark.parametrize("q", ['"vraagt tijd | tijd kost"', '"tijd | tijd"', '"tijd $"', '"zomer | laat"'])
def test_the_tokens_that_hold_texts_apart_cannot_be_asked_for(ask: Ask, q: str) -> None:
    assert ask(q).total == ask(q.replace("|", "").replace("$", "")).total


@pytest.mark.parametrize("q", ["$", "|", '"$"', "-$"])
def test_the_tokens_that_hold_texts_apart_are_no_words(ask: Ask, q: str) -> None:
    assert ask(q).total == ask("").total
