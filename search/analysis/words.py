"""One word: the form in which it is written, and the stem under which it is found."""

from collections.abc import Mapping
from functools import cache, lru_cache

import Stemmer
from simplemma.strategies import DictionaryLookupStrategy
from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY

from search.analysis.corrections import ENDINGS, FUNCTION_WORDS, LEMMAS, STEMS
from search.analysis.fold import fold, normalise

MAX_TOKEN = 60
"""Characters of a token; longer words are cut, in texts and in questions alike."""

_SHORTEST_INFLECTED = 3
_SHORTEST_PREFIX = 3
_SHORTEST_ENDING = 4
_VOWELS = "aeiouy"
_CONSONANTS = "bcdfghjklmnpqrstvwxz"
_MARKS = str.maketrans("", "", "_- ")  # "samen_werken", "e-mail"
_APART = "~"  # before a stem that a function word has too: "meten" is not "met"
_SPOKEN_ENDINGS = {"v": "f", "z": "s"}

_stemmer = Stemmer.Stemmer("dutch_porter", 0)
_dictionary = DictionaryLookupStrategy()


@cache
def load() -> Mapping[str, str]:
    """Read the dictionary into memory: a third of a second and 60 MB, once for each process that analyses anything."""
    return DEFAULT_DICTIONARY_FACTORY.get_dictionary("nl")


def dictionary_lemma(word: str) -> str | None:
    """The lemma of a normalised word in the dictionary, which also has names ("Arnhem").

    Most that is asked are endings that nobody wrote. Without an apostrophe the strategy's answer is the one given here,
    in a third of its time; a test compares the two.
    """
    if "'" in word:
        return _dictionary.get_lemma(word, "nl")
    entries = load()
    lemma = entries.get(word)
    return entries.get(word.capitalize()) if lemma is None else lemma


def _is_known(word: str) -> bool:
    return dictionary_lemma(word) is not None


def _entry(word: str) -> str:
    lemma = normalise(dictionary_lemma(word) or word).translate(_MARKS)
    # the dictionary gives "werkgeefster" for "werkgever"
    return word if lemma.endswith("ster") and "ster" not in word else lemma


def _look_up(word: str) -> str:
    """The lemma of a word that the dictionary knows."""
    lemma = _entry(word)
    if _entry(lemma) == word:  # "stap" and "stappen" point at each other
        lemma = min(lemma, word, key=len)
    return lemma


def _lemma_of_unknown(word: str) -> str:
    """The last part of a compound carries its inflection: ``wervings|campagnes`` → ``wervings|campagne``."""
    for cut in range(_SHORTEST_PREFIX, len(word) - _SHORTEST_ENDING + 1):
        ending = word[cut:]
        if ending in ENDINGS:
            return word[:cut] + ENDINGS[ending]
        if _is_known(ending):
            return word[:cut] + _look_up(ending)
    if word.endswith("s") and word[-2:-1] in _VOWELS:
        return word[:-1]
    return word


def lemma_of(word: str) -> str:
    """The dictionary form of a normalised word; an unknown word is led back by its ending."""
    if word in LEMMAS:
        return LEMMAS[word]
    if len(word) < _SHORTEST_INFLECTED or word in FUNCTION_WORDS:
        return word
    if not _is_known(word) and _is_known(fold(word)):
        word = fold(word)  # "wél", an accent for the voice
    if _is_known(word):
        return _look_up(word)
    if word.endswith("'s"):
        return word[:-2]
    plural = f"{word[:-1]}'s"  # "regios" is how many people write "regio's"
    return _look_up(plural) if word.endswith("s") and _is_known(plural) else _lemma_of_unknown(word)


def _as_spoken(stem: str) -> str:
    """One ending for one sound: ``stopp`` and ``stop``, ``werv`` and ``werf`` are the same stem."""
    if len(stem) < _SHORTEST_INFLECTED:
        return stem
    if stem[-1] == stem[-2] and stem[-1] in _CONSONANTS:
        stem = stem[:-1]
    return stem[:-1] + _SPOKEN_ENDINGS.get(stem[-1], stem[-1])


@lru_cache(maxsize=100_000)
def stem_of(word: str) -> str:
    """The stem of a normalised word, folded: ``onderwijsregio's`` → ``onderwijsregio``, ``werving`` → ``werf``."""
    if not word.replace("'", "").isalpha():
        return fold(word)
    lemma = lemma_of(word)
    if lemma in STEMS:
        return STEMS[lemma]
    if fold(lemma) in FUNCTION_WORDS:
        return fold(lemma)
    stem = fold(_as_spoken(_stemmer.stemWord(lemma)))[:MAX_TOKEN]
    return f"{_APART}{stem}" if stem in FUNCTION_WORDS else stem
