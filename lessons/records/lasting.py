"""What may not be deleted at the desk: a page that was public once, and what stands above such a page."""

from django.db.models import Q
from wagtail.models import Page

from lessons.records.models import PublicRecord


def records_below(page: Page) -> bool:
    """Whether the page, or one below it, has a public record, open or withdrawn, or had one in its region."""
    here = Q(page__path__startswith=page.path) | Q(region__path__startswith=page.path)
    return PublicRecord.objects.filter(here).exists()
