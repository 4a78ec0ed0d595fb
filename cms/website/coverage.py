"""``/dekking/``: which municipalities belong to which region on a day, for one sector; what is not covered; growth."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from cms.website.asking import Asked
from cms.website.borders import all_areas, moments
from cms.website.formats import joined, share
from cms.website.tile_map import LETTERS, Tile, tile_map
from lessons.days import LAST
from lessons.records.changes import content_generation
from lessons.regions.rules import Area, Coverage, coverage, growth
from lessons.vocabulary.labels import Labels, labels
from lessons.vocabulary.models import Municipality, Term
from search.web.keeping import answered, etag_of
from search.web.regions import RegionRow, region_rows

UNKNOWN_SECTOR: Final = "Deze sector kennen wij niet. U ziet de eerste sector."
CSV_HEAD: Final = ("regio", "regiocode", "sector", "gemeente", "gemeentecode", "provincie", "vanaf", "tot_en_met")
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would calculate with."""


@dataclass(frozen=True)
class Question:
    """Which sector on which day; ``notices`` says what of it is unknown."""

    sector: str
    day: date
    notices: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """All that the page is made of, as it was at one generation."""

    names: Labels
    regions: Mapping[int, RegionRow]
    areas: Sequence[Area]

    @classmethod
    def at(cls, generation: int) -> "Known":
        """Read it; nothing is asked of the database that was read before."""
        return cls(labels(generation), region_rows(generation), all_areas(generation))

    def municipalities(self, day: date | None = None) -> list[Municipality]:
        """Those in use, and those that belonged to a region on ``day``, or on any: what was stays, retired or not."""
        named = {area.municipality for area in self.areas if day is None or area.holds(day)}
        every: Any = self.names.terms["municipality"].values()
        return [each for each in every if not each.retired or each.pk in named]

    def sectors(self) -> list[Term]:
        """The sectors in use, and those of which a region ever had municipalities."""
        named = {area.sector for area in self.areas}
        return [term for term in self.names.terms["sector"].values() if not term.retired or term.pk in named]

    def coverage(self, sector: str, day: date) -> Coverage:
        """What is covered."""
        return coverage(self.areas, [each.pk for each in self.municipalities(day)], sector, day)

    def titles(self, regions: Sequence[int]) -> str:
        """Regions as one phrase."""
        return joined(sorted(self.regions[each].title for each in regions))


def question_of(parameters: Mapping[str, str], known: Known, today: date) -> Question:
    """What was asked; without a sector the first."""
    asked = Asked(parameters, known.names)
    codes = [term.pk for term in known.sectors()]
    sector = parameters.get("sector", "")
    if sector and sector not in codes:
        asked.notices.append(UNKNOWN_SECTOR)
    chosen = sector if sector in codes else next(iter(codes), "")
    return Question(chosen, asked.day("datum", today), tuple(asked.notices))


@require_safe
def covered(request: HttpRequest) -> HttpResponseBase:
    """The map of ``sector`` on ``datum``; 304 where nothing public changed since."""
    generation = content_generation()
    known = Known.at(generation)
    asked = question_of(request.GET.dict(), known, timezone.localdate())

    def page() -> HttpResponse:
        return render(request, "regions/coverage.html", context(asked, known))

    return answered(request, etag_of("coverage", generation, asked), page)


def context(asked: Question, known: Known) -> dict[str, Any]:
    """What ``regions/coverage.html`` shows."""
    found = known.coverage(asked.sector, asked.day)
    ever, shown = known.municipalities(), known.municipalities(asked.day)
    steps = growth(known.areas, [each.pk for each in ever], asked.sector, LAST)
    return {
        "asked": asked,
        "day": asked.day.isoformat(),
        "sector": known.names("sector", asked.sector),
        "sectors": [
            {"code": term.pk, "label": term.label, "selected": term.pk == asked.sector} for term in known.sectors()
        ],
        "covered": found.covered,
        "total": len(shown),
        "map": tile_map(shown, lambda each: tile(each, found, known)),
        "shares": [sector_line(term.pk, asked, known) for term in known.sectors()],
        "gaps": names_of(found.gaps, known),
        "overlaps": [
            {"name": known.names("municipality", code), "regions": links(found.regions[code], known)}
            for code in found.overlaps
        ],
        "regions": by_region(found, known),
        "national": links(found.national, known),
        "growth": moments(steps, known.regions, known.names, asked.day, len(ever)),
    }


