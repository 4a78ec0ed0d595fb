"""What Wagtail changes without calling our ``save()``: expiry, bulk unpublish and moves save a plain ``Page``.

What comes ``raw`` is a dump that is being loaded (``loaddata``): it holds records and contributions of its own.
"""

from typing import Any

from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, Revision

from lessons.records.approvals import note_contribution
from lessons.records.changes import announce
from lessons.records.models import PublicRecord
from lessons.records.publishing import follow_region, record_of, require_approval, withdraw
from lessons.regions.models import Region
from lessons.reports.models import CaseReport


def announce_region(page: Page) -> None:
    """Tell everybody that a region changed, where this page is one."""
    if page.specific_class is Region:
        announce("regio", str(page.pk))


@receiver(post_save, sender=Page)
def follow_plain_page(instance: Page, raw: bool, **kwargs: Any) -> None:
    """A report or region saved as a plain page was moved, expired or unpublished in bulk."""
    if raw:
        return
    announce_region(instance)
    record = record_of(instance.pk)
    if record is None:
        return
    follow_region(record, instance)
    if not instance.live and record.is_open:
        withdraw(record)


@receiver(pre_delete, sender=Page)
def withdraw_deleted(instance: Page, **kwargs: Any) -> None:
    """A deleted report leaves a withdrawn record behind, whatever deleted it; a region is told of."""
    announce_region(instance)
    for record in PublicRecord.objects.filter(page_id=instance.pk, state=PublicRecord.State.OPEN):
        record.page = None
        withdraw(record)


@receiver(post_save, sender=Revision)
def watch_revision(instance: Revision, raw: bool, **kwargs: Any) -> None:
    """Note who wrote a report's revision, and refuse to plan a publication that would be refused at night."""
    if raw or instance.content_type.model_class() is not CaseReport:
        return
    if kwargs["created"] or kwargs["update_fields"] is None or "content" in kwargs["update_fields"]:
        note_contribution(instance)
    if instance.approved_go_live_at is not None:
        require_approval(instance.content_object, instance)
