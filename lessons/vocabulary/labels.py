"""The labels of all terms, in memory. Asked for a content generation, so that a new label shows at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lessons.evidence.models import Indicator
from lessons.records.kept import kept
from lessons.vocabulary.models import (
    ActionKind,
    Applicant,
    Audience,
    Challenge,
    FundingSource,
    Municipality,
    Practice,
    Sector,
    TargetGroup,
    Term,
    Theme,
)

LISTS: dict[str, type[Term]] = {
    "theme": Theme,
    "sector": Sector,
    "challenge": Challenge,
    "practice": Practice,
    "target_group": TargetGroup,
    "funding": FundingSource,
    "municipality": Municipality,
    "indicator": Indicator,
    "applicant": Applicant,
    "action_kind": ActionKind,
    "audience": Audience,
}


@dataclass(frozen=True)
class Labels:
    """Every term by list and code. A code that is not there any more is its own label."""

    terms: Mapping[str, Mapping[str, Term]] = field(default_factory=dict)

    def __call__(self, name: str, code: str) -> str:
        """The label of ``code`` in the list ``name`` (a key of ``LISTS``)."""
        term = self.terms.get(name, {}).get(code)
        return term.label if term else code

    def all(self, name: str) -> list[Term]:
        """The terms of the list ``name`` that are in use, in the editors' order."""
        return [term for term in self.terms.get(name, {}).values() if not term.retired]


class _WhenAsked(Mapping[str, Mapping[str, Term]]):
    """The terms of each list, read when first asked for: most pages need a few lists only."""

    def __init__(self) -> None:
        self._read: dict[str, Mapping[str, Term]] = {}

    def __getitem__(self, name: str) -> Mapping[str, Term]:
        if name not in self._read:
            self._read[name] = {term.pk: term for term in LISTS[name]._default_manager.all()}
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(LISTS)

    def __len__(self) -> int:
        return len(LISTS)


@kept
def labels(generation: int) -> Labels:
    """All labels as they were at ``generation`` (from ``lessons.records.changes.content_generation``).

    A list that is first needed after the next change is of that; whatever is made of it is made anew then.
    """
    return Labels(_WhenAsked())
