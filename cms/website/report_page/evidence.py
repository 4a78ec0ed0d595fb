"""The evidence panel: step and direction, explained by the very rules that computed the step."""

from collections.abc import Mapping
from typing import Any

from cms.website.evidence import conclusion, report_stair
from cms.website.report_page.facts import RecordFacts
from cms.website.report_page.model import Evidence
from lessons.evidence.rules import REACH, findings, own_step, reach
from lessons.reports.choices import ResultDirection
from search.web.cards import Word, step_of, word_of

REPEAT = "Een tweede regio die hetzelfde meet en dezelfde richting vindt."


def evidence(document: Mapping[str, Any], record: RecordFacts | None) -> Evidence:
    """The panel of a published report, or of a draft (``record`` None), whose step is computed as it stands."""
    step = own_step(document) if record is None else record.shown_step
    direction = document["result_direction"]
    first, text = conclusion(step, document)
    title, lead, missing = next_step(document, step)
    return Evidence(
        step=step_of(step),
        direction=word_of(ResultDirection, direction) or Word("", "Nog niet ingevuld"),
        first=first,
        text=text,
        stair=report_stair(),
        met=[finding.rule.sentence for finding in findings(document) if finding.met and finding.rule.step <= step],
        missing_title=title,
        missing_lead=lead,
        missing=missing,
    )


def next_step(document: Mapping[str, Any], step: int) -> tuple[str, str, list[str]]:
    """What the step above ``step`` needs: a question, a lead-in, and the answers; for a lowered step there are none."""
    if step >= 4:
        return "Wat ontbreekt voor trede 5?", "", [REPEAT]
    if step >= reach(document["kind"]):
        return "Hoger kan dit soort rapport niet komen.", "", [REACH[document["kind"]][1]]
    absent = [each.rule.sentence for each in findings(document) if each.rule.step == step + 1 and not each.met]
    return (f"Wat ontbreekt voor trede {step + 1}?", "Dan moet ook dit gelden:", absent) if absent else ("", "", [])
