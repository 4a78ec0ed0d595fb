"""The kinds of public things that can be found: where they are read, and how each is numbered in the index.

Whoever makes another kind searchable adds it here, with the next free slot.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from django.db.models import Q
from django.utils import timezone

from lessons.funding.models import FundingScheme
from lessons.guidance.models import Guidance
from lessons.records.changes import content_generation
from lessons.records.models import PublicRecord
from lessons.records.opened import opened, shown_step
from lessons.regions.models import Region
from lessons.vocabulary.labels import Labels, labels
from search.engines.fields import SearchDocument
from search.index.documents import (
    EPOCH,
    GUIDANCE,
    REGION,
    REPORT,
    SCHEME,
    GuidanceFacts,
    Place,
    RegionFacts,
    ReportFacts,
    SchemeFacts,
    guidance_document,
    region_document,
    report_document,
    scheme_document,
)

SLOTS: Final = 16
"""A document's ``n`` is its number times this, plus the slot of its kind: unique, and below 2**40 for 2**36 numbers."""
PAGE: Final = 200
"""Keys that are read together."""


class Kind(ABC):
    """One kind of public things. Keys are the text of a positive integer."""

    name: str
    slot: int

    def n(self, key: str) -> int:
        """The integer that stands for the thing in the index."""
        return int(key) * SLOTS + self.slot

    @abstractmethod
    def keys(self) -> Iterator[str]:
        """The keys of all that is public now, ascending."""

    @abstractmethod
    def sources(self, keys: Collection[str]) -> Mapping[str, Any]:
        """What the documents of these keys are made of, in few queries; what is not public is not in it."""

    @abstractmethod
    def document(self, source: Any) -> SearchDocument:
        """The search document of one source. Raises ``Withdrawn`` where nothing may be shown of it."""

    def followers(self, key: str) -> Iterable[tuple[str, str]]:
        """What else has another document when ``key`` changes, as kinds and keys."""
        return ()


class Reports(Kind):
    """Case reports, by the number of their record; read from the current edition alone."""

    name = REPORT
    slot = 1

    def keys(self) -> Iterator[str]:
        """The numbers of the open records."""
        records = PublicRecord.objects.filter(kind=self.name, state=PublicRecord.State.OPEN)
        return pages(records, "number")

    def sources(self, keys: Collection[str]) -> Mapping[str, Any]:
        """Records with their edition, the places of their regions, and the labels of now."""
        records = PublicRecord.objects.filter(
            kind=self.name, state=PublicRecord.State.OPEN, number__in=[int(key) for key in keys]
        )
        places = {pk: Place(slug, title) for pk, slug, title in Region.objects.values_list("pk", "slug", "title")}
        terms = labels(content_generation())
        return {record.key: (record, places, terms) for record in records.select_related("current_edition")}

    def document(self, source: tuple[PublicRecord, Mapping[int, Place], Labels]) -> SearchDocument:
        """The document of the current edition, as the public may read it."""
        record, places, terms = source
        edition = record.current_edition
        if edition is None:
            raise LookupError(f"{record} is open without an edition")
        document = opened(record, edition)
        regions = [record.region_id, *document["co_regions"]]
        return report_document(
            ReportFacts(
                n=self.n(record.key),
                key=record.key,
                document=document,
                step=shown_step(record, edition),
                published_on=timezone.localdate(edition.published_at),
                regions=[places[pk] for pk in regions if pk in places],
                label=terms,
            )
        )


class Regions(Kind):
    """Regions, by the id of their page; the saved page holds what is published, its drafts are revisions."""

    name = REGION
    slot = 2

    def keys(self) -> Iterator[str]:
        """The ids of the live pages."""
        return pages(Region.objects.filter(live=True), "pk")

    def sources(self, keys: Collection[str]) -> Mapping[str, Any]:
        """Pages with their rows. All that ever belonged to a region is a word of it: no document gets old overnight."""
        found = Region.objects.filter(live=True, pk__in=[int(key) for key in keys])
        rows = found.prefetch_related("partners", "areas__municipality", "areas__sector")
        return {str(region.pk): region for region in rows}

    def document(self, source: Region) -> SearchDocument:
        """The document of a published region."""
        approaches = ("recruit", "match", "train", "guide", "develop")
        areas = list(source.areas.all())
        sectors = dict.fromkeys(area.sector for area in areas)
        places = dict.fromkeys(area.municipality for area in areas if area.municipality)
        since = source.first_published_at or timezone.now()
        return region_document(
            RegionFacts(
                n=self.n(str(source.pk)),
                key=str(source.pk),
                place=Place(source.slug, source.title),
                intro=source.intro,
                texts=[
                    source.challenges,
                    *(getattr(source, f"approach_{name}") for name in approaches),
                    source.definition,
                    source.governance,
                ],
                words=[
                    *(partner.name for partner in source.partners.all()),
                    *(municipality.label for municipality in places),
                    *(sector.label for sector in sectors),
                ],
                sectors=[sector.pk for sector in sectors],
                published_on=timezone.localdate(since),
            )
        )

    def followers(self, key: str) -> Iterable[tuple[str, str]]:
        """The reports of the region and those it takes part in: its slug and name stand in their documents."""
        # The list of co-regions in a canonical document. A text that looks like it costs a needless look, no more.
        named = rf'"co_regions":\[([0-9]+,)*{int(key)}[],]'
        its = Q(region_id=int(key)) | Q(current_edition__document__regex=named)
        records = PublicRecord.objects.filter(its, kind=REPORT, state=PublicRecord.State.OPEN)
        return {(REPORT, str(number)) for number in records.values_list("number", flat=True)}


