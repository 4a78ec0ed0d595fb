"""The editor of reports: Wagtail's, with our own words where something is refused or done."""

import json
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from wagtail.admin import messages as told
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.views.pages.unpublish import UnpublishView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.locks import WorkflowLock

from cms.desk.home import in_words
from cms.desk.roles import is_editor
from cms.desk.stale import RefusesStale
from cms.desk.workflow import NO_COMMENT, NOT_REVIEWER, OWN_TEXT, note_reading
from lessons.records.approvals import NOT_APPROVED
from lessons.records.models import PublicRecord
from lessons.reports.forms import Problem
from lessons.reports.models import CaseReport

LOOK_AT_LIST = "De lijst boven het formulier zegt wat er nog ontbreekt of niet klopt."
SUBMITTED = (
    "Het rapport is ingestuurd. Een redacteur van de Realisatie-eenheid leest het. "
    "U krijgt een mail als het openbaar is of als het terugkomt."
)
TAKEN_BACK = "Het rapport is uit de beoordeling gehaald. U kunt weer verder schrijven."
IN_REVIEW = (
    "Dit rapport ligt ter beoordeling bij de Realisatie-eenheid. Intussen kunt u het lezen, maar niet wijzigen. "
    "Wie het instuurde, kan het onderaan terughalen."
)
SAVED_PARTLY = "Bewaard, behalve wat in de lijst boven het formulier staat."
NO_LONGER_IN_REVIEW = "Dit rapport ligt niet meer ter beoordeling: een ander was u voor."
KEPT_AS_DRAFT = "Wat u typte, is bewaard als concept."


def say_instead(request: HttpRequest, sentence: str, **more: Any) -> None:
    """Tell this, and not what Wagtail said in the same request."""
    list(messages.get_messages(request))  # to read them is to take them away
    told.success(request, sentence, **more)


class OwnWords:
    """Says in a sentence of ours what came of the request; Wagtail's own part is kept for all else."""

    def form_invalid(self, form: Any) -> HttpResponseBase:
        """Show the form again, with the list above it that says what to do."""
        if self.expects_json_response and not getattr(self, "locked_for_user", False):  # type: ignore[attr-defined]
            first = next((problem.sentence for problem in form.problems), LOOK_AT_LIST)
            return self.json_error_response("validation_error", f"Niet bewaard. {first}")  # type: ignore[attr-defined]
        wagtails = self.expects_json_response or getattr(self, "locked_for_user", False)  # type: ignore[attr-defined]
        if wagtails or getattr(self, "is_cancelling_workflow", False):
            answer: HttpResponseBase = super().form_invalid(form)  # type: ignore[misc]  # a mixin over Wagtail's view
            return answer
        messages.error(self.request, LOOK_AT_LIST)  # type: ignore[attr-defined]
        self.errors_debug = repr(form.errors)
        self.has_unsaved_changes = True
        shown: HttpResponseBase = self.render_to_response(self.get_context_data())  # type: ignore[attr-defined]
        return shown

    def save_action(self) -> HttpResponseBase:
        """Save the draft; say so where publishing was asked, which nobody does by hand."""
        if self.request.POST.get("action-publish"):  # type: ignore[attr-defined]
            messages.warning(self.request, NOT_APPROVED)  # type: ignore[attr-defined]
        saved: HttpResponse = super().save_action()  # type: ignore[misc]
        left: list[Problem] = self.form.not_saved  # type: ignore[attr-defined]
        if not left or saved.status_code >= HTTPStatus.BAD_REQUEST:
            return saved
        if self.expects_json_response:  # type: ignore[attr-defined]
            return JsonResponse(json.loads(saved.content) | {"not_saved": [asdict(problem) for problem in left]})
        return self.show_left(saved)

    def show_left(self, saved: HttpResponseBase) -> HttpResponseBase:
        """After a new report: the editor, with what was not saved as it was typed."""
        for form, name, errors in self.form.unread:  # type: ignore[attr-defined]
            typed = f"‘{form[name].label}’ (u typte: {form[name].value()})"
            messages.warning(self.request, f"Niet bewaard: {typed}. {' '.join(errors)}")  # type: ignore[attr-defined]
        return saved

    def submit_action(self) -> HttpResponseBase:
        """Submit, and say what comes next."""
        submitted: HttpResponseBase = super().submit_action()  # type: ignore[misc]
        say_instead(self.request, SUBMITTED)  # type: ignore[attr-defined]
        return submitted

    def redirect_away(self) -> HttpResponseBase:
        """Lead to the desk's first page: there authors see where their reports stand, and editors what waits."""
        return redirect(self.next_url or "wagtailadmin_home")  # type: ignore[attr-defined]


class ReviewLock(WorkflowLock):
    """Keeps authors from writing on what is being reviewed."""

    def get_message(self, user: Any) -> str | None:
        """Why, and what they can do."""
        return IN_REVIEW if self.for_user(user) else None


class ReportCreateView(OwnWords, CreateView):
    """A new report."""


