"""The only writer of what is public. Whatever leads to a change of a record ends here, in the caller's transaction."""

import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F

from lessons.evidence.rules import own_step
from lessons.media.store import keep
from lessons.records.approvals import NOT_APPROVED, standing_approval
from lessons.records.canonical import canonical, sha256
from lessons.records.changes import announce
from lessons.records.clock import now
from lessons.records.models import Approval, Counter, Edition, EditionFile, PublicRecord, PublishedLesson
from lessons.records.refusals import NotApproved
from lessons.reports.document import document
from lessons.reports.rules import missing

if TYPE_CHECKING:
    from wagtail.models import Revision

    from lessons.reports.models import CaseReport


def record_of(page_id: int) -> PublicRecord | None:
    """The record of a page, locked until the transaction ends."""
    return (
        PublicRecord.objects.select_for_update(of=("self",))
        .select_related("current_edition")
        .filter(page_id=page_id)
        .first()
    )


def next_number(kind: str) -> int:
    """The next number of a kind. The update locks the counter's row, so that no number is given twice or lost."""
    Counter.objects.get_or_create(kind=kind)
    Counter.objects.filter(kind=kind).update(last=F("last") + 1)
    return Counter.objects.values_list("last", flat=True).get(kind=kind)


def sync_public(page: "CaseReport") -> None:
    """Bring the record of ``page`` in step with the page: withdraw, move, or write an edition where one is due.

    An edition is due when the live revision is not the one that the current edition was made of and its words differ.
    Compared are id and moment of writing: autosave may overwrite the live revision in place.

    Raises:
        NotApproved: the words are not complete, or have no standing approval.
    """
    record = record_of(page.pk)
    if not page.live:
        if record is not None and record.is_open:
            withdraw(record)
        return
    if record is not None:
        follow_region(record, page)
    revision = page.live_revision
    if revision is None or made_of(record, revision):
        return
    report = revision.as_object()
    made = document(report)
    text = canonical(made)
    if says(record, sha256(text)):
        return
    approval = allowed(page, made, sha256(text), record)
    record = open_record(record, page)
    if not says(record, sha256(text)):
        write_edition(record, report, made, text, revision, approval)
    announce(record.kind, record.key)


def made_of(record: PublicRecord | None, revision: "Revision") -> bool:
    """Whether what is public now was made of this very revision."""
    if record is None or not record.is_open or record.current_edition is None:
        return False
    last = record.current_edition
    return (last.revision_id, last.revision_written_at) == (revision.pk, revision.created_at)


def says(record: PublicRecord | None, words: str) -> bool:
    """Whether what is public now has these very words (a hash)."""
    if record is None or not record.is_open or record.current_edition is None:
        return False
    return record.current_edition.sha256 == words


def allowed(page: "CaseReport", made: dict[str, Any], words: str, record: PublicRecord | None) -> Approval:
    """The approval that lets these words become public.

    Raises:
        NotApproved: the page is an alias, an answer is missing, or nobody else approved these words.
    """
    if page.alias_of_id:
        raise NotApproved("Een alias van een rapport kan niet. Verwijs naar het rapport zelf.")
    absent = missing(made)
    if absent:
        raise NotApproved(f"Dit rapport is nog niet volledig. {absent[0].sentence}")
    approval = standing_approval(page.pk, words, record)
    if approval is None:
        raise NotApproved(NOT_APPROVED)
    return approval


@transaction.atomic
def require_approval(page: "CaseReport", revision: "Revision") -> None:
    """Ask the guard for a revision that is planned to be published later.

    Raises:
        NotApproved: it may not become public as it stands now.
    """
    made = document(revision.as_object())
    allowed(page, made, sha256(canonical(made)), record_of(page.pk))


def open_record(record: PublicRecord | None, page: "CaseReport") -> PublicRecord:
    """The record, open; made with the next number where there is none yet."""
    if record is None:
        kind = PublicRecord.Kind.REPORT
        return PublicRecord.objects.create(
            kind=kind,
            number=next_number(kind),
            page_id=page.pk,
            region_id=page.get_parent().pk,
            first_published_at=now(),
        )
    record.state = PublicRecord.State.OPEN
    record.withdrawn_at, record.withdrawn_why = None, ""
    record.save(update_fields=["state", "withdrawn_at", "withdrawn_why"])
    return record


def write_edition(
    record: PublicRecord,
    report: "CaseReport",
    made: dict[str, Any],
    text: str,
    revision: "Revision",
    approval: Approval,
) -> None:
    """Write the next edition and let it stand; keep the files and the lessons' addresses that it names.

    Raises:
        NotApproved: a file was replaced after the words were approved.
    """
    last = record.current_edition
    edition = Edition.objects.create(
        record=record,
        number=last.number + 1 if last else 1,
        schema=made["schema"],
        document=text,
        sha256=sha256(text),
        change_note=report.change_note if last else "",
        published_at=now(),
        own_step=own_step(made),
        revision_id=revision.pk,
        revision_written_at=revision.created_at,
        approved_by=approval.approver_name,
    )
    for lesson in made["lessons"]:
        PublishedLesson.objects.update_or_create(
            pk=lesson["id"], defaults={"record": record, "last_edition": edition.number}
        )
    keep_files(report, edition)
    record.current_edition = edition
    record.save(update_fields=["current_edition"])


def keep_files(report: "CaseReport", edition: Edition) -> None:
    """Keep the files that an edition names as they are now.

    Raises:
        NotApproved: a file was replaced after the words were approved.
    """
    for row in report.materials.all():
        if row.file is not None:
            if keep(row.file.file) != row.file.sha256:
                raise NotApproved(f"Het bestand ‘{row.file.title}’ is vervangen. Laat het rapport opnieuw beoordelen.")
            EditionFile.objects.create(edition=edition, sha256=row.file.sha256, name=row.file.filename)


def follow_region(record: PublicRecord, page: "CaseReport") -> None:
    """Let the record follow its page to another region."""
    region_id = page.get_parent().pk
    if record.region_id != region_id:
        record.region_id = region_id
        record.save(update_fields=["region"])
        announce(record.kind, record.key)


@transaction.atomic
def withdraw(record: PublicRecord, why: str = "") -> None:
    """Take a record away from the public at once: number and address stay, with a tombstone.

    Its page is unpublished in the same transaction. Only a new final approval reopens the record.
    """
    if record.is_open:
        record.state = PublicRecord.State.WITHDRAWN
        record.withdrawn_at, record.withdrawn_why = now(), why
        record.save(update_fields=["state", "withdrawn_at", "withdrawn_why"])
        announce(record.kind, record.key)
    if record.page is not None and record.page.live:
        record.page.specific.unpublish()


@transaction.atomic
def lower_step(record: PublicRecord, step: int | None, why: str) -> None:
    """Show no higher evidence step than ``step`` (None: the report's own), with a public reason. Never raises one.

    Raises:
        ValueError: ``step`` is no step from 0 to 4, or there is no reason.
    """
    if step is not None and (step not in range(5) or not why.strip()):
        raise ValueError("Kies een trede van 0 tot en met 4 en geef een reden.")
    record.lowered_to, record.lowered_why = step, why.strip() if step is not None else ""
    record.save(update_fields=["lowered_to", "lowered_why"])
    announce(record.kind, record.key)


@transaction.atomic
def confirm_current(record: PublicRecord, on: datetime.date) -> None:
    """Note that the region says the report is still true on this day."""
    record.confirmed_on = on
    record.save(update_fields=["confirmed_on"])
    announce(record.kind, record.key)
