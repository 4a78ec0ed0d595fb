"""All funding schemes, in memory: they are few, and their names stand on cards."""

from collections.abc import Mapping
from dataclasses import dataclass

from lessons.funding.models import FundingScheme
from lessons.records.kept import kept


@dataclass(frozen=True)
class SchemeRow:
    """What a card needs of a scheme; ``years`` as "2023" or "2023 tot 2024", ``""`` where nothing is known."""

    path: str
    name: str
    goal: str
    years: str


@kept
def scheme_rows(generation: int) -> Mapping[int, SchemeRow]:
    """Every scheme by its id, as they were at ``generation`` (from ``lessons.records.changes.content_generation``)."""
    return {row.pk: SchemeRow(row.path, row.name, row.goal, years(row)) for row in FundingScheme.objects.all()}


def years(scheme: FundingScheme) -> str:
    """The years in which a scheme runs."""
    first, last = scheme.valid_from, scheme.valid_until
    if first and last:
        return str(first.year) if first.year == last.year else f"{first.year} tot {last.year}"
    return f"vanaf {first.year}" if first else f"tot {last.year}" if last else ""
