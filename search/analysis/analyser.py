"""Text to tokens, for texts and for questions alike; what two engines index is decided here and nowhere else.

A word has two forms: ``exact``, the folded word as written, and ``stem``, under which all its inflections are found.
A word with hyphens is one word (``zij-instroom`` = ``zijinstroom``), whose parts can be found too. A further form, such
as the parts of a compound, becomes a further field of `Token` and a further form in the field list; thesaurus and
spelling work on the question alone, between the query tree and the plan.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import version
from typing import NamedTuple

import Stemmer

from search.analysis.corrections import ENDINGS, FUNCTION_WORDS, LEMMAS, STEMS
from search.analysis.fold import fold, normalise
from search.analysis.words import MAX_TOKEN, stem_of

VERSION = 2
"""Raised with every change of the tokens that a text gives; a test holds a sample of them."""

_LONGEST_WORD = 200
_REMEMBERED = 100_000
_LETTER = r"[^\W_]"
_CORE = rf"{_LETTER}(?:{_LETTER}++|[\u0300-\u036f\u00ad\u200c\u200d\u2060])*+"
_APOSTROPHE = "['’‘ʼ′＇`´]"
_HYPHEN = "[-‐‑]"
_PLAIN = rf"{_CORE}(?:{_APOSTROPHE}{_CORE})*+"
_WORD = re.compile(
    rf"""
    [a-zA-Z]++(?=[\s,;:]|\.\s|\Z)                       # most words: the others below find the same, in twice the time
    | {_LETTER}(?:\.{_LETTER}){{1,9}}(?!{_LETTER})\.?       # p.o.   d.m.v.
    | \d++(?:[.,]\d++){{1,5}}(?!{_LETTER})                # 1.200  12,5
    | {_LETTER}{{1,3}}(?:&{_LETTER}{{1,3}})+(?!{_LETTER}) # SO&P
    | {_PLAIN}(?:{_HYPHEN}{_PLAIN})*+                     # regio's  zij-instroom
    """,
    re.VERBOSE,
)
_PART = re.compile(_PLAIN)
_PIECE = re.compile(r"\S+")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?")


class Token(NamedTuple):
    """One word of a text. ``start`` and ``end`` cut it out of the text as given; positions count words from 0."""

    start: int
    end: int
    position: int
    exact: str
    stem: str
    part: bool = False
    """It is a part of the word with hyphens at the same position."""


class Piece(NamedTuple):
    """What stands between two spaces of a text: where, its exact forms and its stems, each joined by spaces."""

    start: int
    end: int
    exacts: str
    stems: str


class _Part(NamedTuple):
    start: int
    end: int
    exact: str
    stem: str


class _Forms(NamedTuple):
    exact: str  # empty: the parts stand on their own, as in 2023-2024
    stem: str
    parts: tuple[_Part, ...]


def _number(written: str) -> str:
    if _THOUSANDS.fullmatch(written):
        return written.replace(".", "")
    return written.replace(".", ",") if written.count(".") == 1 and "," not in written else written


def _plain(raw: str) -> tuple[str, str]:
    """The exact form and the stem of a word without hyphens."""
    word = normalise(raw)
    if "." in word or "," in word:
        exact = (_number(word) if word[0].isdigit() else word.replace(".", ""))[:MAX_TOKEN]
        return exact, exact if exact[0].isdigit() else stem_of(exact)
    word = word[:MAX_TOKEN]
    return fold(word), stem_of(word)


def _forms(raw: str) -> _Forms:
    if not re.search(_HYPHEN, raw):
        return _Forms(*_plain(raw), ())
    parts = tuple(_Part(part.start(), part.end(), *_plain(part.group())) for part in _PART.finditer(raw))
    if not any(letter.isalpha() for letter in raw):
        return _Forms("", "", parts)
    return _Forms(*_plain(re.sub(_HYPHEN, "", raw)), parts)


_remembered_forms = lru_cache(maxsize=_REMEMBERED)(_forms)


def _joined_forms(piece: str) -> tuple[str, str]:
    """The exact forms of all words in a piece of text, and their stems, joined by spaces."""
    exacts: list[str] = []
    stems: list[str] = []
    for raw in _WORD.findall(piece):
        exact, stem, parts = _forms(raw[:_LONGEST_WORD])
        exacts += [exact] if exact else [part.exact for part in parts]
        stems += [*([stem] if exact else []), *(part.stem for part in parts)]
    return " ".join(exacts), " ".join(stems)


class _SeenPieces(dict[str, tuple[str, str]]):
    """What pieces of text gave when they were first seen, as `_joined_forms` would give again.

    The first ones are kept, which are mostly the common ones. Keeping the last ones instead, as `lru_cache` does, costs
    a fifth more for each word of a rebuild.
    """

    def __missing__(self, piece: str) -> tuple[str, str]:
        found = _joined_forms(piece)
        if len(piece) <= _LONGEST_WORD and len(self) < _REMEMBERED:
            self[piece] = found
        return found


_seen_pieces = _SeenPieces()


def analyse(text: str) -> list[Token]:
    """All words of a text in order, each word with hyphens followed by its parts. Never raises, whatever the text."""
    return list(tokens_of(text))


def tokens_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The same, one by one: for whoever may stop before the end, or wants a stretch that begins and ends at a space."""
    position = 0
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        first, last = match.span()
        exact, stem, parts = _remembered_forms(match.group()[:_LONGEST_WORD])
        if exact:
            yield Token(first, last, position, exact, stem)
        for number, part in enumerate(parts):
            place = position if exact else position + number
            yield Token(first + part.start, first + part.end, place, part.exact, part.stem, bool(exact))
        position += 1 if exact else len(parts)


def index_forms(text: str) -> tuple[str, str]:
    """What an engine indexes of a text: the exact forms, one for each position, and the stems, parts included.

    Joined by spaces, as no token has one in it. Neither has a word, so each piece between spaces is looked at once in
    the life of a process, with the comma behind it: that costs less than half of finding the words in the whole text.
    """
    found = [_seen_pieces[piece] for piece in text.split()]
    return " ".join([exacts for exacts, _ in found if exacts]), " ".join([stems for _, stems in found if stems])


def pieces_of(text: str) -> Iterator[Piece]:
    """The same with places, piece by piece: what has no word in it, as a dash, has empty forms."""
    for match in _PIECE.finditer(text):
        yield Piece(*match.span(), *_seen_pieces[match.group()])


def _fingerprint() -> str:
    """What the tokens depend on: an index made under another fingerprint answers other questions."""
    parts = {
        "version": VERSION,
        "libraries": [version("simplemma"), Stemmer.version(), unicodedata.unidata_version],
        "corrections": [LEMMAS, ENDINGS, STEMS, sorted(FUNCTION_WORDS)],
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


FINGERPRINT = _fingerprint()
