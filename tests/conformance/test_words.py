"""Which documents are found by which words. The expected numbers are written out, and the oracle has to agree."""

from collections.abc import Callable

import pytest

from search.query.request import SearchRequest
from search.results.search import SearchResults
from tests.conformance.corpus import CORPUS
from tests.conformance.oracle import answer

Ask = Callable[..., SearchResults]

WORDS = {
    "a word as written": ("campagne", {1}),
    "a word in capitals": ("CAMPAGNE", {1}),
    "a plural finds the singular": ("campagnes", {1}),
    "a singular finds the plural": ("loket", {1}),
    "an infinitive finds the noun of it": ("werven", {1}),
    "a past participle finds the infinitive": ("begeleid", {2}),
    "a noun finds its verb": ("begeleiding", {2}),
    "guidance is not policy": ("begeleiden", {2}),
    "policy is not guidance": ("beleid", {3}),
    "a compound in another number": ("invalpools", {6}),
    "leraar finds leraren": ("leraar", {2}),
    "an apostrophe and none": ("onderwijsregios", {1}),
    "a curly apostrophe": ("regio's", {5, 8}),
    "a plural without apostrophe": ("fotos", {8}),
    "hyphened finds both spellings": ("zij-instroom", {4}),
    "joined finds the hyphened word": ("zijinstromer", {1}),
    "a part of a hyphened word": ("instromers", {1}),
    "an abbreviation with an ampersand": ("so&p", {4}),
    "the sector is not the abbreviation": ("so", {5}),
    "a slash separates": ("vo", {2, 7}),
    "both sides of a slash": ("po/vo", {2, 7}),
    "dots in an abbreviation": ("p.o.", {2, 7, 8}),
    "an accent left out": ("coordinatie", {7}),
    "an accent left out of an inflected word": ("financieel", {7}),
    "the ligature ij": ("ijsselland", {6}),
    "a number with and without its point": ("1200", {5}),
    "a year out of a range": ("2024", {6}),
    "vak is not vaak": ("vak", {4}),
    "over is not overheid": ("over", set()),
    "een finds één": ("één gesprek", {2}),
    "two words in two fields": ("startende gesprek", {2}),
    "two words of which one is missing": ("campagne gesprek", set()),
    "the order of words does not matter": ("leraren startende", {2}),
    "a word twice": ("tijd tijd", {3, 4}),
    "a word that is nowhere": ("olifant", set()),
    "signs between words mean nothing": ("( campagne ) ?!", {1}),
    "an emoji between words": ("campagne 🎓 overstapper", {1}),
}
PHRASES = {
    "a phrase": ('"plan van aanpak"', {7}),
    "a phrase the other way round": ('"aanpak van plan"', set()),
    "a phrase in other words' order": ('"aanpak van het plan"', {7}),
    "a phrase is not inflected": ('"plannen van aanpak"', set()),
    "a phrase of one word is that word": ('"invalpools"', {6}),
    "a phrase of one word in another number": ('"loket"', set()),
    "a phrase over a border of lessons": ('"opleiden vraagt tijd tijd kost"', set()),
    "a phrase from the last word of a lesson to the first of the next": ('"zomer laat"', set()),
    "a phrase within a lesson": ('"tijd kost geld"', {4}),
    "a phrase with a hyphened word": ('"van zij-instromers in"', {1}),
    "a phrase over a full stop": ('"werken samen de loketten"', {1}),
    "a phrase in curly quotes": ("“vaste coach”", {2}),
    "a phrase in low quotes": ("„vaste coach”", {2}),
    "a phrase without accents": ('"een coordinator per bestuur"', {7}),
    "a phrase and a word": ('"vaste coach" leraar', {2}),
    "two phrases": ('"vaste coach" "twee jaar"', {2}),
    "a quote without its twin": ('"vaste coach', {2}),
    "an empty phrase": ('"" campagne', {1}),
}
EXCLUSIONS = {
    "a word without another": ("werven -overstapper", set()),
    "a word without one that is not there": ("werven -beleid", {1}),
    "an excluded inflection": ("tijd -scholen", {4}),
    "an excluded phrase": ('regio -"regio zwolle"', {8}),
    "an excluded phrase that stands apart": ('tijd -"geld kost"', {3, 4}),
    "an excluded pair excludes those with both": ("klas -po/vo", {4}),
    "an en dash as minus": ("tijd –scholen", {4}),
    "a hyphen within a word excludes nothing": ("zij-instroom", {4}),
}


def numbers(results: SearchResults) -> set[int]:
    return {hit.n for hit in results.hits}


@pytest.mark.parametrize("name", WORDS | PHRASES | EXCLUSIONS)
def test_finds_exactly_these(ask: Ask, name: str) -> None:
    q, expected = (WORDS | PHRASES | EXCLUSIONS)[name]
    results = ask(q)
    right = answer(CORPUS, SearchRequest.from_params({"q": [q]}))
    assert right.found == expected
    assert numbers(results) == expected
    assert results.total == len(expected)


@pytest.mark.parametrize(
    "q", ["-verslag", "-po", '-"vaste coach"', "-verslag -regio", "-olifant", "", "verslag", "een -verslag", "-po/vo"]
)
def test_large_answers_hold_what_the_oracle_holds(ask: Ask, q: str) -> None:
    right = answer(CORPUS, SearchRequest.from_params({"q": [q]}))
    first = ask(q)
    found = [hit.n for page in range(1, first.pages + 1) for hit in ask(q, pagina=[str(page)]).hits]
    assert set(found) == right.found
    assert len(found) == first.total == len(right.found)


def test_a_question_that_only_excludes_gives_the_newest_first(ask: Ask) -> None:
    assert [hit.n for hit in ask("-verslag").hits] == [7, 2, 3, 1, 6, 4, 8, 5]


def test_the_title_weighs_more_than_the_body(ask: Ask) -> None:
    assert [hit.n for hit in ask("regio").hits] == [8, 5]


def test_the_word_as_written_comes_before_its_inflections(engine_of: Callable[..., Ask]) -> None:
    ask = engine_of({1: "Leraren vertellen", 2: "Leraar vertelt", 3: "Leraren vertellen"})
    assert [hit.n for hit in ask("leraar").hits] == [2, 1, 3]
    assert [hit.n for hit in ask("leraren").hits] == [1, 3, 2]
