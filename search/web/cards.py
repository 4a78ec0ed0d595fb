"""How a public thing stands in a list: on the search page, on a region's page and on the home page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lessons.evidence.rules import STEPS
from lessons.reports.choices import Kind, ResultDirection, Status, Verdict
from lessons.vocabulary.labels import Labels


@dataclass(frozen=True)
class Step:
    """An evidence step with its word, and where it is explained a line of at most 45 characters."""

    number: int
    label: str
    line: str = ""


@dataclass(frozen=True)
class Word:
    """A code with what a reader calls it, and where it is explained a short line."""

    code: str
    label: str
    line: str = ""


@dataclass(frozen=True)
class Costs:
    """Costs per result, in euros of a year: decimal text, as in the document."""

    amount: str
    per: str
    year: int | None


@dataclass(frozen=True)
class Part:
    """A piece of plain text, marked where it answers the question."""

    text: str
    mark: bool


@dataclass(frozen=True)
class Card:
    """What ``components/results.html`` shows of a thing; what is empty is left out."""

    url: str
    title: str | Sequence[Part]
    kind: str
    meta: Sequence[str]
    summary: str = ""
    stopped: str = ""
    stop_reason: str = ""
    step: Step | None = None
    direction: Word | None = None
    costs: Costs | None = None
    passage: Sequence[Part] = ()
    passage_url: str = ""
    passage_label: str = ""
    verdict: Word | None = None
    for_whom: str | Sequence[Part] = ""


#: The results in their fixed order: from what went well to what cannot be said yet.
DIRECTIONS = tuple(ResultDirection)
#: What a reader should see beside what went well, wherever it is found.
ELSEWHERE = (ResultDirection.NONE.value, ResultDirection.NEGATIVE.value)


def step_of(number: int) -> Step:
    """A step with its word."""
    return Step(number, STEPS[number][0])


@lru_cache(maxsize=256)
def word_of(choices: type[Kind | ResultDirection | Verdict | Status], code: str) -> Word | None:
    """A code with its label; None for a code that is not filled in."""
    return Word(code, str(choices(code).label)) if code in choices.values else None


def label_of(choices: type[Kind | ResultDirection | Verdict | Status], code: str) -> str:
    """The label of a code; ``""`` for one that is not filled in."""
    word = word_of(choices, code)
    return word.label if word else ""


def costs_of(document: Mapping[str, Any]) -> Costs | None:
    """The costs per result, where they are known."""
    costs = document["costs"]
    if costs["unknown"] or not costs["per_result"] or not costs["per_what"]:
        return None
    return Costs(costs["per_result"], costs["per_what"], costs["year"])


def period(document: Mapping[str, Any]) -> str:
    """When it ran, in a list: "2022 tot 2025, afgerond". A stopped report says so in its chip, see `stopped`."""
    start, end = (document[name][:4] if document[name] else "" for name in ("start_date", "end_date"))
    status = document["status"]
    if status == Status.STOPPED:
        return ""
    if status == Status.PLANNED:
        return f"gepland vanaf {start}" if start else "gepland"
    if status == Status.FINISHED and start and end:
        return f"{start} tot {end}, afgerond" if start != end else f"{start}, afgerond"
    word = label_of(Status, status).lower()
    return f"sinds {start}, {word}" if start and word else word


def stopped(document: Mapping[str, Any]) -> str:
    """The chip of a report about something that stopped."""
    if document["status"] != Status.STOPPED:
        return ""
    return f"Gestopt in {document['end_date'][:4]}" if document["end_date"] else "Gestopt"


def went_differently(document: Mapping[str, Any]) -> bool:
    """Whether it stopped, or did not bring what was hoped for."""
    return document["status"] == Status.STOPPED or document["result_direction"] in ELSEWHERE


def report_card(url: str, document: Mapping[str, Any], step: int, kind: str, meta: Sequence[str]) -> Card:
    """A report in a list. ``step`` is the one shown; ``kind`` and ``meta`` are what stands above the title."""
    return Card(
        url=url,
        title=document["title"],
        kind=kind,
        meta=[part for part in meta if part],
        summary=document["summary"],
        stopped=stopped(document),
        stop_reason=document["stop_reason"],
        step=step_of(step),
        direction=word_of(ResultDirection, document["result_direction"]),
        costs=costs_of(document),
    )


def theme_card(url: str, document: Mapping[str, Any], step: int, labels: Labels, *meta: str) -> Card:
    """A report under the name of its theme."""
    return report_card(url, document, step, labels("theme", document["theme"]), meta)
