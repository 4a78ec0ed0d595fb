"""The fifteen answers that publishing needs, as rules over the document of a report.

A *knelpunt* or *geleerde les* may say "niet van toepassing" to approach, result and reversibility.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lessons.evidence.rules import has_costs, has_effort

Document = Mapping[str, Any]

LONGEST_TITLE = 90
LONGEST_SUMMARY = 120  # words
#: Words that claim a cause. Below step 4 a report has no ground for them; the author is warned, not stopped.
CAUSAL = re.compile(r"\b(effect(?:en|ief|ieve)?|bewezen|bewijst|zorgt voor|zorgde voor)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Answer:
    """One answer: the form field it stands in, the sentence that asks for it, and whether a document has it.

    ``field`` is the name of the panel's first field, or ``"<relation>"`` for repeated parts.
    """

    field: str
    sentence: str
    given: Callable[[Document], bool]


def words(text: str) -> int:
    """The number of words in ``text``."""
    return len(text.split())


def may_pass(document: Document) -> bool:
    """Whether this kind of report may answer "niet van toepassing"."""
    return document["kind"] in ("geleerde-les", "knelpunt")


def applies(document: Document, value: str) -> bool:
    """Whether a choice is made, where "niet van toepassing" counts only for the kinds that may say so."""
    return bool(value) and (value != "niet-van-toepassing" or may_pass(document))


ANSWERS: tuple[Answer, ...] = (
    Answer(
        "title",
        f"Geef het rapport een titel van hoogstens {LONGEST_TITLE} tekens die zegt wat u deed en wat eruit kwam.",
        lambda d: 0 < len(d["title"].strip()) <= LONGEST_TITLE,
    ),
    Answer(
        "summary",
        f"Schrijf een samenvatting van hoogstens {LONGEST_SUMMARY} woorden: opgave, aanpak, uitkomst.",
        lambda d: 0 < words(d["summary"]) <= LONGEST_SUMMARY,
    ),
    Answer(
        "kind", "Kies wat voor rapport dit is: praktijkvoorbeeld, geleerde les of knelpunt.", lambda d: bool(d["kind"])
    ),
    Answer("theme", "Kies het hoofdthema.", lambda d: bool(d["theme"]) and len(d["more_themes"]) <= 2),
    Answer("sectors", "Kies ten minste één sector.", lambda d: bool(d["sectors"])),
    Answer(
        "challenge",
        "Kies de opgave waar dit rapport mee begint, en beschrijf haar.",
        lambda d: bool(d["challenge"]) and bool(d["challenge_text"].strip()),
    ),
    Answer("target_groups", "Kies voor wie dit bedoeld was.", lambda d: bool(d["target_groups"])),
    Answer(
        "status",
        "Kies de stand van zaken en vul in wanneer u begon of wilt beginnen. Is het gestopt? Schrijf dan waarom.",
        lambda d: (
            bool(d["status"]) and bool(d["start_date"]) and (d["status"] != "gestopt" or bool(d["stop_reason"].strip()))
        ),
    ),
    Answer(
        "approach",
        "Beschrijf de aanpak. Bij een geleerde les of een knelpunt mag u ‘niet van toepassing’ kiezen.",
        lambda d: bool(d["approach"].strip()) or (d["approach_not_applicable"] and may_pass(d)),
    ),
    Answer(
        "do_differently",
        "Schrijf op wat u een volgende keer anders zou doen.",
        lambda d: bool(d["do_differently"].strip()),
    ),
    Answer(
        "lessons",
        "Schrijf ten minste één les op, met uw oordeel.",
        lambda d: any(lesson["statement"].strip() and lesson["verdict"] for lesson in d["lessons"]),
    ),
    Answer(
        "result_direction",
        "Kies wat eruit kwam. Weet u het nog niet? Kies dan ‘te vroeg’.",
        lambda d: applies(d, d["result_direction"]),
    ),
    Answer(
        "costs_unknown",
        "Vul de kosten of de uren van partners in. Weet u ze niet? Zet dan ‘kosten niet bekend’ aan.",
        lambda d: has_costs(d) or has_effort(d),
    ),
    Answer(
        "reversibility",
        "Kies of u nog terug kunt.",
        lambda d: applies(d, d["reversibility"]["kind"]),
    ),
    Answer(
        "contact",
        "Vul het e-mailadres in van een functie of team, niet van een persoon.",
        lambda d: bool(d["contact"].strip()),
    ),
)

PRIVACY = Answer(
    "privacy_declared",
    "Controleer of niemand in dit rapport te herkennen is, en zet daarna ‘privacy gecontroleerd’ aan.",
    lambda d: True,
)


def missing(document: Document) -> list[Answer]:
    """The answers that publishing still needs, in the order of the form."""
    return [answer for answer in ANSWERS if not answer.given(document)]


def asks_change_note(note: str, last_note: str | None) -> str:
    """The sentence that asks for a change note, or ``""``.

    ``last_note`` is the note of the current edition, None where there is no edition yet. From the second edition on
    a new note is asked; the old one, still in the form, does not count.
    """
    if last_note is None or (note.strip() and note.strip() != last_note.strip()):
        return ""
    return "Schrijf in één zin wat er veranderd is sinds de vorige uitgave."


def claims(document: Document, step: int) -> list[str]:
    """The words in the story that claim more than evidence step ``step`` allows; empty from step 4 on."""
    if step >= 4:
        return []
    texts = [document["title"], document["summary"], document["approach"], document["do_differently"]]
    texts += [f"{lesson['statement']} {lesson['explanation']}" for lesson in document["lessons"]]
    return sorted({found.lower() for text in texts for found in CAUSAL.findall(text)})
