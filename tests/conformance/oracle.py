"""The right answer, worked out from the request and the raw documents without a plan or an index.

It knows which documents are found, how many have each code, and every order but relevance.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.analysis import Token, analyse
from search.engines.fields import ALL_FACETS, SearchDocument
from search.query.parser import Phrase, Without, Word, parse
from search.query.request import SearchRequest


@dataclass(frozen=True)
class Answer:
    """``order`` is empty for relevance, which the oracle does not know."""

    found: frozenset[int]
    order: tuple[int, ...]
    facets: dict[str, dict[str, int]]


def answer(documents: Iterable[SearchDocument], request: SearchRequest) -> Answer:
    matching = [document for document in documents if _matches(document, request.q)]
    hits = [document for document in matching if _chosen(document, request, but="")]
    counts = {
        facet: dict(Counter(code for each in matching if _chosen(each, request, facet) for code in _codes(each, facet)))
        for facet in ALL_FACETS
    }
    return Answer(frozenset(document.n for document in hits), _order(hits, request.sort), counts)


def lessons_with_a_word(document: SearchDocument, q: str) -> set[str]:
    """The lessons in which at least one wanted clause of the question stands."""
    wanted = [clause for clause in parse(q).clauses if not isinstance(clause, Without)]
    return {
        passage.id
        for passage in document.passages
        for values in [[value for texts in passage.text.values() for value in texts]]
        if any(_stands(part, values) for clause in wanted for part in _words(clause))
    }


def _matches(document: SearchDocument, q: str) -> bool:
    values = [value for texts in document.texts.values() for value in texts]
    for clause in parse(q).clauses:
        inner = clause.clause if isinstance(clause, Without) else clause
        parts = _words(inner)
        if parts and all(_stands(part, values) for part in parts) == isinstance(clause, Without):
            return False
    return True


def _words(clause: Word | Phrase) -> list[list[Token]]:
    """What must stand together: each word on its own, a phrase as a whole. One list of one token is a word."""
    tokens = [token for token in analyse(clause.text) if not token.part]
    if isinstance(clause, Phrase):
        return [[token._replace(stem="") for token in tokens]] if tokens else []
    return [[token] for token in tokens]


def _stands(part: Sequence[Token], values: Iterable[str]) -> bool:
    return any(_stands_in(part, analyse(value)) for value in values)


def _stands_in(part: Sequence[Token], tokens: Sequence[Token]) -> bool:
    written = [token.exact for token in tokens if not token.part]
    wanted = [token.exact for token in part]
    if any(written[at : at + len(wanted)] == wanted for at in range(len(written))):
        return True
    return any(part[0].stem == token.stem for token in tokens)


def _codes(document: SearchDocument, facet: str) -> set[str]:
    return set(document.facets.get(facet, ()))


def _chosen(document: SearchDocument, request: SearchRequest, but: str) -> bool:
    return all(_codes(document, facet) & set(codes) for facet, codes in request.facets if facet != but)


def _order(hits: Sequence[SearchDocument], sort: str) -> tuple[int, ...]:
    keys = {
        "nieuwste": lambda document: (-document.sorts["published"], -document.n),
        "oudste": lambda document: (document.sorts["published"], document.n),
        "titel": lambda document: (document.sorts["title"], document.n),
    }
    return tuple(document.n for document in sorted(hits, key=keys[sort])) if sort in keys else ()
