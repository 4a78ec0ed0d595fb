"""Publication and expiry that were planned for a moment, each in a transaction of its own.

Wagtail's ``publish_scheduled`` stops at the first page that does not pass; here the others go on.
"""

import datetime
from dataclasses import dataclass, field

import structlog
from django.db import transaction
from wagtail.models import Page, Revision

log = structlog.get_logger(__name__)


@dataclass
class Due:
    """What one run did: how many were published and expired, and what was refused, in words."""

    published: int = 0
    expired: int = 0
    refused: list[str] = field(default_factory=list)


def publish_due(now: datetime.datetime) -> Due:
    """Expire and publish every page whose moment came at ``now``. A page that is refused does not stop the next."""
    done = Due()
    for page in Page.objects.filter(live=True, expire_at__lt=now):
        try:
            with transaction.atomic():
                page.specific.unpublish(set_expired=True)
            done.expired += 1
        except Exception as error:  # whatever is wrong with one page, the next one is due too
            log.exception("expiry failed", page=page.pk)
            done.refused.append(f"{page}: {error}")
    for revision in Revision.objects.filter(approved_go_live_at__lt=now):
        try:
            with transaction.atomic():
                revision.publish(log_action="wagtail.publish.scheduled")
            done.published += 1
        except Exception as error:  # as above
            log.exception("scheduled publication refused", revision=revision.pk)
            done.refused.append(f"{revision.content_object}: {error}")
    return done
