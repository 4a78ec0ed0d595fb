"""``/regios/`` and ``/regios/<slug>/``: the pages of regions, read from the live pages and the open records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from cms.website.formats import long_date
from cms.website.region_area import PartOf, merged_into, region_area
from cms.website.region_page import RegionPage, region_page, status_line
from lessons.records.changes import content_generation
from lessons.records.models import PublicRecord
from lessons.records.opened import Withdrawn, opened, shown_step
from lessons.regions.models import Region
from lessons.vocabulary.labels import labels
from search.web.cards import Card, period, theme_card
from search.web.keeping import answered, etag_of
from search.web.regions import RegionRow, region_rows

CAME_FROM: Final = "voorheen"
"""Names the region that a visitor asked for, on the page of the one that it is part of now."""

ROWS = ("statuses", "partners", "key_figures")


@dataclass(frozen=True)
class RegionLine:
    """A region in the overview: no number of reports, no order but the alphabet."""

    title: str
    url: str
    status: str
    sectors: str
    intro: str
    has_report: bool


@require_safe
def regions(request: HttpRequest) -> HttpResponseBase:
    """All regions by name, with whether they published a report; 304 where nothing public changed since."""
    return answered(request, etag_of("regions", content_generation()), lambda: overview(request))


def overview(request: HttpRequest) -> HttpResponse:
    """The page of all regions, made anew."""
    generation, today, wrote = content_generation(), timezone.localdate(), writers()
    rows = region_rows(generation)
    live = sorted(Region.objects.filter(live=True).prefetch_related("statuses"), key=lambda r: r.title.casefold())
    lines = []
    for found in live:
        if merged_into(rows[found.pk], today, rows) is not None:
            continue
        area = region_area(found.pk, generation, today)
        lines.append(
            RegionLine(
                title=found.title,
                url=reverse("region", args=[found.slug]),
                status=status_line(found, today, national=area.national),
                sectors=", ".join(sector.code for sector in area.sectors),
                intro=found.intro,
                has_report=found.pk in wrote,
            )
        )
    merged = [
        merged_line(rows[found.pk], part)
        for found in live
        if (part := merged_into(rows[found.pk], today, rows)) is not None
    ]
    return render(request, "regions/regions.html", {"regions": lines, "merged": merged})


def merged_line(old: RegionRow, part: PartOf) -> dict[str, str]:
    """A region that is part of another now."""
    address = reverse("region", args=[part.region.slug])
    return {"title": old.title, "date": long_date(part.since), "into": part.region.title, "url": address}


@require_safe
def region(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One region; 304 where nothing public changed since it was read. Of one that is part of another now, that one."""
    generation, today = content_generation(), timezone.localdate()
    rows = region_rows(generation)
    row = next((each for each in rows.values() if each.slug == slug and each.live), None)
    if row is None:
        raise Http404
    part = merged_into(row, today, rows)
    if part is not None:
        return redirect(f"{reverse('region', args=[part.region.slug])}?{urlencode({CAME_FROM: slug})}")
    came = came_from(request.GET.get(CAME_FROM, ""), row, rows, today)

    def page() -> HttpResponse:
        found = Region.objects.filter(pk=row.pk).prefetch_related(*ROWS).get()
        return render(request, "regions/region.html", {"prepared": prepare(found, generation), "came_from": came})

    return answered(request, etag_of("region", slug, generation, came), page)


def came_from(slug: str, here: RegionRow, rows: Mapping[int, RegionRow], today: date) -> dict[str, str] | None:
    """The region that a visitor asked for, which is part of this one now; None for any other."""
    old = next((each for each in rows.values() if slug and each.slug == slug and each.live), None)
    part = merged_into(old, today, rows) if old else None
    return merged_line(old, part) if old and part and part.region is here else None


def prepare(found: Region, generation: int | None = None) -> RegionPage:
    """The page of a region, published or a draft in preview."""
    generation = content_generation() if generation is None else generation
    today = timezone.localdate()
    area = region_area(found.pk, generation, today)
    return region_page(found, area, report_cards(found.pk, generation, today), today)


def report_cards(region_id: int | None, generation: int, today: date) -> list[Card]:
    """The open reports that a region wrote, alone or with others, and those of the regions that it was made of.

    Newest first. One query.
    """
    if region_id is None:
        return []
    rows = region_rows(generation)
    here = rows.get(region_id)
    parts = {pk: merged_into(row, today, rows) for pk, row in rows.items()}
    ids = [region_id, *(pk for pk, part in parts.items() if part is not None and part.region is here)]
    # The list of co-regions in a canonical document; a text that only looks like it is left out below.
    anyone = "|".join(map(str, ids))
    joint = Q(current_edition__document__regex=rf'"co_regions":\[([0-9]+,)*({anyone})[],]')
    records: Any = PublicRecord.objects.filter(
        Q(region__in=ids) | joint, kind=PublicRecord.Kind.REPORT, state=PublicRecord.State.OPEN
    )
    records = records.select_related("current_edition").order_by("-current_edition__published_at", "-number")
    terms, cards = labels(generation), []
    for record in records:
        try:
            document = opened(record, record.current_edition)
        except Withdrawn:
            continue
        if not {record.region_id, *document["co_regions"]} & set(ids):
            continue
        together = "samen met andere regio's" if document["co_regions"] else ""
        before = f"geschreven door {rows[record.region_id].title}" if record.region_id in ids[1:] else ""
        meta = (", ".join(document["sectors"]), period(document), together, before)
        cards.append(theme_card(record.path, document, shown_step(record, record.current_edition), terms, *meta))
    return cards


def writers() -> set[int]:
    """The regions with an open report."""
    open_records = PublicRecord.objects.filter(kind=PublicRecord.Kind.REPORT, state=PublicRecord.State.OPEN)
    return set(open_records.values_list("region_id", flat=True))
