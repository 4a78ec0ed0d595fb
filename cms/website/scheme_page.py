"""The page of one scheme: its facts, its conditions by what they are about, and the sources of each, numbered."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst

from cms.website.formats import euro, inside, joined
from cms.website.scheme_words import GROUPS, applying_words, running_words, who_words
from lessons.funding.models import Certainty, FactSource, FundingScheme, SchemeCondition
from lessons.funding.rules import State
from lessons.vocabulary.labels import Labels

NOT_FOUND = "Dat vonden wij niet."
CERTAINTY = {
    Certainty.CONFIRMED: "Bevestigd door meer bronnen.",
    Certainty.ONE_SOURCE: "Een deel hiervan staat in maar één bron.",
    Certainty.INFERRED: "Een deel hiervan leidden wij zelf af.",
}
"""How well the facts of a scheme are known: that of the weakest part."""


@dataclass
class Numbered:
    """Sources in the order in which a page names them first."""

    sources: list[FactSource] = field(default_factory=list)

    def numbers(self, sources: Iterable[FactSource]) -> list[int]:
        """The number of each, from 1."""
        found = []
        for source in sources:
            if source not in self.sources:
                self.sources.append(source)
            found.append(self.sources.index(source) + 1)
        return sorted(found)


def scheme_page(row: FundingScheme, state: State, names: Labels) -> dict[str, Any]:
    """What ``funding/scheme.html`` shows."""
    numbered = Numbered()
    of_scheme = numbered.numbers(row.sources.all())
    conditions = list(row.conditions.prefetch_related("sources").order_by("number"))
    kinds = [(kind, [each for each in conditions if each.kind == kind]) for kind in SchemeCondition.Kind]
    return {
        "name": row.name,
        "goal": row.goal,
        "gazette": row.gazette,
        "now": {"title": GROUPS[state.group][0], "applying": applying_words(state)},
        "facts": facts(row, state, names),
        "before": [{"name": each.name, "url": each.path} for each in row.predecessors.order_by("valid_from", "code")],
        "after": {"name": row.successor.name, "url": row.successor.path} if row.successor else None,
        "certainty": CERTAINTY[Certainty(row.certainty)],
        "sources": of_scheme,
        "conditions": [
            {"title": kind.label, "lines": [condition_line(each, numbered, names) for each in of_kind]}
            for kind, of_kind in kinds
            if of_kind
        ],
        "condition_count": len(conditions),
        "bibliography": [{"title": source.title, "url": source.url} for source in numbered.sources],
    }


def facts(row: FundingScheme, state: State, names: Labels) -> list[dict[str, str]]:
    """The facts in a fixed order; one that no source gives is told so where a reader would look for it."""
    scheme = state.scheme
    pairs = [
        ("Voor wie", who_words(scheme.applicants, names) or NOT_FOUND),
        ("Sectoren", capfirst(joined(inside(names("sector", code)) for code in scheme.sectors)) or NOT_FOUND),
        ("Aanvragen", applying_words(state)),
        ("Looptijd", running_words(scheme, state.running)),
        ("Laatst bekende plafond", euro(row.ceiling) if row.ceiling is not None else NOT_FOUND),
        ("Bedragen", row.amounts or NOT_FOUND),
        ("Eigen bijdrage", row.cofinancing or NOT_FOUND),
        ("Verantwoorden", row.accountability or NOT_FOUND),
    ]
    return [{"term": term, "value": value} for term, value in pairs]


def condition_line(condition: SchemeCondition, numbered: Numbered, names: Labels) -> dict[str, Any]:
    """A condition with the numbers of its sources. Its threshold is in the words too."""
    return {
        "text": condition.text,
        "sector": names("sector", condition.sector_id) if condition.sector_id else "",
        "certainty": "" if condition.certainty == Certainty.CONFIRMED else Certainty(condition.certainty).label,
        "sources": numbered.numbers(condition.sources.all()),
    }
