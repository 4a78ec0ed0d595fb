"""All regions, in memory: their names stand on cards and in a filter."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from lessons.regions.models import Region


@dataclass(frozen=True)
class RegionRow:
    """What a list needs of a region; ``live`` where it is public."""

    pk: int
    slug: str
    title: str
    intro: str
    live: bool


@lru_cache(maxsize=2)
def region_rows(generation: int) -> Mapping[int, RegionRow]:
    """Every region by its id, as they were at ``generation`` (from ``lessons.records.changes.content_generation``)."""
    fields = ("pk", "slug", "title", "intro", "live")
    return {row[0]: RegionRow(*row) for row in Region.objects.values_list(*fields)}
