"""What it cost, and whether one can still go back."""

import datetime
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from cms.website.formats import euro, joined
from cms.website.plots import reversibility_parts
from cms.website.report_page.facts import Surroundings
from cms.website.report_page.model import Costs, WayBack
from lessons.reports.choices import Recurrence, Reversibility

Document = Mapping[str, Any]

WAY_BACK = {
    Reversibility.REVERSIBLE: "Ja",
    Reversibility.PARTLY: "Deels",
    Reversibility.IRREVERSIBLE: "Nee",
    Reversibility.NOT_APPLICABLE: "Niet van toepassing",
}


def costs(document: Document, around: Surroundings) -> Costs | None:
    """The block of costs; None where nothing was said of them."""
    given = document["costs"]
    known = bool(given["lines"] or given["total"] or given["per_result"])
    if not known and not given["unknown"]:
        return None
    yearly = given["recurrence"] == Recurrence.YEARLY
    funding = joined(around.labels("funding", code) for code in given["funding"])
    note = [
        given["included"],
        f"Betaald uit: {funding}." if funding else "",
        {Recurrence.YEARLY: "Deze kosten komen elk jaar terug.", Recurrence.ONCE: "Deze kosten waren eenmalig."}.get(
            given["recurrence"], ""
        ),
    ]
    return Costs(
        sentence="" if known else "Wat het kostte, is niet bekend.",
        lines=[line for line in given["lines"] if line["amount"] is not None],
        total=given["total"],
        total_label="Totaal per jaar" if yearly else "Totaal",
        per_result=given["per_result"] if given["per_what"] else None,
        per_what=given["per_what"],
        meta=f"Prijspeil {given['year']}" if given["year"] else "Het prijspeil is niet opgegeven" if known else "",
        note=" ".join(part for part in note if part),
    )


def amount(text: str) -> str:
    """A bare number as an amount; other words stay as they are."""
    try:
        return euro(Decimal(text))
    except InvalidOperation:
        return text


def way_back(document: Document, today: datetime.date) -> WayBack | None:
    """The block on going back; None where the question has no answer yet."""
    given = document["reversibility"]
    if given["kind"] not in Reversibility.values:
        return None
    applicable = given["kind"] != Reversibility.NOT_APPLICABLE
    parts = (
        reversibility_parts(given["kind"], given["free_until"], given["possible_until"], today) if applicable else []
    )
    return WayBack(
        label=WAY_BACK[Reversibility(given["kind"])],
        text=given["explanation"],
        parts=parts if given["free_until"] or given["possible_until"] else [],
        cost=amount(given["cost"].strip()),
    )
