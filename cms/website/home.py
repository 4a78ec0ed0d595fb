"""``/``: a promise, one field, five themes, how to read a report, what is new, and who wrote."""

from collections.abc import Iterator, Mapping
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from cms.website.evidence import directions, scale
from lessons.records.changes import content_generation
from lessons.records.models import PublicRecord
from lessons.records.opened import Withdrawn, opened, shown_step
from lessons.reports.choices import Status
from lessons.vocabulary.labels import Labels, labels
from search.engines.base import EngineError
from search.index.connection import engine
from search.web.cards import Card, theme_card
from search.web.page import counts_by_theme
from search.web.regions import RegionRow, region_rows

log = structlog.get_logger(__name__)

NEWEST = 3
#: How a stopped report is known in the canonical text of its document; inside a text, the quotes would be escaped.
STOPPED = f'"status":"{Status.STOPPED}"'
EXAMPLES = ("zij-instromers begeleiden", "invalpool", "kosten loket")


def home_view(request: HttpRequest) -> HttpResponse:
    """The home page; without counts where the search engine does not answer."""
    generation = content_generation()
    terms, regions = labels(generation), region_rows(generation)
    writers = list(open_reports().values_list("region_id", flat=True))
    context = {
        "themes": themes(terms, theme_counts()),
        "steps": scale(),
        "directions": directions(),
        "newest": newest(terms, regions),
        "total": len(writers),
        "examples": [{"text": text, "url": f"/zoeken/?{urlencode({'q': text})}"} for text in EXAMPLES],
        "regions": tiles(regions, set(writers)),
    }
    return render(request, "website/home.html", context)


def open_reports() -> Any:
    """The reports that everybody can read."""
    return PublicRecord.objects.filter(kind=PublicRecord.Kind.REPORT, state=PublicRecord.State.OPEN)


def theme_counts() -> Mapping[str, int] | None:
    """Reports per theme; None where the engine does not answer, which must not take the home page down."""
    try:
        return counts_by_theme(engine())
    except EngineError as error:
        log.warning("home_without_counts", error=str(error))
        return None


def themes(terms: Labels, counts: Mapping[str, int] | None) -> list[dict[str, Any]]:
    """The themes in the editors' order; ``count`` is None where it is not known now."""
    return [
        {
            "code": theme.pk,
            "label": theme.label,
            "text": theme.description.rstrip("."),
            "count": None if counts is None else counts.get(theme.pk, 0),
            "url": f"/zoeken/?{urlencode({'thema': theme.pk})}",
        }
        for theme in terms.all("theme")
    ]


def newest(terms: Labels, regions: Mapping[int, RegionRow]) -> list[Card]:
    """The three newest reports; the third makes place for the newest stopped one, where none of them stopped."""
    ordered = open_reports().select_related("current_edition").order_by("-current_edition__published_at", "-number")
    first = list(cards(ordered[:NEWEST], terms, regions))
    if len(first) < NEWEST or any(card.stopped for card in first):
        return first
    stopped = cards(ordered.filter(current_edition__document__contains=STOPPED)[:1], terms, regions)
    return [*first[:-1], next(stopped, first[-1])]


def cards(records: Any, terms: Labels, regions: Mapping[int, RegionRow]) -> Iterator[Card]:
    """Records as cards under their theme."""
    for record in records:
        try:
            document = opened(record, record.current_edition)
        except Withdrawn:
            continue
        region = regions.get(record.region_id)
        meta = (region.title if region else "", ", ".join(document["sectors"]))
        yield theme_card(record.path, document, shown_step(record, record.current_edition), terms, *meta)


def tiles(regions: Mapping[int, RegionRow], writers: set[int]) -> list[dict[str, Any]]:
    """The regions by name, with whether they wrote: never how much."""
    today = timezone.localdate()
    standing = (row for row in regions.values() if row.live and not row.is_merged(today))
    live = sorted(standing, key=lambda row: row.title.casefold())
    return [
        {"name": row.title, "url": reverse("region", args=[row.slug]), "has_report": row.pk in writers} for row in live
    ]