class ReportEditView(RefusesStale, OwnWords, EditView):
    """A report that is there."""

    page: Any
    lock: Any

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form, and remember which words this editor was shown."""
        user: Any = request.user
        if self.latest_revision is not None and not self.is_reverting and is_editor(user):
            note_reading(self.real_page_record.pk, user, self.latest_revision)
        if isinstance(self.lock, WorkflowLock):
            self.lock = ReviewLock(self.page, self.lock.task)
        shown: HttpResponseBase = super().get(request, *args, **kwargs)
        return shown

    @property
    def action_name(self) -> str:
        """The action, by which the form decides what it asks. A report is sent back as it is, complete or not."""
        name: str = super().action_name
        sends_back = name == "perform_workflow_action" and self.workflow_action == "reject"
        return "save" if sends_back else name

    def perform_workflow_action(self) -> HttpResponseBase:
        """Carry out the reviewer's action, and say where the report stands now."""
        if self.workflow_action == "reject":
            return self.send_back()
        answer: HttpResponseBase = super().perform_workflow_action()
        if self.workflow_action == "approve":
            self.say_approved(CaseReport.objects.get(pk=self.page.pk))
        return answer

    def say_approved(self, page: CaseReport) -> None:
        """Say since when, or from when on, the approved words are public; nothing where another task follows."""
        planned = page.scheduled_revision
        if planned is not None:
            moment = in_words(planned.approved_go_live_at)
            say_instead(self.request, f"Goedgekeurd. Het rapport wordt openbaar op {moment}.")
        elif page.live and not page.workflow_in_progress:
            look = told.button(page.url, "Bekijk op de website", new_window=True)
            say_instead(self.request, f"Goedgekeurd. Het rapport staat nu op {page.url}.", buttons=[look])

    def save_action(self) -> HttpResponseBase:
        """Save the draft; say why where an answer to a review was not taken."""
        why = self.why_not_reviewed() if self.request.POST.get("action-workflow-action") else ""
        saved = super().save_action()
        if why:
            messages.warning(self.request, f"{why} {KEPT_AS_DRAFT}")
        return saved

    def why_not_reviewed(self) -> str:
        """Why this user's answer to the review does not count."""
        task = self.page.current_workflow_task
        if task is None:
            return NO_LONGER_IN_REVIEW
        return OWN_TEXT if task.get_actions(self.page, self.request.user) else NOT_REVIEWER

    def add_save_confirmation_message(self) -> None:
        """Wagtail's, where all is saved."""
        if not self.form.unread:
            super().add_save_confirmation_message()

    def show_left(self, saved: HttpResponseBase) -> HttpResponseBase:
        """The form again with all that was typed, over the version that was just saved; its new rows know their ids."""
        messages.warning(self.request, SAVED_PARTLY)
        sent = self.request.POST.copy()
        for name, value in self.form.get_field_updates_for_resave():
            sent[name] = value
        self.latest_revision = type(self.real_page_record).objects.get(pk=self.page.pk).latest_revision
        self.page = self.latest_revision.as_object()
        self.form = self.bound(self.page, sent)
        self.form.defer_required_fields()
        self.form.is_valid()
        self.form.put_back()
        self.form.restore_required_fields()
        self.has_unsaved_changes = True
        context = self.get_context_data()
        written = {"loaded_revision_created_at": self.latest_revision.created_at.isoformat()}
        shown: HttpResponseBase = self.render_to_response(context | written)
        return shown

    def add_cancel_workflow_confirmation_message(self) -> None:
        """Say that the author may write again."""
        told.success(self.request, TAKEN_BACK)

    def send_back(self) -> HttpResponseBase:
        """Wagtail's action without its check of the whole page: an incomplete report can be sent back too."""
        extra = json.loads(self.request.POST.get("workflow-action-extra-data") or "{}")
        if not str(extra.get("comment", "")).strip():
            messages.error(self.request, NO_COMMENT)
            return self.redirect_and_remain()
        if self.has_content_changes:
            self.page = self.form.save(commit=not self.page.live)
            self.subscription.save()
            revision = self.page.save_revision(user=self.request.user, log_action=True, clean=False)
            if "comments" in self.form.formsets:
                changes = self.get_commenting_changes()
                self.log_commenting_changes(changes, revision)
                self.send_commenting_notifications(changes)
        task = self.page.current_workflow_task
        task.on_action(self.page.current_workflow_task_state, self.request.user, "reject", comment=extra["comment"])
        messages.success(self.request, "Teruggestuurd. De schrijver krijgt uw opmerking in een mail.")
        return self.redirect_away()


class ReportRevertView(RefusesStale, OwnWords, RevisionsRevertView):
    """An earlier version of a report, to be saved as its new draft."""


class ReportUnpublishView(UnpublishView):
    """Unpublishing a report is withdrawing it."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead to where the reason is asked; a post withdraws without one."""
        record = PublicRecord.objects.get(page_id=self.object.pk)
        return redirect("desk_record_action", record.pk, "intrekken")


class ReportViewSet(PageViewSet):
    """The pages of the admin about reports."""

    model = CaseReport
    add_view_class = ReportCreateView
    edit_view_class = ReportEditView
    revisions_revert_view_class = ReportRevertView
    unpublish_view_class = ReportUnpublishView
