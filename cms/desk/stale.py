"""A form that was opened before somebody else saved: nothing of it overwrites what is there now."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from wagtail.admin import messages as told

from cms.desk.borders import by_id
from lessons.records.approvals import name_of

READ_AGAIN = "Dit rapport is intussen gewijzigd door {who}. Er is niets bewaard of besloten. Lees het en kies opnieuw."
TYPED = (
    "Dit rapport is intussen gewijzigd door {who}. Er is niets bewaard; wat u typte, staat hieronder nog. Open de "
    "nieuwste tekst in een ander venster en neem daarin over wat u wilt houden."
)
YOURSELF = "uzelf, in een ander venster"
LATEST = "Open de nieuwste tekst"


class RefusesStale:
    """Answers a post of the edit form whose words are not of the latest version.

    Who typed nothing is shown the latest version; who typed something keeps it on the screen. The form stays one of
    the version that it was opened with, so that no later click, nor autosave, overwrites the latest one.
    """

    request: HttpRequest
    page: Any
    latest_revision: Any

    def post(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse, or let Wagtail go on. Taking a report back, and sending it back unread, need no latest version."""
        if self.expects_json_response or not self.is_out_of_date:
            answer: HttpResponseBase = super().post(request, *args, **kwargs)  # type: ignore[misc]  # a mixin
            return answer
        if self.is_cancelling_workflow:
            self.workflow_state.cancel(user=request.user)
            self.add_cancel_workflow_confirmation_message()
            return self.redirect_and_remain()
        if self.was_typed():
            return self.keep_typed()
        if self.action_name_and_method[0] == "perform_workflow_action" and self.workflow_action == "reject":
            self.has_content_changes = False
            return self.send_back()
        messages.error(request, READ_AGAIN.format(who=self.who_wrote()))
        return self.redirect_and_remain()

    def was_typed(self) -> bool:
        """Whether the form differs from the version that it was opened with; True where that version is gone."""
        sent = self.request.POST
        opened = self.page.revisions.filter(pk__in=by_id([sent.get("loaded_revision_id", "")])).first()
        gone = opened is None or opened.created_at.isoformat() != sent.get("loaded_revision_created_at")
        return gone or bool(sent.get("overwrite_revision_id") or self.bound(opened.as_object()).has_changed())

    def keep_typed(self: Any) -> HttpResponseBase:
        """The form again as it was sent, with the way to the latest version."""
        look = told.button(self.get_edit_url(), LATEST, new_window=True)
        told.error(self.request, TYPED.format(who=self.who_wrote()), buttons=[look])
        self.form = self.bound(self.page)
        self.form.defer_required_fields()
        self.form.is_valid()
        self.form.restore_required_fields()
        self.has_unsaved_changes = True
        sent = self.request.POST
        context = self.get_context_data() | {"loaded_revision_created_at": sent.get("loaded_revision_created_at")}
        opened = by_id([sent.get("loaded_revision_id", "")])
        self.page.latest_revision_id = opened[0] if opened else -1  # what the form says it was opened with
        shown: HttpResponseBase = self.render_to_response(context)
        return shown

    def bound(self: Any, page: Any, sent: Any = None) -> Any:
        """The form with what was sent, or what was made of that, over ``page``."""
        return self.form_class(
            sent or self.request.POST,
            self.request.FILES,
            instance=page,
            subscription=self.subscription,
            parent_page=self.parent,
            for_user=self.request.user,
        )

    def who_wrote(self) -> str:
        """Who saved the latest version, in words."""
        writer = self.latest_revision.user
        return YOURSELF if writer == self.request.user else name_of(writer) or "een ander"
