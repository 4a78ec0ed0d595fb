"""Where a region is: its municipalities per sector on a day, as a small map, and since when."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cms.website.borders import Moment, all_areas, moment, sentences
from cms.website.formats import counted, inside, joined
from cms.website.tile_map import LETTERS, Tile, TileGroup, tile_map
from lessons.days import LAST
from lessons.regions.rules import ONE_DAY, Area, Step, coverage, growth
from lessons.vocabulary.labels import Labels, labels
from lessons.vocabulary.models import Municipality
from search.web.regions import RegionRow, region_rows

WHOLE_COUNTRY = "heel Nederland"


@dataclass(frozen=True)
class SectorArea:
    """The municipalities of one sector: a map, and the same in words."""

    code: str
    title: str
    size: str
    names: str
    """Empty for the whole country."""
    map: Sequence[TileGroup]


@dataclass(frozen=True)
class RegionArea:
    """The area of a region on a day. ``national`` where it has no borders for one sector at least."""

    sectors: Sequence[SectorArea]
    lists: Sequence[tuple[str, str]]
    """Sectors with the names of their municipalities; those with the same municipalities together."""
    size: str
    national: bool
    history: Sequence[Moment]


def region_area(region: int | None, generation: int, day: datetime.date) -> RegionArea:
    """The area of the region with this id on ``day``; a region that was not saved yet has none."""
    names, areas = labels(generation), all_areas(generation)
    own = [area for area in areas if area.region == region and area.holds(day)]
    here = {area.municipality for area in own if area.municipality}
    places: list[Municipality] = [each for each in names.terms["municipality"].values() if each.pk in here]  # type: ignore[misc]
    occurring = {area.sector for area in own}
    sectors = [
        sector_area(term.pk, region, areas, places, names, day)
        for term in names.terms["sector"].values()
        if term.pk in occurring
    ]
    national = any(area.municipality is None for area in own)
    size = WHOLE_COUNTRY if national else counted(len(here), "gemeente", "gemeenten") if here else ""
    return RegionArea(sectors, lists_of(sectors), size, national, area_history(region, areas, names, generation, day))


def sector_area(
    sector: str,
    region: int | None,
    areas: Sequence[Area],
    places: Sequence[Municipality],
    names: Labels,
    day: datetime.date,
) -> SectorArea:
    """One sector, on the map of all municipalities of the region."""
    found = coverage(areas, [each.pk for each in places], sector, day)
    mine = [each for each in places if region in found.regions[each.pk]]
    if region in found.national:
        return SectorArea(sector, names("sector", sector), WHOLE_COUNTRY, "", [])

    def tile(each: Municipality) -> Tile:
        belongs = region in found.regions[each.pk]
        said = "doet mee" if belongs else "hoort bij een andere regio" if found.regions[each.pk] else "geen regio"
        return Tile(each.label[:LETTERS], f"{each.label}: {said}", "in" if belongs else "none")

    size = f"{len(mine)} van {counted(len(places), 'gemeente', 'gemeenten')}"
    return SectorArea(
        sector, names("sector", sector), size, joined(each.label for each in mine), tile_map(places, tile)
    )


def lists_of(sectors: Sequence[SectorArea]) -> list[tuple[str, str]]:
    """Sectors by the names of their municipalities."""
    found: dict[str, list[str]] = {}
    for sector in sectors:
        found.setdefault(sector.names, []).append(inside(sector.title) if found.get(sector.names) else sector.title)
    return [(joined(titles), names) for names, titles in found.items() if names]


def area_history(
    region: int | None, areas: Sequence[Area], names: Labels, generation: int, day: datetime.date
) -> list[Moment]:
    """What came to the region and left it, the last first; the same in several sectors is said once."""
    told: dict[tuple[datetime.date, str], list[str]] = {}
    codes = sorted({area.municipality for area in areas if area.municipality and area.region == region})
    about = [area for area in areas if area.municipality in codes]
    regions = region_rows(generation)
    for term in names.terms["sector"].values():
        for step in growth(about, codes, term.pk, LAST):
            for sentence in sentences(of_region(step, region), regions, names):
                told.setdefault((step.day, sentence), []).append(term.pk)
    for area in areas:
        if area.region == region and area.municipality is None:
            for when, sentence in national_sentences(area, regions[area.region]):
                told.setdefault((when, sentence), []).append(area.sector)
    found = [(when, f"{sentence.rstrip('.')} ({joined(sectors)}).") for (when, sentence), sectors in told.items()]
    found += mergers(region, regions)
    return [moment(when, text, day) for when, text in sorted(found, reverse=True)]


def national_sentences(area: Area, region: RegionRow) -> list[tuple[datetime.date, str]]:
    """Since when, and until when, a region is one of the whole country."""
    told = [(area.valid_from, f"{region.title} is er voor {WHOLE_COUNTRY}.")]
    if area.valid_until is not None:
        told.append((area.valid_until + ONE_DAY, f"{region.title} is er niet meer voor {WHOLE_COUNTRY}."))
    return told


def mergers(region: int | None, regions: Mapping[int, RegionRow]) -> list[tuple[datetime.date, str]]:
    """The mergers that a region has a part in."""
    return [
        (each.merged_on, f"{each.title} gaat op in {regions[each.merged_into].title}.")
        for each in regions.values()
        if each.merged_on is not None and each.merged_into is not None and region in (each.pk, each.merged_into)
    ]


def of_region(step: Step, region: int | None) -> Step:
    """What of a step is about one region."""
    return Step(step.day, {pair: codes for pair, codes in step.moved.items() if region in pair}, step.covered)


@dataclass(frozen=True)
class PartOf:
    """The public region that another is part of, and since when."""

    region: RegionRow
    since: datetime.date


def merged_into(region: RegionRow, day: datetime.date, regions: Mapping[int, RegionRow]) -> PartOf | None:
    """What ``region`` is part of on ``day``, at the end of the chain; None while it stands by itself."""
    found = None
    while region.merged_on is not None and region.merged_on <= day and region.merged_into is not None:
        into = regions[region.merged_into]
        if not into.live:
            break
        found = PartOf(into, max(region.merged_on, found.since) if found else region.merged_on)
        region = into
    return found
