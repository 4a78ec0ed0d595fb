"""The field list: what a document holds and in which fields every engine indexes it. Both schemas are built from it.

`SearchDocument` is what the index is made of, in plain text and codes; `prepare` turns it into the tokens and keys that
an engine stores as they are. Nothing here knows an engine.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Final

from search.analysis import index_forms

SCHEMA_VERSION: Final = 2
"""Raised with every change of the fields or of `prepare`: an index of another version is refused."""

GAP: Final = "|"
"""Stands between two values of one field, so that no phrase runs from one into the other. No word is written so."""
_BETWEEN: Final = f" {GAP} "
SENTINEL: Final = "$"
"""Ends every text field, the empty ones too: engines then count the same fields and give the same scores."""


@dataclass(frozen=True)
class TextField:
    """A text that is searched, and how much a word in it weighs."""

    name: str
    weight: float

    @property
    def stems(self) -> str:
        """The field of the stems: what is matched."""
        return f"{self.name}_s"

    @property
    def exact(self) -> str:
        """The field of the words as written: phrases, and a little extra for the exact word."""
        return f"{self.name}_x"


@dataclass(frozen=True)
class SortOrder:
    """An order of the result list: a field with one value for each document, all of them different."""

    field: str
    descending: bool


TEXT_FIELDS: Final = (
    TextField("title", 4.0),
    TextField("summary", 2.0),
    TextField("lessons", 1.5),
    TextField("body", 1.0),
)
PASSAGE_FIELDS: Final = (TextField("statement", 2.0), TextField("explanation", 1.0))

FACETS: Final = (
    "soort",
    "rapportsoort",
    "thema",
    "sector",
    "opgave",
    "praktijk",
    "doelgroep",
    "regio",
    "trede",
    "richting",
    "oordeel",
    "status",
    "omkeerbaar",
    "financiering",
    "materiaal",
    "jaar",
)
PROFILE: Final = "profiel"
"""The hidden facet: evidence step and result direction of one document, as ``"3|positief"``."""
ALL_FACETS: Final = (*FACETS, PROFILE)

PUBLISHED_KEY: Final = "published_key"
TITLE_KEY: Final = "title_key"
RELEVANCE: Final = "relevantie"
NEWEST: Final = "nieuwste"
SORTS: Final[Mapping[str, SortOrder | None]] = {
    RELEVANCE: None,
    NEWEST: SortOrder(PUBLISHED_KEY, descending=True),
    "oudste": SortOrder(PUBLISHED_KEY, descending=False),
    "titel": SortOrder(TITLE_KEY, descending=False),
}

Analysed = Callable[[str], tuple[str, str]]
"""Gives the exact forms and the stems of a text, each joined by spaces."""

_N_BITS = 40
_LONGEST_KEY = 200


@dataclass(frozen=True)
class Passage:
    """A lesson: found, cited and linked on its own. ``text`` holds the values of ``statement`` and ``explanation``."""

    id: str
    text: Mapping[str, Sequence[str]]
    verdict: str


@dataclass(frozen=True)
class SearchDocument:
    """One public record as it is searched.

    ``n`` is a positive integer below 2**40, unique over all kinds; ``key`` names the record (``"casusrapport:12"``).
    ``texts`` holds values in plain text by the name of a `TextField`, ``facets`` codes by the name of a facet,
    ``sorts`` the values ``published`` (days since 1970) and ``title`` (a collation key).
    """

    n: int
    key: str
    texts: Mapping[str, Sequence[str]]
    facets: Mapping[str, Sequence[str]]
    sorts: Mapping[str, int | str]
    passages: Sequence[Passage]


@dataclass(frozen=True)
class PreparedPassage:
    """A passage as an engine stores it: tokens joined by spaces, and the place among the passages of its document."""

    id: str
    parent: int
    place: int
    texts: Mapping[str, str]


@dataclass(frozen=True)
class PreparedDocument:
    """A document as an engine stores it: tokens joined by spaces, codes without doubles, sort keys that differ."""

    n: int
    key: str
    texts: Mapping[str, str]
    facets: Mapping[str, tuple[str, ...]]
    sorts: Mapping[str, int | str]
    passages: tuple[PreparedPassage, ...]

    @cached_property
    def digest(self) -> str:
        """Changes with everything that is stored; the reconcile compares it."""
        ids = [passage.id for passage in self.passages]
        texts = [*self.texts.values(), *(text for passage in self.passages for text in passage.texts.values())]
        codes = json.dumps([self.n, self.key, self.facets, self.sorts, ids], sort_keys=True)
        stored = "\n".join([codes, *texts])  # no text has a line in it, and their order is that of the field list
        return hashlib.sha256(stored.encode()).hexdigest()[:16]


def prepare(document: SearchDocument) -> PreparedDocument:
    """Analyse a document for the engines.

    Raises:
        ValueError: a text, facet or sort value has a name that is not in the field list, a sort value is missing, or
            ``n`` is out of bounds. An engine would drop the field in silence.
    """
    if not 0 < document.n < 1 << _N_BITS:
        raise ValueError(f"{document.key}: n must be between 1 and 2**{_N_BITS}, not {document.n}")
    _known(document.key, document.facets, ALL_FACETS)
    analysed = cache(index_forms)  # the words of a lesson stand in its passage and in the document
    return PreparedDocument(
        n=document.n,
        key=document.key,
        texts=_tokens(document.key, document.texts, TEXT_FIELDS, analysed),
        facets={facet: tuple(dict.fromkeys(document.facets.get(facet, ()))) for facet in ALL_FACETS},
        sorts=_sort_keys(document),
        passages=tuple(
            PreparedPassage(
                passage.id, document.n, place, _tokens(document.key, passage.text, PASSAGE_FIELDS, analysed)
            )
            for place, passage in enumerate(document.passages)
        ),
    )


def _known(key: str, names: Iterable[str], allowed: Iterable[str]) -> None:
    unknown = set(names) - set(allowed)
    if unknown:
        raise ValueError(f"{key}: not in the field list: {', '.join(sorted(unknown))}")


def _tokens(
    key: str, values: Mapping[str, Sequence[str]], fields: Sequence[TextField], analysed: Analysed
) -> dict[str, str]:
    _known(key, values, (field.name for field in fields))
    texts = {}
    for field in fields:
        found = [forms for value in values.get(field.name, ()) if any(forms := analysed(value))]
        texts[field.exact] = f"{_BETWEEN.join([exacts for exacts, _ in found])} {SENTINEL}".lstrip()
        texts[field.stems] = " ".join([*(stems for _, stems in found), SENTINEL])
    return texts


def _sort_keys(document: SearchDocument) -> dict[str, int | str]:
    """A key holds the value and, for equal values, ``n``: one order on every engine."""
    missing = {"published", "title"} - set(document.sorts)
    if missing:
        raise ValueError(f"{document.key}: no sort value for {', '.join(sorted(missing))}")
    published, title = int(document.sorts["published"]), str(document.sorts["title"])
    return {
        PUBLISHED_KEY: (published << _N_BITS) + document.n,
        TITLE_KEY: f"{title[:_LONGEST_KEY]}\t{document.n:013d}",
    }
