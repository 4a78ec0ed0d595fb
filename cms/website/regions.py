"""``/regios/`` and ``/regios/<slug>/``: the pages of regions, read from the live pages and the open records."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.website.region_page import RegionPage, region_page, status_line
from lessons.records.changes import content_generation
from lessons.records.models import PublicRecord
from lessons.records.opened import Withdrawn, opened, shown_step
from lessons.regions.models import Region
from lessons.vocabulary.labels import labels
from search.web.cards import Card, period, theme_card
from search.web.keeping import answered, etag_of

ROWS = ("sectors", "municipalities", "statuses", "partners", "key_figures")


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
    today, wrote = timezone.localdate(), writers()
    live = Region.objects.filter(live=True).prefetch_related("statuses", "sectors")
    lines = [
        RegionLine(
            title=region.title,
            url=reverse("region", args=[region.slug]),
            status=status_line(region, today),
            sectors=", ".join(sector.pk for sector in region.sectors.all()),
            intro=region.intro,
            has_report=region.pk in wrote,
        )
        for region in sorted(live, key=lambda each: each.title.casefold())
    ]
    return render(request, "regions/regions.html", {"regions": lines})


@require_safe
def region(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One region; 304 where nothing public changed since it was read."""
    generation = content_generation()

    def page() -> HttpResponse:
        found = Region.objects.filter(live=True, slug=slug).prefetch_related(*ROWS).first()
        if found is None:
            raise Http404
        return render(request, "regions/region.html", {"prepared": prepare(found, generation)})

    return answered(request, etag_of("region", slug, generation), page)


def prepare(found: Region, generation: int | None = None) -> RegionPage:
    """The page of a region, published or a draft in preview."""
    generation = content_generation() if generation is None else generation
    return region_page(found, report_cards(found.pk, generation), timezone.localdate())


def report_cards(region_id: int | None, generation: int) -> list[Card]:
    """The open reports that a region wrote, alone or with others, newest first. One query."""
    if region_id is None:
        return []
    # The list of co-regions in a canonical document; a text that only looks like it is left out below.
    joint = Q(current_edition__document__regex=rf'"co_regions":\[([0-9]+,)*{region_id}[],]')
    records: Any = PublicRecord.objects.filter(
        Q(region=region_id) | joint, kind=PublicRecord.Kind.REPORT, state=PublicRecord.State.OPEN
    )
    records = records.select_related("current_edition").order_by("-current_edition__published_at", "-number")
    terms, cards = labels(generation), []
    for record in records:
        try:
            document = opened(record, record.current_edition)
        except Withdrawn:
            continue
        if record.region_id != region_id and region_id not in document["co_regions"]:
            continue
        together = "samen met andere regio's" if document["co_regions"] else ""
        meta = (", ".join(document["sectors"]), period(document), together)
        cards.append(theme_card(record.path, document, shown_step(record, record.current_edition), terms, *meta))
    return cards


def writers() -> set[int]:
    """The regions with an open report."""
    open_records = PublicRecord.objects.filter(kind=PublicRecord.Kind.REPORT, state=PublicRecord.State.OPEN)
    return set(open_records.values_list("region_id", flat=True))