class GuidanceKind(Kind):
    """Guidance with its rules, by its id."""

    name = GUIDANCE
    slot = 3

    def keys(self) -> Iterator[str]:
        """The ids of all guidance: each is public."""
        return pages(Guidance.objects.all(), "pk")

    def sources(self, keys: Collection[str]) -> Mapping[str, Any]:
        """Guidance with its rules."""
        found = Guidance.objects.filter(pk__in=[int(key) for key in keys])
        return {str(each.pk): each for each in found.prefetch_related("rules__action_kind", "rules__audiences")}

    def document(self, source: Guidance) -> SearchDocument:
        """The document of a guidance: a step that a rule is about is a word of it, whatever the rule says."""
        rules = source.rules.all()
        return guidance_document(
            GuidanceFacts(
                n=self.n(str(source.pk)),
                key=str(source.pk),
                title=source.title,
                summary=source.summary,
                questions=source.asked,
                body=source.body,
                words=[
                    *(word for rule in rules for word in (rule.action_kind.label, rule.action_kind.description)),
                    *(word for rule in rules for word in (rule.why, rule.condition)),
                    *(audience.label for rule in rules for audience in rule.audiences.all()),
                ],
                published_on=source.written_on,
            )
        )


class Schemes(Kind):
    """Funding schemes with their conditions, by their id."""

    name = SCHEME
    slot = 4

    def keys(self) -> Iterator[str]:
        """The ids of all schemes: each is public."""
        return pages(FundingScheme.objects.all(), "pk")

    def sources(self, keys: Collection[str]) -> Mapping[str, Any]:
        """Schemes with their rows."""
        found = FundingScheme.objects.filter(pk__in=[int(key) for key in keys])
        rows = found.prefetch_related("applicants", "sectors", "conditions")
        return {str(scheme.pk): scheme for scheme in rows}

    def document(self, source: FundingScheme) -> SearchDocument:
        """The document of a scheme. It is as new as the first day on which it was of use to anybody."""
        days = (source.apply_from, source.valid_from, source.apply_until, source.valid_until)
        return scheme_document(
            SchemeFacts(
                n=self.n(str(source.pk)),
                key=str(source.pk),
                name=source.name,
                goal=source.goal,
                words=[
                    source.code,
                    source.gazette,
                    source.amounts,
                    source.cofinancing,
                    source.accountability,
                    *(applicant.label for applicant in source.applicants.all()),
                    *(condition.text for condition in source.conditions.all()),
                ],
                sectors=[sector.pk for sector in source.sectors.all()],
                published_on=min((day for day in days if day), default=EPOCH),
            )
        )


def pages(rows: Any, field: str) -> Iterator[str]:
    """The values of an integer field in steps, so that no reading transaction stays open."""
    last = 0
    while found := list(rows.filter(**{f"{field}__gt": last}).order_by(field).values_list(field, flat=True)[:PAGE]):
        last = found[-1]
        yield from map(str, found)


KINDS: Final[Mapping[str, Kind]] = {kind.name: kind for kind in (Reports(), Regions(), GuidanceKind(), Schemes())}


def full_key(kind: str, key: str) -> str:
    """The key that a document has in the index: ``"casusrapport:12"``."""
    return f"{kind}:{key}"


def split_key(full: str) -> tuple[str, str]:
    """The kind and key of a document's key."""
    kind, _, key = full.partition(":")
    return kind, key


def found_by_n(n: int) -> tuple[str, str]:
    """The kind and key that ``n`` stands for.

    Raises:
        LookupError: no kind has this slot.
    """
    number, slot = divmod(n, SLOTS)
    for kind in KINDS.values():
        if kind.slot == slot:
            return kind.name, str(number)
    raise LookupError(f"no kind has slot {slot} (n = {n})")
