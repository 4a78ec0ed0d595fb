"""The addresses of a report: its page, an edition, a lesson, the download. They read record and edition alone."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from cms.website.published import Published, place, published, record_facts, surroundings
from cms.website.report_page import report_page
from lessons.records.changes import content_generation
from lessons.records.models import PublishedLesson
from lessons.records.opened import Erased, Withdrawn, opened, shown_step
from search.web.keeping import answered, etag_of


@require_safe
def report(request: HttpRequest, number: int, edition: int | None = None) -> HttpResponseBase:
    """``/casus/<number>/`` and ``/casus/<number>/<edition>/``."""

    def page(found: Published, document: dict[str, Any]) -> HttpResponse:
        around = surroundings(document, found.record.region, found.generation)
        prepared = report_page(document, record_facts(found.record, found.edition), around)
        return render(request, "reports/report.html", {"prepared": prepared})

    return of_edition(request, number, edition, page)


@require_safe
def download(request: HttpRequest, number: int, edition: int | None = None) -> HttpResponseBase:
    """``…/document.json``: the document with the facts of its record, for machines and archives."""

    def data(found: Published, document: dict[str, Any]) -> HttpResponse:
        text = json.dumps(as_data(found, document), ensure_ascii=False, indent=2)
        name = f"casus-{found.record.number}-uitgave-{found.edition.number}.json"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)

    return of_edition(request, number, edition, data)


def of_edition(
    request: HttpRequest,
    number: int,
    edition: int | None,
    make: Callable[[Published, dict[str, Any]], HttpResponse],
) -> HttpResponseBase:
    """What ``make`` makes of the edition asked for; the tombstone where it is gone.

    Raises:
        Http404: there never was such an edition.
    """
    generation = content_generation()  # every change of a record raises it, so nothing else tells two pages apart

    def page() -> HttpResponse:
        found = published(number, edition, generation)
        return make(found, opened(found.record, found.edition))

    try:
        return answered(request, etag_of(make.__name__, number, edition, generation), page)
    except Withdrawn as gone:
        return tombstone(request, published(number, edition, generation), erased=isinstance(gone, Erased))


def as_data(found: Published, document: dict[str, Any]) -> dict[str, Any]:
    """The download: facts of the record around the document."""
    record, edition = found.record, found.edition
    around = surroundings(document, record.region, found.generation)
    page = report_page(document, record_facts(record, edition), around)
    region = record.region
    return {
        "kind": record.kind,
        "fictional": around.fictional,
        "number": record.number,
        "address": around.site_url + record.path,
        "edition": {
            "number": edition.number,
            "address": page.citation.address if page.citation else "",
            "published_at": edition.published_at.isoformat(),
            "change_note": edition.change_note,
            "sha256": edition.sha256,
        },
        "editions": [{"number": each.number, "date": each.date, "change_note": each.note} for each in page.editions],
        "region": None
        if region is None
        else {
            "id": region.pk,
            "code": region.code,
            "title": region.title,
            "address": around.site_url + place(region).url,
        },
        "evidence_step": {
            "own": edition.own_step,
            "shown": shown_step(record, edition),
            "lowered_to": record.lowered_to,
            "lowered_why": record.lowered_why,
        },
        "confirmed_on": record.confirmed_on.isoformat() if record.confirmed_on else None,
        "redactions": [{"why": row["why"], "at": row["at"]} for row in record.redactions],
        "citation": page.citation.text if page.citation else "",
        "document": document,
    }


def tombstone(request: HttpRequest, found: Published, *, erased: bool) -> HttpResponse:
    """What remains of a withdrawn report, or of an edition that the law took away: number, region, dates, citation."""
    context = {
        "record": found.record,
        "edition": found.edition,
        "region": place(found.record.region),
        "erased": erased,
        "address": request.build_absolute_uri(found.record.path),
    }
    answer = render(request, "reports/withdrawn.html", context, status=410)
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def lesson(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """``/les/<uuid>/``: to the lesson in the edition that stands, or in the last one that held it."""
    found = PublishedLesson.objects.select_related("record__current_edition").filter(pk=uuid).first()
    if found is None or found.record.current_edition is None:
        raise Http404
    address = found.record.path
    if found.record.is_open and found.last_edition < found.record.current_edition.number:
        address = f"{address}{found.last_edition}/"
    return redirect(f"{address}#les-{uuid}")
