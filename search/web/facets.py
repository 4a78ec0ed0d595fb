"""The filters of the search page: Dutch labels, every value in its fixed place. Never ordered by count."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import TextChoices

from lessons.evidence.rules import STEPS
from lessons.reports.choices import Kind, MaterialKind, ResultDirection, Reversibility, Status, Verdict
from lessons.vocabulary.labels import Labels
from search.engines.fields import FACETS
from search.index.documents import GUIDANCE, REGION, REPORT, SCHEME
from search.query.request import SearchRequest
from search.results.search import SearchResults
from search.web.regions import RegionRow

TERMS: Final = {
    "thema": "theme",
    "sector": "sector",
    "opgave": "challenge",
    "praktijk": "practice",
    "doelgroep": "target_group",
    "financiering": "funding",
}
CHOICES: Final[Mapping[str, Iterable[TextChoices]]] = {
    "rapportsoort": Kind,
    "richting": ResultDirection,
    "oordeel": Verdict,
    "status": (Status.RUNNING, Status.FINISHED, Status.STOPPED, Status.PLANNED),
    "omkeerbaar": Reversibility,
    "materiaal": MaterialKind,
}
UNKNOWN_FILTER: Final = "Het filter ‘{code}’ kennen wij niet. Er hoort niets bij."
UNKNOWN_FILTERS: Final = "{number} gekozen filters kennen wij niet, zoals ‘{code}’. Er hoort niets bij."
CONTENT_KINDS: Final = {REPORT: "Rapporten", REGION: "Regio's", GUIDANCE: "Handreikingen", SCHEME: "Regelingen"}


@dataclass(frozen=True)
class Value:
    """One value of a filter, and how many documents have it under all other filters."""

    code: str
    label: str
    count: int
    checked: bool


@dataclass(frozen=True)
class Chip:
    """A chosen value; its address is the same search without it."""

    facet: str
    label: str
    url: str


@dataclass(frozen=True)
class FacetLabels:
    """What every filter may hold: codes with their labels, in order. ``years`` are those of all reports."""

    terms: Labels
    regions: Mapping[int, RegionRow]
    years: Iterable[str]

    def known(self, facet: str) -> dict[str, str]:
        """The values that are always shown, in their fixed order."""
        if facet in TERMS:
            return {term.pk: term.label for term in self.terms.all(TERMS[facet])}
        if facet in CHOICES:
            return {choice.value: str(choice.label) for choice in CHOICES[facet]}
        if facet == "trede":
            return {str(step): f"{step} {STEPS[step][0]}" for step in sorted(STEPS, reverse=True)}
        if facet == "regio":
            rows = sorted(self.regions.values(), key=lambda row: row.title.casefold())
            return {row.slug: row.title for row in rows if row.live}
        if facet == "jaar":
            return {year: year for year in sorted(self.years, reverse=True)}
        return dict(CONTENT_KINDS)

    def label(self, facet: str, code: str) -> str:
        """What a reader calls a value; a code that is not known is its own label."""
        if facet in TERMS:
            return self.terms(TERMS[facet], code)
        return self.known(facet).get(code, code)

    def knows(self, facet: str, code: str) -> bool:
        """Whether a value exists; every year does, also one in which nothing started."""
        return code in self.known(facet) or (facet == "jaar" and bool(re.fullmatch(r"\d{4}", code)))

    def values(self, facet: str, results: SearchResults) -> list[Value]:
        """All values of a filter: the fixed ones first, then whatever else occurs or was chosen."""
        counts, chosen = results.facets[facet], results.request.selected(facet)
        labels = self.known(facet)
        labels |= {code: self.label(facet, code) for code in sorted(counts) if code not in labels}
        return [Value(code, label, counts.get(code, 0), code in chosen) for code, label in labels.items()]


def facet_lists(labels: FacetLabels, results: SearchResults) -> dict[str, list[Value]]:
    """The values of every filter."""
    return {facet: labels.values(facet, results) for facet in FACETS}


def unknown(labels: FacetLabels, results: SearchResults) -> Iterator[str]:
    """A sentence on chosen values that do not exist: they find nothing, and that says nothing of the regions.

    A value that the editors took out of their list may still stand in reports; then it is no unknown one.
    """
    found = [
        code
        for facet, codes in results.request.facets
        for code in codes
        if not results.facets[facet].get(code) and not labels.knows(facet, code)
    ]
    if found:
        yield (UNKNOWN_FILTER if len(found) == 1 else UNKNOWN_FILTERS).format(number=len(found), code=found[0])


def chips(labels: FacetLabels, asked: SearchRequest, path: str) -> Iterator[Chip]:
    """The chosen values, in the order of the filters."""
    for facet, codes in asked.facets:
        for code in codes:
            yield Chip(facet, labels.label(facet, code), path + asked.without_facet(facet, code).permalink())
