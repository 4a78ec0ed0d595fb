"""What a content file may hold. The keys are those of the public document (docs/record.md)."""

import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from lessons.evidence.models import Indicator as IndicatorRow
from lessons.guidance.models import GuidanceRule
from lessons.regions.models import KeyFigure, PartnerKind, Region, Urbanity
from lessons.reports import choices

Text = str
Day = datetime.date


class Strict(BaseModel):
    """No key that is not known, so that a slip of the pen is seen."""

    model_config = ConfigDict(extra="forbid")


class TermEntry(Strict):
    """A term of one of the lists."""

    code: Text
    label: Text
    description: Text = ""
    theme: Text | None = None


class Terms(Strict):
    """All lists of terms."""

    themes: list[TermEntry]
    sectors: list[TermEntry]
    challenges: list[TermEntry]
    practices: list[TermEntry]
    target_groups: list[TermEntry]
    funding_sources: list[TermEntry]


class IndicatorEntry(Strict):
    """An indicator of the library."""

    code: Text
    name: Text
    definition: Text
    unit: IndicatorRow.Unit
    numerator: Text
    denominator: Text
    minimum_n: int = Field(ge=0)


class MunicipalityEntry(Strict):
    """A municipality, with its place on the map of tiles."""

    code: Text
    name: Text
    column: int = Field(ge=1)
    row: int = Field(ge=1)


class AreaEntry(Strict):
    """Municipalities of a region for some sectors; ``null`` is the whole country."""

    sectors: list[Text] = Field(min_length=1)
    municipalities: list[Text] | None
    valid_from: Day = Field(alias="from")
    valid_until: Day | None = Field(default=None, alias="until")


class MergerEntry(Strict):
    """The region that another is part of from a day on."""

    into: Text
    day: Day


class StatusEntry(Strict):
    """What a region was from a date on."""

    status: Region.Status
    date: Day
    note: Text = ""


class RegionPartnerEntry(Strict):
    """A partner of a region; the file says ``from`` and ``until``."""

    name: Text
    kind: PartnerKind
    joined_on: Day | None = Field(default=None, alias="from")
    left_on: Day | None = Field(default=None, alias="until")


class KeyFigureEntry(Strict):
    """A number about a region."""

    kind: KeyFigure.Kind
    value: int = Field(ge=0)
    date: Day
    source: Text


class ApproachEntry(Strict):
    """The approach in one or two sentences a theme."""

    werven: Text
    matchen: Text
    opleiden: Text
    begeleiden: Text
    professionaliseren: Text


class RegionEntry(Strict):
    """A file of ``regions/``."""

    slug: Text
    title: Text
    code: Text = Field(pattern=r"^[A-Z]{3}$")
    areas: list[AreaEntry] = Field(min_length=1)
    merged: MergerEntry | None = None
    intro: Text
    challenges: Text
    approach: ApproachEntry
    definition: Text
    governance: Text
    statuses: list[StatusEntry] = Field(min_length=1)
    partners: list[RegionPartnerEntry]
    key_figures: list[KeyFigureEntry]
    urbanity: Urbanity | Literal[""]
    growth: Decimal | None
    large_city: bool


class ActivityEntry(Strict):
    """What was done."""

    what: Text
    who: Text = ""
    duration: Text = ""


class CoreElementEntry(Strict):
    """What may or may not be left out."""

    text: Text
    role: choices.CoreRole


class PartnerEntry(Strict):
    """Who took part in an approach."""

    name: Text
    kind: PartnerKind
    role: Text = ""
    decides: bool
    hours: int | None = Field(default=None, ge=0)
    fte: Decimal | None = Field(default=None, ge=0)


class Point(Strict):
    """One point of a measurement. Counts under 10 are written as they are; the document leaves them out."""

    value: Decimal | None
    count: int | None = Field(ge=0)
    denominator: int | None = Field(ge=0)
    date: Day | None


class Comparison(Strict):
    """The same points of another group."""

    group: Text
    start: Point | None
    end: Point | None


class MeasurementEntry(Strict):
    """One indicator as it was counted."""

    indicator: Text
    not_measured: bool
    start: Point | None
    end: Point | None
    comparison: Comparison | None
    source: Text
    how: Text
    limits: Text


