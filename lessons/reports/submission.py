"""What submitting and approving ask of a report, each as one sentence at the field where the answer belongs."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from lessons.reports.document import document
from lessons.reports.plausible import implausible
from lessons.reports.rules import ANSWERS, PRIVACY, Document, asks_change_note, missing

if TYPE_CHECKING:
    from lessons.reports.models import CaseReport

#: The title that a draft gets while its author has none yet. It is no answer.
UNTITLED = "Rapport zonder titel"


@dataclass(frozen=True)
class Ask:
    """One thing that is still asked: the form field or relation it stands at, and the sentence that asks for it.

    ``relation`` and ``row`` (from 0) say in which repeated part the field stands; ``relation`` is ``""`` elsewhere.
    """

    field: str
    sentence: str
    relation: str = ""
    row: int = 0


def place(field: str, made: Document) -> str:
    """The field where the answer ``field`` is still to be given; some answers need several fields."""
    if field == "challenge" and made["challenge"]:
        return "challenge_text"
    if field == "theme" and made["theme"]:
        return "more_themes"
    if field == "status" and made["status"]:
        return "start_date" if not made["start_date"] else "stop_reason"
    return field


def asks(report: "CaseReport | Any", last_note: str | None) -> list[Ask]:
    """What ``report`` still needs before it may be submitted or approved, in the order of the form.

    Args:
        report: a report, or what stands for it while it is still in a form.
        last_note: the change note of the current edition, None where there is no edition.
    """
    made = document(report)
    found = [Ask(place(answer.field, made), answer.sentence) for answer in missing(made)]
    if made["title"] == UNTITLED:
        found.insert(0, Ask(ANSWERS[0].field, ANSWERS[0].sentence))
    if not report.privacy_declared:
        found.append(Ask(PRIVACY.field, PRIVACY.sentence))
    wrong = implausible(report, timezone.localdate())
    found += [Ask(each.field, each.sentence, each.relation, each.row) for each in wrong]
    note = asks_change_note(report.change_note, last_note)
    if note:
        found.append(Ask("change_note", note))
    return found


def last_note(report: "CaseReport") -> str | None:
    """The change note of the report's current edition; None where there is none."""
    record = getattr(report, "record", None)
    if record is None or record.current_edition is None:
        return None
    note: str = record.current_edition.change_note
    return note
