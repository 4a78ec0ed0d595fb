"""What it cost, and whether one can still go back."""

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from cms.website.formats import NO_BREAK, euro, long_date
from cms.website.plots import reversibility_parts
from cms.website.report_page.facts import Surroundings
from cms.website.report_page.model import Costs, WayBack
from cms.website.report_page.words import listed
from lessons.reports.choices import Recurrence, Reversibility

Document = Mapping[str, Any]

WAY_BACK = {
    Reversibility.REVERSIBLE: "Ja",
    Reversibility.PARTLY: "Deels",
    Reversibility.IRREVERSIBLE: "Nee",
    Reversibility.NOT_APPLICABLE: "Niet van toepassing",
}
#: The total may cover several years, which "wat zit erin" says; so no sentence calls it the costs of one.
RECURRENCE = {Recurrence.YEARLY: "Er zijn elk jaar kosten.", Recurrence.ONCE: "Deze kosten waren eenmalig."}


def costs(document: Document, around: Surroundings) -> Costs | None:
    """The block of costs; None where nothing was said of them."""
    given = document["costs"]
    known = bool(given["lines"] or given["total"] or given["per_result"])
    if not known and not given["unknown"]:
        return None
    funding = listed(around.labels("funding", code) for code in given["funding"])
    note = [
        given["included"],
        f"Betaald uit: {funding}." if funding else "",
        RECURRENCE.get(given["recurrence"], ""),
    ]
    return Costs(
        sentence="" if known else "Wat het kostte, is niet bekend.",
        lines=[line for line in given["lines"] if line["amount"] is not None],
        total=given["total"],
        per_result=given["per_result"] if given["per_what"] else None,
        per_what=given["per_what"],
        meta=f"Prijspeil {given['year']}" if given["year"] else "Het prijspeil is niet opgegeven" if known else "",
        note=" ".join(part for part in note if part),
    )


def amount(text: str) -> str:
    """A bare number as an amount; in other words, an amount stays on one line."""
    try:
        return euro(Decimal(text))
    except InvalidOperation:
        return text.replace("€ ", f"€{NO_BREAK}")


def way_back(document: Document, today: datetime.date) -> WayBack | None:
    """The block on going back; None where the question has no answer yet."""
    given = document["reversibility"]
    if given["kind"] not in Reversibility.values:
        return None
    days = [given[name] for name in ("free_until", "possible_until") if given[name]]
    ahead = bool(days) and max(days) >= today.isoformat()
    parts = reversibility_parts(given["kind"], given["free_until"], given["possible_until"], today) if ahead else []
    cost = amount(given["cost"].strip())
    return WayBack(
        label=WAY_BACK[Reversibility(given["kind"])],
        text=given["explanation"],
        parts=parts,
        cost=cost,
        past=[] if ahead else list(gone_by(given, cost)),
    )


def gone_by(given: Mapping[str, Any], cost: str) -> Iterator[str]:
    """Sentences on going back in this region, where every date has passed or none was given."""
    if given["free_until"]:
        yield f"In deze regio kon dat zonder kosten tot {long_date(given['free_until'])}."
    if given["possible_until"]:
        yield f"Tegen kosten kon het tot {long_date(given['possible_until'])}."
    if cost:
        yield f"Wat teruggaan kost: {cost.rstrip('.')}."
