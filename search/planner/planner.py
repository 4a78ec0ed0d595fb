"""From a question to its plan. All decisions on matching and weights are made here; an engine has none of its own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from search.analysis import analyse
from search.engines.fields import ALL_FACETS, NEWEST, PASSAGE_FIELDS, SORTS, TEXT_FIELDS, TextField
from search.planner.plan import (
    All,
    AllOf,
    AnyOf,
    Boost,
    DisMax,
    Marks,
    Node,
    Not,
    Nothing,
    PassagePlan,
    Phrase,
    Plan,
    Term,
    TermSet,
)
from search.query import parser
from search.query.request import PAGE_SIZE, SearchRequest

TIE: Final = 0.1
EXACT_EXTRA: Final = 0.5
"""What the word as written weighs beside its stem: it decides between hits that are otherwise alike."""
MAX_WORDS: Final = 40
"""Words of a question, those of phrases included; each of them costs an engine two clauses for every text field."""

NO_WORDS = "In uw zoekvraag staat geen woord waarop wij kunnen zoeken. U ziet alles."
TOO_MANY_WORDS = f"Wij zoeken met de eerste {MAX_WORDS} woorden van uw vraag."


@dataclass(frozen=True)
class _Part:
    """A clause of the question, analysed. With ``whole`` its words must stand next to each other, as written."""

    words: tuple[tuple[str, str], ...]
    """The exact form and the stem of each."""
    whole: bool
    excluded: bool


def plan(request: SearchRequest) -> Plan:
    """The plan of a request: pure, and the same for every engine."""
    parts, notices = _parts(request.q)
    wanted = [part for part in parts if not part.excluded]
    order = SORTS[request.sort if wanted else _without_relevance(request.sort)]
    return Plan(
        match=_match(parts),
        filters={facet: TermSet(facet, codes) for facet, codes in request.facets},
        counted=ALL_FACETS,
        sort=order,
        offset=(request.page - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
        passages=PassagePlan(_any(_clauses(wanted, PASSAGE_FIELDS))),
        marks=_marks(wanted),
        notices=notices,
    )


def _without_relevance(sort: str) -> str:
    """Words that only exclude say nothing about what is best."""
    return sort if SORTS[sort] else NEWEST


def _parts(q: str) -> tuple[list[_Part], tuple[str, ...]]:
    """The clauses that hold words, without doubles, and what to tell about the rest."""
    parts: list[_Part] = []
    left = MAX_WORDS
    cut = False
    for clause in parser.parse(q).clauses:
        inner = clause.clause if isinstance(clause, parser.Without) else clause
        words = tuple((token.exact, token.stem) for token in analyse(inner.text) if not token.part)
        cut = cut or len(words) > left
        words = words[:left]
        left -= len(words)
        if words:
            parts.append(_Part(words, isinstance(inner, parser.Phrase), isinstance(clause, parser.Without)))
    if cut:
        return list(dict.fromkeys(parts)), (TOO_MANY_WORDS,)
    return list(dict.fromkeys(parts)), (NO_WORDS,) if q and not parts else ()


def _match(parts: Sequence[_Part]) -> Node:
    wanted = _clauses((part for part in parts if not part.excluded), TEXT_FIELDS)
    excluded = [Not(_all(_clauses([part], TEXT_FIELDS))) for part in parts if part.excluded]
    if not excluded:
        return _all(wanted)
    return AllOf((*(wanted or [All()]), *excluded))


def _clauses(parts: Iterable[_Part], fields: Sequence[TextField]) -> list[Node]:
    """What each word and each phrase asks of a document."""
    return [node for part in parts for node in _part(part, fields)]


def _part(part: _Part, fields: Sequence[TextField]) -> list[Node]:
    exacts = tuple(exact for exact, _ in part.words)
    if not part.whole:
        return [_word(exact, stem, fields) for exact, stem in part.words]
    if len(exacts) == 1:
        return [_best(fields, lambda field: [(Term(field.exact, exacts[0]), 1.0)])]
    return [_best(fields, lambda field: [(Phrase(field.exact, exacts), 1.0)])]


def _word(exact: str, stem: str, fields: Sequence[TextField]) -> Node:
    return _best(fields, lambda field: [(Term(field.stems, stem), 1.0), (Term(field.exact, exact), EXACT_EXTRA)])


def _best(fields: Sequence[TextField], nodes: Callable[[TextField], list[tuple[Node, float]]]) -> Node:
    weighted = [Boost(node, field.weight * factor) for field in fields for node, factor in nodes(field)]
    return DisMax(tuple(weighted), TIE)


def _all(nodes: Sequence[Node]) -> Node:
    if not nodes:
        return All()
    return nodes[0] if len(nodes) == 1 else AllOf(tuple(nodes))


def _any(nodes: Sequence[Node]) -> Node:
    if not nodes:
        return Nothing()
    return nodes[0] if len(nodes) == 1 else AnyOf(tuple(nodes))


def _marks(parts: Iterable[_Part]) -> Marks:
    stems: set[str] = set()
    exacts: set[str] = set()
    phrases: list[tuple[str, ...]] = []
    for part in parts:
        if part.whole:
            phrases.append(tuple(exact for exact, _ in part.words))
        else:
            stems.update(stem for _, stem in part.words)
            exacts.update(exact for exact, _ in part.words)
    return Marks(frozenset(stems), frozenset(exacts), tuple(phrases))
