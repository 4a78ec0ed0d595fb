"""Four eyes: words become public after a final approval of exactly these words by someone who did not write them."""

import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from wagtail.models import Revision

from lessons.records.canonical import canonical, sha256
from lessons.records.clock import now
from lessons.records.models import Approval, Contribution, Edition, PublicRecord

NOT_APPROVED = (
    "Dit rapport is niet gepubliceerd. Een ander dan de schrijvers moet eerst precies deze tekst goedkeuren. "
    "Stuur het rapport in ter beoordeling."
)


def name_of(user: Any) -> str:
    """How a user is named in records that outlive the account."""
    return str(user.get_full_name() or user.get_username()) if user else ""


def note_contribution(revision: Revision) -> None:
    """Write down who wrote a revision, and when. A script's revision has no user and counts as nobody."""
    Contribution.objects.create(
        page_id=int(revision.object_id),
        user_id=revision.user_id,
        user_name=name_of(revision.user),
        revision_id=revision.pk,
        at=revision.created_at,
    )


def contributors(page_id: int, last: Edition | None) -> set[int]:
    """The ids of everybody who wrote on the page since the words of the edition ``last``, or ever."""
    rows = Contribution.objects.filter(page_id=page_id, user_id__isnull=False)
    if last is not None:
        rows = rows.filter(at__gt=last.revision_written_at)
    return {user_id for user_id in rows.values_list("user_id", flat=True) if user_id is not None}


def approve(page_id: int, document: dict[str, Any], user: AbstractBaseUser, *, final: bool) -> Approval:
    """Write down that ``user`` agrees with these words. Whether that is enough is decided at publication."""
    return Approval.objects.create(
        page_id=page_id,
        sha256=sha256(canonical(document)),
        final=final,
        approver_id=user.pk,
        approver_name=name_of(user),
        at=now(),
    )


def spent_at(record: PublicRecord | None) -> datetime.datetime | None:
    """The moment before which every approval is spent: the last edition's, or a later withdrawal's."""
    if record is None or record.current_edition is None:
        return None
    moments = [record.current_edition.published_at, record.withdrawn_at]
    return max(moment for moment in moments if moment is not None)


def standing_approval(page_id: int, words: str, record: PublicRecord | None) -> Approval | None:
    """The final approval that allows the words with hash ``words`` to become public now, if there is one.

    It is given after the last edition and after any withdrawal, by somebody who contributed nothing since that
    edition.
    """
    last = record.current_edition if record else None
    given = Approval.objects.filter(page_id=page_id, sha256=words, final=True)
    spent = spent_at(record)
    if spent is not None:
        given = given.filter(at__gt=spent)
    return given.exclude(approver_id__in=contributors(page_id, last)).order_by("-at").first()
