"""Taking a passage out of every edition, without changing one: the list stands on the record."""

from django.db import transaction
from django.utils import timezone

from lessons.records.changes import announce
from lessons.records.models import PublicRecord
from lessons.records.opened import standing_in

SHORTEST_PASSAGE = 8


class PassageTooShort(ValueError):
    """A passage that could stand in too many places to be masked safely."""


def hits(record: PublicRecord, passage: str) -> dict[int, int]:
    """How often ``passage`` stands in each edition (by number), to be shown before it is taken out.

    Raises:
        PassageTooShort: fewer than eight characters.
    """
    if len(passage.strip()) < SHORTEST_PASSAGE:
        raise PassageTooShort("Kies een passage van ten minste 8 tekens.")
    return {edition.number: standing_in(edition, passage) for edition in record.editions.all()}


@transaction.atomic
def redact(record: PublicRecord, passage: str, why: str) -> None:
    """Mask ``passage`` in all editions, also later ones, with a public reason.

    Raises:
        PassageTooShort: fewer than eight characters.
    """
    hits(record, passage)
    record.redactions = [
        *record.redactions,
        {"passage": passage.strip(), "why": why.strip(), "at": timezone.localdate().isoformat()},
    ]
    record.save(update_fields=["redactions"])
    announce(record.kind, record.key)
