"""Erasing the words of one edition, where the law asks it. The only change that an edition can undergo.

The permit is written first and is the audit record: who, why, when. Number and date of the edition stay.
"""

from functools import partial

from django.db import transaction
from django.utils import timezone

from lessons.media.store import store
from lessons.records.changes import announce
from lessons.records.models import Edition, EditionFile, Erasure, PublicRecord


class NothingToErase(LookupError):
    """There is no such edition, or its words are gone already."""


def edition_to_erase(kind: str, number: int, edition: int) -> Edition:
    """The edition by the numbers that everybody knows it by.

    Raises:
        NothingToErase: there is none, or it was erased before.
    """
    found = (
        Edition.objects.select_related("record")
        .filter(record__kind=kind, record__number=number, number=edition)
        .first()
    )
    if found is None:
        raise NothingToErase(f"There is no edition {edition} of {kind} {number}.")
    if not found.sha256:
        raise NothingToErase(f"Edition {edition} of {kind} {number} was erased before.")
    return found


@transaction.atomic
def erase(edition: Edition, who: str, why: str) -> Erasure:
    """Empty the document, hash and change note of ``edition``, and let go of the files that only it named.

    Drafts and revisions of the page still hold the words, and so do other editions.

    Raises:
        ValueError: it is not said who asks for it, or why.
    """
    if not who.strip() or not why.strip():
        raise ValueError("An erasure needs who and why.")
    record = PublicRecord.objects.select_for_update().get(pk=edition.record_id)
    permit = Erasure.objects.create(edition=edition, who=who.strip(), why=why.strip(), at=timezone.now())
    Edition.objects.filter(pk=edition.pk).update(document="", sha256="", change_note="")
    _let_go_of_files(edition)
    announce(record.kind, record.key)
    return permit


def _let_go_of_files(edition: Edition) -> None:
    """A file that no other edition names is removed once the erasure is certain."""
    named = set(EditionFile.objects.filter(edition=edition).values_list("sha256", flat=True))
    EditionFile.objects.filter(edition=edition).delete()
    still = set(EditionFile.objects.filter(sha256__in=named).values_list("sha256", flat=True))
    storage = store()
    for sha256 in named - still:
        transaction.on_commit(partial(storage.delete, sha256))