def tile(municipality: Municipality, found: Coverage, known: Known) -> Tile:
    """A municipality with the code of its region; of two regions, with their number."""
    regions = found.regions[municipality.pk]
    if not regions:
        return Tile(municipality.label[:LETTERS], f"{municipality.label}: geen regio", "none")
    name = f"{municipality.label}: {known.titles(regions)}"
    if len(regions) > 1:
        return Tile(f"{len(regions)}\N{MULTIPLICATION SIGN}", name, "twice", "#dubbel")
    region = known.regions[regions[0]]
    return Tile(region.code, name, "in", reverse("region", args=[region.slug]))


def sector_line(sector: str, asked: Question, known: Known) -> dict[str, Any]:
    """What is covered of one sector on the same day, and the way to its map."""
    found = known.coverage(sector, asked.day)
    address = urlencode({"sector": sector, "datum": asked.day.isoformat()})
    return {
        "label": known.names("sector", sector),
        "url": f"{reverse('coverage')}?{address}",
        "here": sector == asked.sector,
        "share": share(found.covered, len(found.regions)),
        "gaps": len(found.gaps),
        "overlaps": len(found.overlaps),
        "national": len(found.national),
    }


def by_region(found: Coverage, known: Known) -> list[dict[str, Any]]:
    """The regions with their municipalities, on alphabet."""
    of_region: dict[int, list[str]] = {}
    for code, regions in found.regions.items():
        for region in regions:
            of_region.setdefault(region, []).append(code)
    lines = [{**link(known.regions[pk]), "names": names_of(codes, known)} for pk, codes in of_region.items()]
    return sorted(lines, key=lambda line: str(line["title"]).casefold())


def names_of(codes: Sequence[str], known: Known) -> list[str]:
    """Municipalities by name, on alphabet."""
    return sorted(known.names("municipality", code) for code in codes)


def links(regions: Sequence[int], known: Known) -> list[dict[str, str]]:
    """Regions as links, on alphabet."""
    return sorted((link(known.regions[pk]) for pk in regions), key=lambda each: each["title"].casefold())


def link(region: RegionRow) -> dict[str, str]:
    """A region with its code and address."""
    return {"title": region.title, "code": region.code, "url": reverse("region", args=[region.slug])}


@require_safe
def areas_csv(request: HttpRequest) -> HttpResponseBase:
    """``/dekking/gebieden.csv``: every row of every public region, past and to come."""
    generation = content_generation()

    def made() -> HttpResponse:
        answer = HttpResponse(csv_of(Known.at(generation)), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="gebieden-onderwijsregios.csv"'
        return answer

    return answered(request, etag_of("areas", generation), made)


def csv_of(known: Known) -> str:
    """The rows, by region, sector, municipality and day. Text stays text in a spreadsheet."""
    provinces = {each.pk: each.province for each in known.municipalities()}
    lines = [
        (
            known.regions[area.region].title,
            known.regions[area.region].code,
            area.sector,
            known.names("municipality", area.municipality) if area.municipality else "heel Nederland",
            area.municipality or "",
            provinces.get(area.municipality or "", ""),
            area.valid_from.isoformat(),
            area.valid_until.isoformat() if area.valid_until else "",
        )
        for area in known.areas
    ]
    written = StringIO()
    written.write("\N{BYTE ORDER MARK}")  # or a spreadsheet takes it for another alphabet
    rows = csv.writer(written, delimiter=";")
    rows.writerow(CSV_HEAD)
    rows.writerows([as_text(cell) for cell in line] for line in sorted(lines))
    return written.getvalue()


def as_text(cell: str) -> str:
    """A cell that no spreadsheet calculates with."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
