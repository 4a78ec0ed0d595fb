"""All guidance, in memory: it is little, and its titles stand on cards."""

from collections.abc import Mapping
from dataclasses import dataclass

from lessons.guidance.models import Guidance
from lessons.records.kept import kept


@dataclass(frozen=True)
class GuidanceRow:
    """What a card needs of a guidance."""

    path: str
    title: str
    summary: str


@kept
def guidance_rows(generation: int) -> Mapping[int, GuidanceRow]:
    """All guidance by its id, as it was at ``generation`` (from ``lessons.records.changes.content_generation``)."""
    return {row.pk: GuidanceRow(row.path, row.title, row.summary) for row in Guidance.objects.all()}
