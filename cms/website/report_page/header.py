"""The top of a report's page: title, six facts, and the notices that a reader must see first."""

from collections.abc import Iterator, Mapping
from typing import Any

from cms.website.formats import joined, long_date, month
from cms.website.report_page.age import is_outdated
from cms.website.report_page.facts import RecordFacts, Surroundings
from cms.website.report_page.model import Fact, Link, Notice
from cms.website.report_page.words import listed
from lessons.evidence.rules import STEPS
from lessons.reports.choices import Kind, Status
from search.web.cards import label_of

Document = Mapping[str, Any]

#: Shown in a preview, where an answer is still missing.
UNFILLED = "nog niet ingevuld"


def crumbs(record: RecordFacts | None, around: Surroundings) -> list[Link]:
    """The way to this page."""
    this = Link("Voorbeeld" if record is None else f"Casus {record.number}")
    return [Link("Home", "/"), Link("Regio's", "/regios/"), Link(around.region.title, around.region.url), this]


def kicker(document: Document, around: Surroundings) -> str:
    """What kind of report this is, and with whom it was written."""
    kind = label_of(Kind, document["kind"]) or "Casusrapport"
    with_whom = joined(place.title for place in around.co_regions)
    return f"{kind}, samen met {with_whom}" if with_whom else kind


def running_time(document: Document) -> str:
    """From when to when: "augustus 2022 tot juli 2025"."""
    start, end = document["start_date"], document["end_date"]
    if start and end:
        return f"{month(start)} tot en met {month(end)}"
    if start:
        return f"{'vanaf' if document['status'] == Status.PLANNED else 'sinds'} {month(start)}"
    return f"tot en met {month(end)}" if end else UNFILLED


def facts(document: Document, around: Surroundings) -> list[Fact]:
    """The six facts below the title, always in this order."""
    labels = around.labels
    themes = [labels("theme", code) for code in (document["theme"], *document["more_themes"]) if code]
    whom = [labels("target_group", code) for code in document["target_groups"]]
    return [
        Fact("Regio", around.region.title, around.region.url),
        Fact("Sector", listed(labels("sector", code) for code in document["sectors"]) or UNFILLED),
        Fact("Thema", listed(themes) or UNFILLED),
        Fact("Stand van zaken", label_of(Status, document["status"]) or UNFILLED),
        Fact("Looptijd", running_time(document)),
        Fact("Voor wie", listed(whom) or UNFILLED),
    ]


def about(document: Document, around: Surroundings) -> list[Fact]:
    """What else a reader can search on: the challenge, the practice, the municipalities."""
    labels = around.labels
    found = []
    if document["challenge"]:
        code = document["challenge"]
        found.append(Fact("Opgave", labels("challenge", code), f"/zoeken/?opgave={code}"))
    if document["practice"]:
        code = document["practice"]
        found.append(Fact("Praktijk", labels("practice", code), f"/zoeken/?praktijk={code}"))
    if document["municipalities"]:
        found.append(Fact("Gemeenten", joined(labels("municipality", code) for code in document["municipalities"])))
    return found


def notices(record: RecordFacts | None, around: Surroundings) -> Iterator[Notice]:
    """What a reader must know before reading on."""
    if record is None:
        return
    if record.is_old:
        yield Notice(
            f"Dit is uitgave {record.edition}.",
            f"Uitgave {record.newest.number} is de nieuwste.",
            "Lees de nieuwste uitgave",
            f"/casus/{record.number}/",
        )
    elif is_outdated(record.newest.published_on, record.confirmed_on, around.today):
        yield Notice(
            "Verouderd.",
            f"Dit rapport is van {long_date(record.newest.published_on)}. "
            "De regio heeft daarna niet bevestigd dat het nog klopt. Vraag het na voordat u erop bouwt.",
        )
    if record.shown_step < record.own_step:
        yield Notice(
            f"De Realisatie-eenheid toont trede {record.shown_step}.",
            f"Het rapport zelf haalt trede {record.own_step} ({STEPS[record.own_step][0].lower()}). "
            f"De reden: {record.lowered_why}",
        )
    for redaction in record.redactions:
        yield Notice(
            "In dit rapport is een passage weggelaten.",
            f"Daar staat nu [weggelaten]. Dat gebeurde op {long_date(redaction.at)}. De reden: {redaction.why}",
        )


def age(record: RecordFacts | None) -> str:
    """Which words these are, and since when: for the rail."""
    if record is None:
        return ""
    said = f"Uitgave {record.edition}, {long_date(record.this.published_on)}."
    if record.confirmed_on and not record.is_old:
        said += f" Nog actueel: bevestigd op {long_date(record.confirmed_on)}."
    return said
