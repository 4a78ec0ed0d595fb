"""How the site speaks of steps and directions: the short lines of the stair, and what a reader may conclude."""

from collections.abc import Mapping
from typing import Any

from lessons.evidence.rules import STEPS
from lessons.reports.choices import ResultDirection, Status
from search.web.cards import DIRECTIONS, Step, Word

#: On the home and method pages: what the scale itself means. At most 45 characters.
SCALE_LINES = {
    0: "Nog een plan",
    1: "Zo doen zij het",
    2: "Het is aannemelijk",
    3: "Zij telden mee",
    4: "Er zijn aanwijzingen",
    5: "Sterke aanwijzingen",
}
#: On a report: what it takes to stand on the step. At most 45 characters.
REPORT_LINES = {
    1: "Aanpak, inzet en wat anders moest",
    2: "Een theorie of onderzoek is genoemd",
    3: "Geteld aan begin en einde, met noemer",
    4: "Vergeleken met een andere groep",
    5: "Herhaald in een tweede regio",
}
DIRECTION_LINES = {
    ResultDirection.POSITIVE: "De goede kant op",
    ResultDirection.MIXED: "Deels wel, deels niet",
    ResultDirection.NONE: "Niets veranderd",
    ResultDirection.NEGATIVE: "De verkeerde kant op",
    ResultDirection.TOO_EARLY: "Nog niet te zeggen",
    ResultDirection.NOT_APPLICABLE: "Er is niets uitgevoerd om te meten",
}
DIRECTION_SENTENCES = {
    ResultDirection.POSITIVE: "De regio zag dat het de goede kant op ging.",
    ResultDirection.MIXED: "Het resultaat is gemengd: een deel ging de goede kant op, een ander deel niet.",
    ResultDirection.NONE: "De regio zag geen verschil.",
    ResultDirection.NEGATIVE: "De regio zag dat het de verkeerde kant op ging.",
    ResultDirection.TOO_EARLY: "Het is nog te vroeg om te zeggen wat eruit komt.",
    ResultDirection.NOT_APPLICABLE: "Een resultaat is bij dit rapport niet van toepassing.",
}
#: Where a comparison points: only from step 4, and only as indications.
COMPARED = "Daardoor zijn er aanwijzingen "
COMPARED_CONCLUSIONS = {
    ResultDirection.POSITIVE: COMPARED + "dat de aanpak verschil maakt.",
    ResultDirection.MIXED: COMPARED + "waar de aanpak verschil maakt en waar niet.",
    ResultDirection.NONE: COMPARED + "dat de aanpak geen verschil maakt.",
    ResultDirection.NEGATIVE: COMPARED + "dat het zo niet werkt.",
}
#: What a step means in general, is not always true of the report that stands on it.
BEGUN = "De regio is begonnen. Dit rapport staat op de laagste trede."
COUNTED = "Zo doen zij het. Wat de regio telde, zegt nog niet of het helpt."
GROUNDED = "De regio noemt onderzoek waarop de aanpak rust."
BEGUN_STATUSES = (Status.RUNNING, Status.FINISHED, Status.STOPPED)
ONE_REGION = "Zeker is het niet: het gaat om één regio."


def scale() -> list[Step]:
    """The six steps with what they mean."""
    return [Step(number, word, SCALE_LINES[number]) for number, (word, _) in STEPS.items()]


def report_stair() -> list[Step]:
    """The five steps that a report can climb."""
    return [Step(number, STEPS[number][0], line) for number, line in REPORT_LINES.items()]


def directions(*, all_of_them: bool = False) -> list[Word]:
    """The results with their line, in their fixed order; ``all_of_them``: also *niet van toepassing*."""
    return [
        Word(each.value, str(each.label), DIRECTION_LINES[each])
        for each in DIRECTIONS
        if all_of_them or each is not ResultDirection.NOT_APPLICABLE
    ]


def conclusion(step: int, document: Mapping[str, Any]) -> tuple[str, str]:
    """What the region did, and what a reader may conclude from it; the second may be empty.

    ``step`` is the one shown. In ``document`` the direction need not be filled in yet.
    """
    direction = document["result_direction"]
    known = ResultDirection(direction) if direction in ResultDirection.values else None
    first, separator, rest = meaning(step, known, document).partition(". ")
    if step >= 4 and known in COMPARED_CONCLUSIONS:
        rest = COMPARED_CONCLUSIONS[known]
        rest = f"{rest} {ONE_REGION}" if step == 4 else rest
    outcome = DIRECTION_SENTENCES[known] if known else ""
    return first + separator.strip(), " ".join(part for part in (rest, outcome) if part)


def meaning(step: int, direction: ResultDirection | None, document: Mapping[str, Any]) -> str:
    """What a step means for this report: never that nothing was done or counted where it was, or that it helps."""
    if step == 0 and document["status"] in BEGUN_STATUSES:
        return BEGUN
    if step == 1 and has_counts(document):
        return COUNTED
    if step == 2 and direction in (ResultDirection.NONE, ResultDirection.NEGATIVE):
        return GROUNDED
    return STEPS[step][1]


def has_counts(document: Mapping[str, Any]) -> bool:
    """Whether the report holds any figure of its own."""
    rows = (row for row in document["measurements"] if not row["not_measured"])
    points = (point for row in rows for point in (row["start"], row["end"]) if point)
    return any(point["value"] is not None or point["count_under_10"] for point in points)
