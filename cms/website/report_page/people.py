"""Who took part, who decided, and what partners and beroepsgroep said of the report."""

from collections.abc import Mapping
from typing import Any

from cms.website.formats import long_date, number
from cms.website.report_page.model import Fact, Voice
from lessons.reports.choices import Party, Position

Document = Mapping[str, Any]

POSITIONS = {
    Position.AGREES: "Akkoord met het rapport.",
    Position.OBJECTS: "Bezwaar tegen het rapport.",
    Position.NO_ANSWER: "Geen antwoord na tien werkdagen.",
}


def effort(partner: Mapping[str, Any]) -> str:
    """Hours a year or fte: "520 uur", "0,5 fte", "niet opgegeven"."""
    parts = []
    if partner["hours"] is not None:
        parts.append(f"{number(partner['hours'])} uur")
    if partner["fte"] is not None:
        parts.append(f"{number(partner['fte'])} fte")
    return ", ".join(parts) or "niet opgegeven"


def partners(document: Document) -> list[list[str]]:
    """Cells of the table: name, role, whether it decided, effort per year."""
    return [
        [each["name"], each["role"] or "niet opgegeven", "Ja" if each["decides"] else "Nee", effort(each)]
        for each in document["partners"]
    ]


def said_on(voice: Mapping[str, Any]) -> str:
    """When the answer came, or when it was asked for."""
    if voice["answered_on"]:
        return long_date(voice["answered_on"])
    return f"gevraagd op {long_date(voice['asked_on'])}" if voice["asked_on"] else ""


def is_profession(voice: Mapping[str, Any]) -> bool:
    """Whether the beroepsgroep speaks."""
    return bool(voice["party"] == Party.PROFESSION)


def voice_of(voice: Mapping[str, Any]) -> Voice:
    """One voice in its frame."""
    position = POSITIONS[Position(voice["position"])] if voice["position"] in Position.values else ""
    if voice["position"] == Position.OBJECTS and not voice["statement"]:
        position += " De toelichting is niet openbaar."
    who = ", ".join(part for part in (voice["name"], said_on(voice)) if part)
    title = "De beroepsgroep over dit rapport" if is_profession(voice) else "Een partner over dit rapport"
    return Voice(title, voice["statement"], f"{who}." if who else "", position)


def voices(document: Document) -> list[Voice]:
    """The beroepsgroep first and always; partners where they object or say something."""
    spoken = [v for v in document["voices"] if is_profession(v)]
    others = [v for v in document["voices"] if not is_profession(v)]
    spoken += [v for v in others if v["statement"] or v["position"] == Position.OBJECTS]
    return [voice_of(voice) for voice in spoken]


def agreements(document: Document) -> list[Fact]:
    """Everybody's position with its date, for the rail."""
    return [
        Fact(
            voice["name"] or Party(voice["party"]).label,
            ", ".join(part for part in (Position(voice["position"]).label.lower(), said_on(voice)) if part),
        )
        for voice in document["voices"]
        if voice["party"] in Party.values and voice["position"] in Position.values
    ]


def profession_silent(document: Document) -> bool:
    """Whether nothing is known of what the beroepsgroep thinks."""
    return not any(is_profession(voice) for voice in document["voices"])
