"""The buttons under a report's form: what an author or a reviewer does most comes first."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.action_menu import ActionMenuItem, CancelWorkflowMenuItem, SubmitForModerationMenuItem

from lessons.records.models import PublicRecord
from lessons.regions.models import Region
from lessons.reports.models import CaseReport

FIRST = ("approve", "reject", "action-submit", "action-save-draft")


class SubmitItem(SubmitForModerationMenuItem):
    """Sends the report to its review."""

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """Wagtail's, with our label."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        page = context.get("page")
        sent_back = page is not None and page.current_workflow_state is not None
        return context | {"label": "Opnieuw insturen" if sent_back else "Insturen ter beoordeling"}


class WithdrawItem(ActionMenuItem):
    """Leads to where the RE withdraws, with a reason."""

    name = "action-unpublish"
    label = "Intrekken"
    icon_name = "download"

    def get_url(self, parent_context: Any) -> str:
        """The record's own page for it."""
        record = PublicRecord.objects.get(page_id=parent_context["page"].pk)
        return reverse("desk_record_action", args=[record.pk, "intrekken"])


class TakeBackItem(CancelWorkflowMenuItem):
    """Takes the report out of its review."""

    label = "Terughalen uit de beoordeling"


OURS = {
    "action-submit": SubmitItem(order=60),
    "action-unpublish": WithdrawItem(order=20),
    "action-cancel-workflow": TakeBackItem(order=10),
}


def is_report(context: dict[str, Any]) -> bool:
    """Whether the form is that of a report, new or not."""
    page = context.get("page")
    return isinstance(page, CaseReport) or (page is None and isinstance(context.get("parent_page"), Region))


def arrange(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Put our items in the place of Wagtail's, and the most used first."""
    if not is_report(context):
        return
    kept = [item for item in menu_items if item.name != "action-restart-workflow"]  # submitting again is all it takes
    page = context.get("page")
    if page is not None and not page.workflow_in_progress:
        kept = [item for item in kept if item.name != "action-cancel-workflow"]  # it came back: nothing to take
    menu_items[:] = [OURS.get(item.name, item) for item in kept]
    menu_items.sort(key=lambda item: FIRST.index(item.name) if item.name in FIRST else len(FIRST))
