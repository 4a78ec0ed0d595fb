"""Reads what a report's page needs of the database: the edition, the history and the names of regions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date

from cms.website.report_page import ReportPage, report_page
from cms.website.report_page.facts import EditionFacts, Place, RecordFacts, Redaction, Surroundings
from lessons.records.changes import content_generation
from lessons.records.models import Edition, PublicRecord
from lessons.regions.models import Region
from lessons.vocabulary.labels import labels

#: What the database can hold in a number's column.
LARGEST_NUMBER = 2**31 - 1


@dataclass(frozen=True)
class Published:
    """An edition with its record; ``generation`` is the state of everything public before it was read."""

    record: PublicRecord
    edition: Edition
    generation: int


def published(number: int, edition: int | None, generation: int) -> Published:
    """Edition ``edition`` of report ``number``, or the one that stands; open or withdrawn. One query.

    ``generation`` is that of everything public, read before.

    Raises:
        Http404: there never was such a report, or such an edition of it.
    """
    if max(number, edition or 0) > LARGEST_NUMBER:
        raise Http404
    which = Q(pk=F("record__current_edition")) if edition is None else Q(number=edition)
    found = (
        Edition.objects.select_related("record__region")
        .filter(which, record__kind=PublicRecord.Kind.REPORT, record__number=number)
        .first()
    )
    if found is None:
        raise Http404
    return Published(found.record, found, generation)


def place(region: Region | None) -> Place:
    """A region as a name with an address; a record outlives its region."""
    if region is None:
        return Place("Een regio die niet meer bestaat")
    return Place(region.title, reverse("region", args=[region.slug]) if region.live else "")


def record_facts(record: PublicRecord, edition: Edition) -> RecordFacts:
    """What the page says of the record and its history. One query."""
    history = record.editions.order_by("number").values_list("number", "published_at", "change_note", "sha256")
    return RecordFacts(
        number=record.number,
        edition=edition.number,
        own_step=edition.own_step,
        lowered_to=record.lowered_to,
        lowered_why=record.lowered_why,
        confirmed_on=record.confirmed_on,
        redactions=[Redaction(row["why"], parse_date(row["at"]) or timezone.localdate()) for row in record.redactions],
        editions=[
            EditionFacts(number, timezone.localdate(at), note, erased=not words) for number, at, note, words in history
        ],
    )


def surroundings(document: Mapping[str, Any], region: Region | None, generation: int | None = None) -> Surroundings:
    """Where a report stands. One query where it has co-regions, one more where ``generation`` is not known."""
    together = document["co_regions"]
    others = Region.objects.filter(pk__in=together).order_by("title") if together else []
    return Surroundings(
        region=place(region),
        labels=labels(content_generation() if generation is None else generation),
        today=timezone.localdate(),
        site_url=settings.SITE_URL,
        co_regions=[place(other) for other in others],
        fictional=settings.DEMO,
    )


def preview(document: Mapping[str, Any], region: Region) -> ReportPage:
    """The page of a draft, whatever is still missing: what the template makes itself in Wagtail's preview."""
    return report_page(document, None, surroundings(document, region))
