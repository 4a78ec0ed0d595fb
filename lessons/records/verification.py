"""Proof that no edition was changed or lost: every hash, and the numbers without a gap."""

from collections.abc import Iterator

from django.db.models import Count, Max

from lessons.records.canonical import sha256
from lessons.records.models import Edition, Erasure, PublicRecord


def changed_editions() -> Iterator[str]:
    """One sentence for each edition whose text does not have its hash, erased ones left out."""
    erased = Erasure.objects.values("edition_id")
    rows = Edition.objects.exclude(pk__in=erased).select_related("record")
    for edition in rows.iterator(chunk_size=200):
        if sha256(edition.document) != edition.sha256:
            yield f"{edition}: the text was changed after publication"


def lost_editions() -> Iterator[str]:
    """One sentence for each record whose editions are not numbered 1, 2, 3 without a gap, or that has none."""
    rows = PublicRecord.objects.annotate(there=Count("editions"), highest=Max("editions__number"))
    for record in rows:
        if not record.there or record.there != record.highest:
            yield f"{record}: {record.there} editions there, the last is number {record.highest or 0}"
