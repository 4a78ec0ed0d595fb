"""All regions, in memory: their names stand on cards, on maps and in a filter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lessons.records.kept import kept
from lessons.regions.models import Region


@dataclass(frozen=True)
class RegionRow:
    """What a list needs of a region; ``live`` where it is public. It may be part of another from a day on."""

    pk: int
    slug: str
    title: str
    intro: str
    live: bool
    code: str
    merged_on: date | None
    merged_into: int | None

    def is_merged(self, day: date) -> bool:
        """Whether it is part of another on ``day``."""
        return self.merged_on is not None and self.merged_on <= day


@kept
def region_rows(generation: int) -> Mapping[int, RegionRow]:
    """Every region by its id, as they were at ``generation`` (from ``lessons.records.changes.content_generation``)."""
    fields = ("pk", "slug", "title", "intro", "live", "code", "merger__day", "merger__into")
    return {row[0]: RegionRow(*row) for row in Region.objects.values_list(*fields)}
