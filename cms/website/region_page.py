"""A region as the page that readers see. Pure but for the rows that hang below the region handed in."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from cms.website.borders import Moment
from cms.website.formats import counted, joined, long_date, number
from cms.website.region_area import RegionArea
from cms.website.report_page.model import Fact, Link
from cms.website.report_page.words import listed, uncapitalised
from lessons.regions.models import PartnerKind, Region, RegionPartner
from lessons.regions.resemblance import Trend, trend_of
from lessons.reports.markdown import to_html
from search.web.cards import Card

UNFILLED = "nog niet ingevuld"
PLAN = (
    ("werven", "Werven", "approach_recruit"),
    ("matchen", "Matchen", "approach_match"),
    ("opleiden", "Opleiden", "approach_train"),
    ("begeleiden", "Begeleiden", "approach_guide"),
    ("professionaliseren", "Professionaliseren", "approach_develop"),
)
#: The three parties with an equal say: title, and how they are counted.
PARTIES = (
    (PartnerKind.BOARD, "Schoolbesturen", ("schoolbestuur", "schoolbesturen")),
    (PartnerKind.INSTITUTE, "Lerarenopleidingen", ("lerarenopleiding", "lerarenopleidingen")),
    (PartnerKind.PROFESSION, "Beroepsgroep", ("vertegenwoordiging van leraren", "vertegenwoordigingen van leraren")),
)


@dataclass(frozen=True)
class Tile:
    """One of three equal parties."""

    title: str
    figure: str
    text: str
    meta: str


@dataclass(frozen=True)
class PlanPart:
    """What the plan says on one theme."""

    code: str
    title: str
    html: Markup


@dataclass(frozen=True)
class RegionPage:
    """A whole page; what the region did not fill in is empty."""

    title: str
    slug: str
    kicker: str
    lead: str
    crumbs: Sequence[Link]
    facts: Sequence[Fact]
    figures: Sequence[Sequence[str]]
    area: RegionArea
    definition: Markup
    tiles: Sequence[Tile]
    governance: Markup
    other_partners: Sequence[Fact]
    former_partners: Sequence[Fact]
    reports: Sequence[Card]
    reports_meta: str
    challenges: Markup
    plan: Sequence[PlanPart]
    history: Sequence[Moment]


def region_page(region: Region, area: RegionArea, reports: Sequence[Card], today: datetime.date) -> RegionPage:
    """The page of ``region`` with its reports, newest first. Anything may be missing in a draft."""
    partners = sorted(region.partners.all(), key=lambda row: row.name.casefold())
    present = [row for row in partners if row.left_on is None or row.left_on > today]
    equal = {kind for kind, _, _ in PARTIES}
    return RegionPage(
        title=region.title,
        slug=region.slug,
        kicker=status_line(region, today, national=area.national),
        lead=region.intro,
        crumbs=[Link("Home", "/"), Link("Regio's", "/regios/"), Link(region.title)],
        facts=header_facts(region, area),
        figures=figures(region),
        area=area,
        definition=to_html(region.definition),
        tiles=[tile(kind, title, words, present) for kind, title, words in PARTIES],
        governance=to_html(region.governance),
        other_partners=[Fact(PartnerKind(p.kind).label, p.name) for p in present if p.kind not in equal],
        former_partners=[
            Fact(p.name, f"tot {long_date(p.left_on)}") for p in partners if p.left_on and p.left_on <= today
        ],
        reports=reports,
        reports_meta=reports_meta(reports),
        challenges=to_html(region.challenges),
        plan=[
            PlanPart(code, title, to_html(getattr(region, field)))
            for code, title, field in PLAN
            if getattr(region, field).strip()
        ],
        history=history(region, today),
    )


def status_line(region: Region, today: datetime.date, *, national: bool) -> str:
    """What the region is and since when: "Voorloper sinds 6 juli 2023"."""
    begun = [row for row in region.statuses.all() if row.date and row.date <= today]
    kind = "Landelijke onderwijsregio" if national else "Onderwijsregio"
    if not begun:
        return kind
    row = max(begun, key=lambda each: each.date)
    label = Region.Status(row.status).label if row.status in Region.Status.values else ""
    if row.status == Region.Status.REGION:
        return f"{kind} sinds {long_date(row.date)}"
    return f"{kind}, {label.lower()} sinds {long_date(row.date)}" if label else kind


def header_facts(region: Region, area: RegionArea) -> list[Fact]:
    """Three facts below the title."""
    return [
        Fact("Sectoren", listed(sector.title for sector in area.sectors) or UNFILLED),
        Fact(
            "Gebied",
            ", ".join(part for part in (area.size, uncapitalised(region.get_urbanity_display())) if part) or UNFILLED,
        ),
        Fact("Ontwikkeling", growth_words(region.growth)),
    ]


def growth_words(percent_a_year: Decimal | None) -> str:
    """How the number of pupils changes: "Krimp, 1,1% per jaar"."""
    trend = trend_of(percent_a_year)
    if trend is None or percent_a_year is None:
        return "niet bekend"
    if trend is not Trend.STABLE:
        return f"{trend.value.capitalize()}, {number(abs(percent_a_year))}% per jaar"
    if not percent_a_year:
        return "Stabiel"
    return f"Stabiel, {number(abs(percent_a_year))}% {'minder' if percent_a_year < 0 else 'meer'} per jaar"


def figures(region: Region) -> list[list[str]]:
    """Key figures as cells: what, how many, on which day, says who."""
    labels = dict(region.key_figures.model.Kind.choices)
    return [
        [
            str(labels.get(row.kind, row.kind)),
            number(row.value) if row.value is not None else "niet bekend",
            long_date(row.date) if row.date else "niet bekend",
            row.source or "niet opgegeven",
        ]
        for row in region.key_figures.all()
    ]


def tile(kind: PartnerKind, title: str, words: tuple[str, str], present: Iterable[RegionPartner]) -> Tile:
    """One party: how many take part now, and who."""
    names = [row.name for row in present if row.kind == kind]
    return Tile(title, "", counted(len(names), *words) if names else "Nog niet ingevuld", joined(names))


def reports_meta(reports: Sequence[Card]) -> str:
    """How many reports there are, and how many of them are about something that stopped."""
    if not reports:
        return "Nog geen rapport"
    stopped = sum(1 for card in reports if card.stopped)
    said = counted(len(reports), "rapport", "rapporten")
    return f"{said}, waarvan {stopped} over een aanpak die stopte" if stopped else said


def history(region: Region, today: datetime.date) -> list[Moment]:
    """The status of the region from its first day on."""
    rows = sorted((row for row in region.statuses.all() if row.date), key=lambda row: row.date)
    labels = dict(Region.Status.choices)
    return [
        Moment(
            long_date(row.date),
            ". ".join(part for part in (str(labels.get(row.status, row.status)), row.note) if part),
            future=row.date > today,
        )
        for row in rows
    ]
