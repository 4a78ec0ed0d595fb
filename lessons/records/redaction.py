"""Taking a passage out of every edition, without changing one: the list stands on the record."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from lessons.records.changes import announce
from lessons.records.models import PublicRecord
from lessons.records.opened import standing_in

SHORTEST_PASSAGE = 8


class PassageTooShort(ValueError):
    """A passage that could stand in too many places to be masked safely."""


class NotRestored(Exception):  # told to the editor in its own words, as is NotApproved
    """A passage cannot be put back: by this editor, or at all."""


def hits(record: PublicRecord, passage: str) -> dict[int, int]:
    """How often ``passage`` stands in each edition (by number), to be shown before it is taken out.

    Raises:
        PassageTooShort: fewer than eight characters.
    """
    if len(passage.strip()) < SHORTEST_PASSAGE:
        raise PassageTooShort("Kies een passage van ten minste 8 tekens.")
    return {edition.number: standing_in(edition, passage) for edition in record.editions.all()}


@transaction.atomic
def redact(record: PublicRecord, passage: str, why: str, by: int | None = None) -> None:
    """Mask ``passage`` in all editions, also later ones, with a public reason. ``by``: the user who does it, by id.

    Raises:
        PassageTooShort: fewer than eight characters.
    """
    hits(record, passage)
    entry = {"passage": passage.strip(), "why": why.strip(), "at": timezone.localdate().isoformat(), "by": by}
    change(record, [*fresh(record), entry])


@transaction.atomic
def restore(record: PublicRecord, passage: str, by: int | None = None) -> None:
    """Show ``passage`` again in all editions. A second editor does that: nobody takes back alone what was taken out.

    Raises:
        NotRestored: ``by`` took it out, or nobody did.
    """
    kept = fresh(record)
    found = [entry for entry in kept if entry["passage"] == passage]
    if not found:
        raise NotRestored("Deze passage staat er al weer.")
    if any(entry.get("by") is not None and entry["by"] == by for entry in found):
        raise NotRestored("U liet deze passage zelf weg. Vraag een andere redacteur om haar terug te zetten.")
    change(record, [entry for entry in kept if entry not in found])


def fresh(record: PublicRecord) -> list[dict[str, Any]]:
    """The list as it is now, locked until the transaction ends: of two editors at once, none undoes the other."""
    return list(PublicRecord.objects.select_for_update().values_list("redactions", flat=True).get(pk=record.pk))


def change(record: PublicRecord, redactions: list[dict[str, Any]]) -> None:
    """Write the list, and tell everybody."""
    record.redactions = redactions
    record.save(update_fields=["redactions"])
    announce(record.kind, record.key)
