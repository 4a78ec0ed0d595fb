"""The plan: a question in terms that every engine has, with all words analysed. Adapters translate it node by node."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from search.engines.fields import SortOrder


@dataclass(frozen=True)
class Term:
    """Documents with this token in this field."""

    field: str
    token: str


@dataclass(frozen=True)
class Phrase:
    """Documents with these tokens, two or more, next to each other in this order in this field."""

    field: str
    tokens: tuple[str, ...]


@dataclass(frozen=True)
class AllOf:
    """Documents that match every part; their scores are added. A `Not` among the parts excludes."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class AnyOf:
    """Documents that match at least one part; the scores of those that match are added."""

    parts: tuple["Node", ...]


@dataclass(frozen=True)
class Not:
    """Documents that do not match. Only as a part of an `AllOf` that has another part too."""

    part: "Node"


@dataclass(frozen=True)
class DisMax:
    """Documents that match at least one part: the best score, and ``tie`` times each of the others."""

    parts: tuple["Node", ...]
    tie: float


@dataclass(frozen=True)
class Boost:
    """The part's documents, with its score times a factor."""

    part: "Node"
    factor: float


@dataclass(frozen=True)
class TermSet:
    """Documents with at least one of these codes in this field; adds nothing to a score."""

    field: str
    tokens: tuple[str, ...]


@dataclass(frozen=True)
class All:
    """Every document."""


@dataclass(frozen=True)
class Nothing:
    """No document."""


Node = Term | Phrase | AllOf | AnyOf | Not | DisMax | Boost | TermSet | All | Nothing


@dataclass(frozen=True)
class Marks:
    """What is marked in the text of a hit: words by stem or exact form, and whole phrases. Never a negated word."""

    stems: frozenset[str] = frozenset()
    exacts: frozenset[str] = frozenset()
    phrases: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class PassagePlan:
    """Which passages of a document are about the question, and how much: any of its words counts."""

    match: Node


@dataclass(frozen=True)
class Plan:
    """One page of one question.

    A hit matches ``match`` and every filter; each facet in ``counted`` is counted over the documents that match
    ``match`` and all filters but its own. ``sort`` is None for relevance: by score, then by ``n``.
    """

    match: Node
    filters: Mapping[str, TermSet]
    counted: tuple[str, ...]
    sort: SortOrder | None
    offset: int
    limit: int
    passages: PassagePlan
    marks: Marks = field(default_factory=Marks)
    notices: tuple[str, ...] = ()
