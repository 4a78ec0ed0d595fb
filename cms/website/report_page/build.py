"""Puts the blocks together, in the order in which a reader meets them."""

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from cms.website.report_page import header, money, people, takeaway
from cms.website.report_page.evidence import evidence
from cms.website.report_page.facts import RecordFacts, Surroundings
from cms.website.report_page.measured import measured
from cms.website.report_page.model import Anchor, ReportPage, StepRow, Story
from lessons.reports.markdown import to_html

Document = Mapping[str, Any]


def report_page(document: Document, record: RecordFacts | None, around: Surroundings) -> ReportPage:
    """The page of ``document``. ``record`` is None for a draft, of which anything may still be missing."""
    cited = takeaway.citation(document, record, around)
    address = "" if record is None else f"/casus/{record.number}/"
    edition = "" if record is None else f"{address}{record.edition}/"
    blocks: dict[str, Any] = {
        "measured": measured(document, around),
        "story": list(story(document)),
        "look_back": to_html(document["do_differently"]),
        "activities": [activity(row) for row in document["activities"]],
        "core": takeaway.core(document),
        "partners": people.partners(document),
        "voices": people.voices(document),
        "costs": money.costs(document, around),
        "way_back": money.way_back(document, around.today),
        "lessons": takeaway.lessons(document, cited, around),
        "conditions": takeaway.conditions(document),
        "materials": takeaway.materials(document),
        "grounds": takeaway.grounds(document),
        "sources": takeaway.sources(document),
        "citation": cited,
        "editions": takeaway.editions(record),
    }
    return ReportPage(
        title=document["title"] or "Nog zonder titel",
        kicker=header.kicker(document, around),
        lead=document["summary"],
        abstract_en=document["abstract_en"],
        crumbs=header.crumbs(record, around),
        facts=header.facts(document, around),
        about=header.about(document, around),
        notices=list(header.notices(record, around)),
        age=header.age(record),
        evidence=evidence(document, record),
        agreements=people.agreements(document),
        profession_silent=people.profession_silent(document),
        contents=contents(blocks),
        contact=document["contact"],
        address=address,
        download=f"{edition}document.json" if record is not None else "",
        hidden_from_engines=record is None or record.is_old,
        **blocks,
    )


def story(document: Document) -> Iterator[Story]:
    """The narrative: the challenge, the approach, and why it stopped."""
    if document["challenge_text"].strip():
        yield Story("De opgave", to_html(document["challenge_text"]))
    if document["approach"].strip():
        yield Story("De aanpak", to_html(document["approach"]))
    elif document["approach_not_applicable"]:
        yield Story("De aanpak", Markup("<p>Een aanpak is bij dit rapport niet van toepassing.</p>"))
    if document["stop_reason"].strip():
        yield Story("Waarom gestopt", Markup("<p>{}</p>").format(document["stop_reason"]))


def activity(row: Mapping[str, Any]) -> StepRow:
    """One thing that was done, by whom and how long."""
    return StepRow(row["what"], ", ".join(part for part in (row["who"], row["duration"]) if part))


#: The blocks that the contents name: title, anchor, and any of these parts of the page.
CONTENTS = (
    ("Cijfers", "#cijfers", ("measured",)),
    ("Het verhaal", "#verhaal", ("story",)),
    ("Wat zouden wij anders doen", "#anders-doen", ("look_back",)),
    ("Stappen", "#stappen", ("activities",)),
    ("Kern", "#kern", ("core",)),
    ("Wie deed mee", "#partners", ("partners", "voices")),
    ("Kosten", "#kosten", ("costs",)),
    ("Kunt u nog terug?", "#terug", ("way_back",)),
    ("Lessen", "#lessen", ("lessons",)),
    ("Voorwaarden", "#voorwaarden", ("conditions",)),
    ("Materiaal", "#materiaal", ("materials",)),
    ("Bronnen", "#bronnen", ("sources", "grounds")),
    ("Citeren en uitgaven", "#citeren", ("citation",)),
)


def contents(blocks: Mapping[str, Any]) -> list[Anchor]:
    """Links to the blocks that are there."""
    there = [Anchor(text, anchor) for text, anchor, parts in CONTENTS if any(blocks[part] for part in parts)]
    return [Anchor("Bewijstrede en resultaat", "#bewijs"), *there]
