"""Writes the demo content the way people would: drafts, approvals, editions. All of it, or nothing."""

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from django.contrib.auth.models import User
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from tqdm import tqdm
from wagtail.models import Orderable

from cms.demo.accounts import DEMO_LOGINS, make_accounts
from cms.demo.format import GuidanceEntry, MeasurementEntry, Point, RegionEntry, ReportEntry
from cms.demo.reading import Content
from lessons.evidence.models import Indicator
from lessons.funding.facts import read_facts
from lessons.funding.loading import load_terms as platform_terms
from lessons.guidance.models import Guidance, GuidanceRule
from lessons.media.models import PlatformDocument
from lessons.records.approvals import approve
from lessons.records.clock import at
from lessons.regions.areas import COUNTRY, extend, merge
from lessons.regions.models import KeyFigure, Region, RegionIndexPage, RegionPartner, RegionStatus
from lessons.reports.document import document
from lessons.reports.models import CaseReport
from lessons.reports.rows import (
    Activity,
    CoreElement,
    CostLine,
    Lesson,
    Material,
    Measurement,
    Partner,
    Source,
    TransferCondition,
    Voice,
)
from lessons.vocabulary.models import (
    Audience,
    Challenge,
    FundingSource,
    Municipality,
    Practice,
    Sector,
    TargetGroup,
    Term,
    Theme,
)

Row = TypeVar("Row", bound=Orderable)

TERM_LISTS: dict[str, type[Term]] = {
    "themes": Theme,
    "sectors": Sector,
    "challenges": Challenge,
    "practices": Practice,
    "target_groups": TargetGroup,
    "funding_sources": FundingSource,
}


def load_terms(content: Content) -> None:
    """The terms, indicators and municipalities."""
    for name, model in TERM_LISTS.items():
        for order, entry in enumerate(getattr(content.terms, name)):
            values = {"label": entry.label, "description": entry.description, "sort_order": order}
            if model is Practice:
                values["theme_id"] = entry.theme
            model._default_manager.update_or_create(code=entry.code, defaults=values)
    for order, indicator in enumerate(content.indicators):
        values = indicator.model_dump(exclude={"code", "name"}) | {"label": indicator.name, "sort_order": order}
        Indicator.objects.update_or_create(code=indicator.code, defaults=values)
    for municipality in content.municipalities:
        values = {"label": municipality.name, "tile_column": municipality.column, "tile_row": municipality.row}
        Municipality.objects.update_or_create(code=municipality.code, defaults=values)


def midnight(day: datetime.date) -> datetime.datetime:
    """The moment at which a day begins here."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def load_region(entry: RegionEntry) -> Region:
    """One region, published."""
    region = Region(
        **entry.model_dump(include={"title", "slug", "code", "intro", "challenges", "definition"}),
        **entry.model_dump(include={"governance", "urbanity", "growth", "large_city"}),
        approach_recruit=entry.approach.werven,
        approach_match=entry.approach.matchen,
        approach_train=entry.approach.opleiden,
        approach_guide=entry.approach.begeleiden,
        approach_develop=entry.approach.professionaliseren,
        first_published_at=midnight(min(row.date for row in entry.statuses)),
        live=False,
    )
    region.statuses = ordered(RegionStatus(**row.model_dump()) for row in entry.statuses)
    region.partners = ordered(RegionPartner(**row.model_dump()) for row in entry.partners)
    region.key_figures = ordered(KeyFigure(**row.model_dump()) for row in entry.key_figures)
    RegionIndexPage.objects.get().add_child(instance=region)
    region.save_revision().publish()
    region.refresh_from_db()
    load_areas(entry, region)
    return region


def load_areas(entry: RegionEntry, region: Region) -> None:
    """The borders of a region."""
    for row in entry.areas:
        places = COUNTRY if row.municipalities is None else Municipality.objects.filter(pk__in=row.municipalities)
        sectors = Sector.objects.filter(pk__in=row.sectors)
        extend(region, sectors, list(places), row.valid_from, valid_until=row.valid_until)


def points(prefix: str, point: Point | None) -> dict[str, Any]:
    """The four columns of a measurement's point."""
    return {f"{prefix}_{name}": value for name, value in point.model_dump().items()} if point else {}


def measurement(entry: MeasurementEntry) -> Measurement:
    """One row of measurements."""
    values = entry.model_dump(include={"not_measured", "source", "how", "limits"})
    values |= points("start", entry.start) | points("end", entry.end)
    if entry.comparison:
        values["comparison_group"] = entry.comparison.group
        values |= points("comparison_start", entry.comparison.start) | points("comparison_end", entry.comparison.end)
    return Measurement(indicator_id=entry.indicator, **values)


def attachment(path: Path, title: str, region: Region) -> PlatformDocument:
    """A file in the region's own collection."""
    with path.open("rb") as file:
        made = PlatformDocument(title=title, file=File(file, name=path.name))
        if region.collection is not None:
            made.collection = region.collection
        made.save()
    return made


