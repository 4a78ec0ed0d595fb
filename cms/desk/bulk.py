"""What is done with many pages at once, and why it is not done with some of them."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from wagtail.admin.views.pages.bulk_actions import DeleteBulkAction, PublishBulkAction, UnpublishBulkAction
from wagtail.models import Page

from cms.desk.deleting import refusal
from lessons.regions.areas import PAST, has_past
from lessons.regions.models import Region
from lessons.reports.models import CaseReport

BY_APPROVAL = "Een rapport wordt openbaar door de goedkeuring van een redacteur. Stuur het in ter beoordeling."
WITH_REASON = "Een rapport wordt ingetrokken met een reden. Open het rapport en kies ‘Intrekken’."
NOT_PUBLIC = "Het is niet openbaar."
NO_RIGHT = "Dat mag alleen de Realisatie-eenheid."


class SaysWhy:
    """Names every page that an action leaves alone, with the reason: in the question, and after it was confirmed."""

    def why_not(self, page: Page) -> str:
        """Why nothing is done with ``page``."""
        return NO_RIGHT

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's, with the reasons."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]  # a mixin over its view
        for left in context["items_with_no_access"]:
            left["why"] = self.why_not(left["item"])
        return context

    def prepare_action(self, objects: list[Page], objects_without_access: dict[str, Any]) -> HttpResponseBase | None:
        """Tell the reasons; go back where nothing is left to do."""
        for page in objects_without_access["items_with_no_access"]:
            messages.warning(self.request, f"‘{page.get_admin_display_title()}’: {self.why_not(page)}")  # type: ignore[attr-defined]
        return None if objects else redirect(self.next_url)  # type: ignore[attr-defined]


class DeletePages(SaysWhy, DeleteBulkAction):
    """Deletes what was never public."""

    def check_perm(self, page: Page) -> bool:
        """Whether the user may, and nothing public would go with it."""
        return bool(super().check_perm(page)) and not refusal(page)

    def why_not(self, page: Page) -> str:
        """The refusal of a page that was public, or the missing right."""
        return refusal(page) or NO_RIGHT


class PublishPages(SaysWhy, PublishBulkAction):
    """Publishes regions; a report becomes public by its approval."""

    def why_not(self, page: Page) -> str:
        """How a report becomes public, or the missing right."""
        return BY_APPROVAL if page.specific_class is CaseReport else NO_RIGHT


class UnpublishPages(SaysWhy, UnpublishBulkAction):
    """Takes pages off the website; a report only with a reason, one at a time."""

    def check_perm(self, page: Page) -> bool:
        """Whether the user may, and it is no report, and no region with a past."""
        return not is_lasting(page) and bool(super().check_perm(page))

    def why_not(self, page: Page) -> str:
        """What to do instead, or the missing right."""
        if not page.live:
            return NOT_PUBLIC
        if page.specific_class is CaseReport:
            return WITH_REASON
        return PAST if is_lasting(page) else NO_RIGHT


def is_lasting(page: Page) -> bool:
    """Whether a page is not taken off the website here: a report needs a reason, and a region may have a past."""
    return page.specific_class is CaseReport or (page.specific_class is Region and has_past(page.specific))