class LessonEntry(Strict):
    """A lesson with its permanent identity."""

    id: UUID
    statement: Text = Field(max_length=250)
    explanation: Text
    verdict: choices.Verdict
    for_whom: Text


class ConditionEntry(Strict):
    """What must be there to take this over."""

    text: Text
    weight: choices.ConditionWeight


class MaterialEntry(Strict):
    """Something to take over; ``file`` is a name in ``files/``."""

    title: Text
    kind: choices.MaterialKind
    licence: choices.Licence
    url: Text
    file: Text | None


class SourceEntry(Strict):
    """A source."""

    title: Text
    publisher: Text
    year: int | None
    url: Text


class VoiceEntry(Strict):
    """What a partner or the profession says; a statement here may be shown."""

    party: choices.Party
    name: Text
    position: choices.Position
    asked_on: Day | None
    answered_on: Day | None
    statement: Text


class CostLineEntry(Strict):
    """A line of the costs."""

    what: Text
    amount: Decimal = Field(ge=0)


class Costs(Strict):
    """The costs, in euros of ``year``."""

    unknown: bool
    lines: list[CostLineEntry]
    total: Decimal | None = Field(ge=0)
    per_result: Decimal | None = Field(ge=0)
    per_what: Text
    year: int | None
    included: Text
    recurrence: choices.Recurrence | Literal[""]
    funding: list[Text]


class WayBack(Strict):
    """Whether, until when and at what cost one can go back."""

    kind: choices.Reversibility
    free_until: Day | None
    possible_until: Day | None
    cost: Text
    explanation: Text


class EarlierEdition(Strict):
    """A first edition that had other values, so that the report has a history."""

    published: datetime.datetime
    title: Text | None = None
    summary: Text | None = None
    measurements: list[MeasurementEntry] | None = None
    status: choices.Status | None = None
    do_differently: Text | None = None


class ReportEntry(Strict):
    """A file of ``reports/``: front matter, and the three sections of the story."""

    region: Text
    co_regions: list[Text]
    published: datetime.datetime
    earlier: EarlierEdition | None = None
    change_note: Text = ""
    privacy_declared: Literal[True]
    title: Text = Field(max_length=90)
    summary: Text
    abstract_en: Text
    kind: choices.Kind
    sectors: list[Text]
    theme: Text
    more_themes: list[Text] = Field(max_length=2)
    challenge: Text
    practice: Text
    target_groups: list[Text]
    status: choices.Status
    start_date: Day
    end_date: Day | None
    stop_reason: Text
    municipalities: list[Text]
    contact: Text
    challenge_text: Text
    approach: Text
    approach_not_applicable: bool
    do_differently: Text
    activities: list[ActivityEntry]
    core_elements: list[CoreElementEntry]
    partners: list[PartnerEntry]
    measurements: list[MeasurementEntry]
    lessons: list[LessonEntry]
    conditions: list[ConditionEntry]
    materials: list[MaterialEntry]
    sources: list[SourceEntry]
    theory: Text
    theory_url: Text
    measurement_method: choices.MeasurementMethod | Literal[""]
    costs: Costs
    result_direction: choices.ResultDirection
    reversibility: WayBack
    voices: list[VoiceEntry]


class EarlierRuleEntry(Strict):
    """What a rule said before it was changed; what is not named was the same."""

    verdict: GuidanceRule.Verdict | None = None
    why: Text | None = None
    condition: Text | None = None


class ChangedRuleEntry(Strict):
    """That a rule was changed on a day, and how."""

    changed_on: Day = Field(alias="date")
    note: Text
    earlier: EarlierRuleEntry


class RuleEntry(Strict):
    """A rule of the RE; the file says ``from`` and ``until``."""

    action_kind: Text
    audiences: list[Text] = Field(min_length=1)
    verdict: GuidanceRule.Verdict
    valid_from: Day = Field(alias="from")
    valid_until: Day | None = Field(default=None, alias="until")
    why: Text
    condition: Text = ""
    source_title: Text = Field(alias="source")
    changed: ChangedRuleEntry | None = None


class GuidanceEntry(Strict):
    """A guidance with its rules."""

    code: Text
    title: Text
    summary: Text
    questions: list[Text]
    written_on: Day
    body: Text
    rules: list[RuleEntry] = Field(min_length=1)