def fields_of(entry: ReportEntry) -> dict[str, Any]:
    """The plain columns of a report."""
    same = {
        "title", "summary", "abstract_en", "kind", "status", "start_date", "end_date", "stop_reason", "contact",
        "challenge_text", "approach", "approach_not_applicable", "do_differently", "theory", "theory_url",
        "measurement_method", "result_direction", "privacy_declared",
    }  # fmt: skip
    costs, way_back = entry.costs, entry.reversibility
    return entry.model_dump(include=same) | {
        "theme_id": entry.theme,
        "challenge_id": entry.challenge,
        "practice_id": entry.practice or None,
        "costs_unknown": costs.unknown,
        "cost_total": costs.total,
        "cost_per_result": costs.per_result,
        "cost_per_what": costs.per_what,
        "cost_year": costs.year,
        "cost_included": costs.included,
        "cost_recurrence": costs.recurrence,
        "reversibility": way_back.kind,
        "free_until": way_back.free_until,
        "possible_until": way_back.possible_until,
        "reversal_cost": way_back.cost,
        "reversal_explanation": way_back.explanation,
    }


def ordered(rows: Iterable[Row]) -> list[Row]:
    """The rows, numbered in the order of the file."""
    numbered = list(rows)
    for number, row in enumerate(numbered):
        row.sort_order = number
    return numbered


def fill(report: CaseReport, entry: ReportEntry) -> None:
    """Give a report the values of ``entry``, all but its materials."""
    for name, value in fields_of(entry).items():
        setattr(report, name, value)
    report.sectors = Sector.objects.filter(pk__in=entry.sectors)
    report.more_themes = Theme.objects.filter(pk__in=entry.more_themes)
    report.target_groups = TargetGroup.objects.filter(pk__in=entry.target_groups)
    report.municipalities = Municipality.objects.filter(pk__in=entry.municipalities)
    report.co_regions = Region.objects.filter(slug__in=entry.co_regions)
    report.funding = FundingSource.objects.filter(pk__in=entry.costs.funding)
    report.activities = ordered(Activity(**row.model_dump()) for row in entry.activities)
    report.core_elements = ordered(CoreElement(**row.model_dump()) for row in entry.core_elements)
    report.partners = ordered(Partner(**row.model_dump()) for row in entry.partners)
    report.measurements = ordered(measurement(row) for row in entry.measurements)
    report.lessons = ordered(Lesson(**row.model_dump()) for row in entry.lessons)
    report.conditions = ordered(TransferCondition(**row.model_dump()) for row in entry.conditions)
    report.sources = ordered(Source(**row.model_dump()) for row in entry.sources)
    report.cost_lines = ordered(CostLine(**row.model_dump()) for row in entry.costs.lines)
    report.voices = ordered(Voice(**row.model_dump(), may_show=bool(row.statement)) for row in entry.voices)


def publish(report: CaseReport, author: User | None, approver: User) -> None:
    """Draft, approval, edition."""
    revision = report.save_revision(user=author)
    approve(report.pk, document(revision.as_object()), approver, final=True)
    revision.publish()


def load_report(entry: ReportEntry, region: Region, attachments: Path, author: User | None, approver: User) -> None:
    """One report with its editions, each at its own moment."""
    report = CaseReport(live=False)
    fill(report, entry)
    region.add_child(instance=report)
    report.materials = ordered(
        Material(
            **row.model_dump(exclude={"file"}),
            file=attachment(attachments / row.file, row.title, region) if row.file else None,
        )
        for row in entry.materials
    )
    if entry.earlier is not None:
        fill(report, entry.model_copy(update=earlier_values(entry)))
        with at(entry.earlier.published):
            publish(report, author, approver)
        report.refresh_from_db()
        fill(report, entry)
        report.change_note = entry.change_note
    with at(entry.published):
        publish(report, author, approver)


def earlier_values(entry: ReportEntry) -> dict[str, Any]:
    """What the first edition said otherwise."""
    earlier = entry.earlier
    names = ("title", "summary", "measurements", "status", "do_differently")
    return {name: getattr(earlier, name) for name in names if getattr(earlier, name) is not None}


def load_guidance(entry: GuidanceEntry) -> None:
    """A guidance with its rules, each made with it, and changed at its own moment."""
    guidance = Guidance(**entry.model_dump(exclude={"rules", "questions"}), questions="\n".join(entry.questions))
    guidance.save()
    for row in entry.rules:
        rule = GuidanceRule(guidance=guidance, action_kind_id=row.action_kind)
        rule.audiences = Audience.objects.filter(pk__in=row.audiences)
        values = row.model_dump(exclude={"action_kind", "audiences", "changed"})
        earlier = row.changed.earlier.model_dump(exclude_none=True) if row.changed else {}
        write_rule(rule, values | earlier, entry.written_on)
        if row.changed:
            rule.change_note = row.changed.note
            write_rule(rule, values, row.changed.changed_on)


def write_rule(rule: GuidanceRule, values: dict[str, Any], day: datetime.date) -> None:
    """Save a rule as it was from a day on."""
    for name, value in values.items():
        setattr(rule, name, value)
    with at(midnight(day)):
        rule.save()


@transaction.atomic
def load(content: Content) -> None:
    """Everything, in one transaction."""
    load_terms(content)
    regions = {entry.slug: load_region(entry) for entry in tqdm(content.regions, desc="Loading regions", unit="region")}
    users = make_accounts()
    for old in content.regions:
        if old.merged is not None:
            merge(regions[old.slug], regions[old.merged.into], old.merged.day)
    authors = {login.region: users[login.username] for login in DEMO_LOGINS if login.region}
    approver = next(users[login.username] for login in DEMO_LOGINS if login.editor)
    for entry in tqdm(content.reports, desc="Loading reports", unit="report"):
        load_report(entry, regions[entry.region], content.attachments, authors.get(entry.region), approver)
    platform_terms(read_facts().terms)
    for guidance in content.guidance:
        load_guidance(guidance)
