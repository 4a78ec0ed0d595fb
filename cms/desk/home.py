"""The first page of the desk: what waits for whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import LockedPagesPanel, RecentEditsPanel
from wagtail.models import TaskState

from cms.desk.roles import is_editor
from cms.desk.workflow import latest_rejection, writers
from lessons.regions.models import Region
from lessons.reports.models import CaseReport


def in_words(moment: datetime) -> str:
    """A moment as the desk says it: 1 maart 2026 om 09.30 uur."""
    return date_format(localtime(moment), r"j F Y \o\m H.i \u\u\r")


@dataclass(frozen=True)
class Line:
    """One report in a list: where it stands, and what its reviewer said."""

    title: str
    url: str
    state: str
    comment: str = ""


def state_of(report: CaseReport) -> str:
    """Where a report stands, in words for its author."""
    review = report.current_workflow_state
    if review is not None:
        sent_back = review.status == review.STATUS_NEEDS_CHANGES
        return "Teruggestuurd: pas het aan en stuur het opnieuw in" if sent_back else "Ingestuurd, wacht op beoordeling"
    planned = report.scheduled_revision
    if planned is not None:
        return f"Goedgekeurd, wordt openbaar op {in_words(planned.approved_go_live_at)}"
    record = getattr(report, "record", None)
    if record is not None and not record.is_open:
        return "Ingetrokken"
    if report.live:
        return (
            "Openbaar, met wijzigingen die nog niet zijn ingestuurd" if report.has_unpublished_changes else "Openbaar"
        )
    return "Concept, nog niet ingestuurd"


def line(report: CaseReport) -> Line:
    """The report as its author sees it."""
    rejection = latest_rejection(report)
    return Line(
        title=report.get_admin_display_title(),
        url=reverse("wagtailadmin_pages:edit", args=[report.pk]),
        state=state_of(report),
        comment=rejection.get_comment() if rejection else "",
    )


def own_regions(user: Any) -> QuerySet[Region]:
    """The regions that ``user`` writes for."""
    return Region.objects.filter(group__in=user.groups.all()).order_by("title")


class MyReports(Component):
    """For authors: the reports of the own region, and the way to a new one."""

    name = "my_reports"
    template_name = "desk/home_my_reports.html"
    order = 100

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Per region its reports, the last edited first."""
        return {
            "regions": [
                {
                    "title": region.title,
                    "add_url": reverse("wagtailadmin_pages:add", args=["lessons", "casereport", region.pk]),
                    "lines": [line(report) for report in reports_of(region)],
                }
                for region in own_regions(self.request.user)
            ]
        }


def reports_of(region: Region) -> list[CaseReport]:
    """The region's reports, the last edited first."""
    found = CaseReport.objects.child_of(region).select_related("record", "latest_revision")
    return list(found.order_by("-latest_revision_created_at"))


class ToReview(Component):
    """For reviewers: what waits, the oldest first. It leads to the text: nothing is approved from a list."""

    name = "to_review"
    template_name = "desk/home_to_review.html"
    order = 100

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The task states that this user may act on."""
        user = self.request.user
        states = TaskState.objects.reviewable_by(user).select_related("workflow_state__requested_by", "revision")
        waiting = []
        for state in states.order_by("started_at"):
            page = state.workflow_state.content_object
            if page is not None:
                own = user.pk in writers(page.pk)
                url = reverse("wagtailadmin_pages:edit", args=[page.pk])
                region = page.get_parent()
                waiting.append({"page": page, "state": state, "url": url, "own": own, "region": region})
        return {"waiting": waiting}


def arrange(request: HttpRequest, panels: list[Component]) -> None:
    """Replace Wagtail's panels: authors see their reports, editors what waits for review."""
    kept = [panel for panel in panels if isinstance(panel, RecentEditsPanel | LockedPagesPanel)]
    panels[:] = [ToReview(request), *kept] if is_editor(request.user) else []
    if own_regions(request.user).exists():
        panels.append(MyReports(request))
