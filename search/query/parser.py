"""The words of a question as a tree: what must be there, in which form, and what must not."""

import re
from dataclasses import dataclass

_QUOTES = '"“”„‟«»″'
_MINUS = "−–-"
_QUOTE = re.compile(f"[{_QUOTES}]")
_CLAUSE = re.compile(
    rf"""
    (?P<minus> (?<!\S) [{_MINUS}] (?=[^\s{_MINUS}]) )?
    (?: [{_QUOTES}] (?P<phrase>[^{_QUOTES}]*) [{_QUOTES}] | (?P<word>[^\s{_QUOTES}]+) )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Word:
    """A word, in any inflection."""

    text: str


@dataclass(frozen=True)
class Phrase:
    """Words exactly so, next to each other."""

    text: str


@dataclass(frozen=True)
class Without:
    """What must not be there."""

    clause: Word | Phrase


Clause = Word | Phrase | Without


@dataclass(frozen=True)
class Query:
    """All clauses must hold. The tree has no further depth, whatever is asked."""

    clauses: tuple[Clause, ...]


def parse(q: str) -> Query:
    """Read words, "phrases", ``-word`` and ``-"phrase"``. Every text is a query: a quote without its twin is text."""
    return Query(tuple(_clause(match) for match in _CLAUSE.finditer(_without_lone_quote(q))))


def _without_lone_quote(q: str) -> str:
    quotes = [match.start() for match in _QUOTE.finditer(q)]
    if len(quotes) % 2 == 0:
        return q
    lone = quotes[-1]
    excludes = q[:lone].endswith(tuple(_MINUS))
    return q[:lone] + ("" if excludes else " ") + q[lone + 1 :]


def _clause(match: re.Match[str]) -> Clause:
    clause = Word(match["word"]) if match["phrase"] is None else Phrase(match["phrase"])
    return Without(clause) if match["minus"] else clause
