"""The review of a report: one task, four eyes, and nothing approved that the reviewer has not read."""

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils import timezone
from wagtail.models import AbstractGroupApprovalTask, Revision, TaskState

from lessons.records.approvals import approve, contributors, name_of
from lessons.records.models import PublicRecord
from lessons.records.refusals import KeepText
from lessons.reports.document import document
from lessons.reports.models import CaseReport
from lessons.reports.submission import asks, last_note

NOT_REVIEWER = "Alleen een redacteur van de Realisatie-eenheid keurt een rapport goed."
OWN_TEXT = "U hebt zelf aan deze tekst geschreven. Vraag een andere redacteur om het rapport goed te keuren."
NO_COMMENT = "Schrijf op wat er anders moet, zodat de schrijver verder kan."
CHANGED = "Dit rapport is intussen gewijzigd door {who}. Lees het en keur het opnieuw goed."


class Reading(models.Model):
    """Which words of a page a reviewer saw last: a revision, and when it was written.

    The moment counts too, because autosave overwrites a revision in place.
    """

    page_id = models.BigIntegerField()
    user_id = models.BigIntegerField()
    revision_id = models.BigIntegerField()
    written_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = "lezing"
        verbose_name_plural = "lezingen"
        constraints = [models.UniqueConstraint(fields=["page_id", "user_id"], name="reading_once")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.user_id} {self.written_at:%Y-%m-%d}"


def note_reading(page_id: int, user: AbstractBaseUser, revision: Revision) -> None:
    """Write down that ``user`` was shown these words."""
    Reading.objects.update_or_create(
        page_id=page_id,
        user_id=user.pk,
        defaults={"revision_id": revision.pk, "written_at": revision.created_at, "at": timezone.now()},
    )


def was_read(task_state: TaskState, page_id: int, user: AbstractBaseUser, revision: Revision) -> bool:
    """Whether the reviewer was shown ``revision`` as it stands: in this review, or what was submitted to it."""
    seen = Reading.objects.filter(page_id=page_id, user_id=user.pk, at__gt=task_state.started_at).first()
    if seen is None:
        return bool(task_state.revision_id == revision.pk and revision.created_at <= task_state.started_at)
    return (seen.revision_id, seen.written_at) == (revision.pk, revision.created_at)


class RejectionForm(forms.Form):
    """Why a report goes back: its author reads this in the mail and above the form."""

    comment = forms.CharField(
        label="Wat moet er anders?",
        help_text="De schrijver leest dit in een mail en boven het formulier.",
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": NO_COMMENT},
    )


class ReviewTask(AbstractGroupApprovalTask):
    """Somebody of the task's groups, who wrote nothing of these words, reads them and approves or sends them back."""

    class Meta:
        verbose_name = "beoordeling"
        verbose_name_plural = "beoordelingen"

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        """What ``user`` may do with the report now; who wrote on it may send it back, not approve it."""
        if not self._user_in_groups(user):
            return []
        actions = [("reject", "Terugsturen met opmerking", True)]
        if user.pk not in writers(obj.pk):
            actions.insert(0, ("approve", "Goedkeuren", False))
        return actions

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        """Sending back asks for a comment."""
        if action == "reject":
            return RejectionForm
        form: type[forms.Form] = super().get_form_for_action(action)
        return form

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """What awaits this user's review; being a superuser is not enough."""
        if not self._user_in_groups(user):
            return TaskState.objects.none()
        return super().get_task_states_user_can_moderate(user, **kwargs)

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Carry out the action. An approval is written down for exactly the words that the reviewer has read.

        Raises:
            KeepText: the approval is refused; nothing is decided, and what was typed stays.
        """
        if action_name == "approve":
            self.approve_words(task_state, user)
        return super().on_action(task_state, user, action_name, **kwargs)

    def approve_words(self, task_state: TaskState, user: Any) -> None:
        """Ask once more what ``get_actions`` asked, since one request may write and approve; then approve.

        Raises:
            KeepText: see ``on_action``.
        """
        page = task_state.workflow_state.content_object.specific
        if not self._user_in_groups(user):
            raise KeepText(NOT_REVIEWER)
        if user.pk in writers(page.pk):
            raise KeepText(OWN_TEXT)
        revision = page.get_latest_revision()
        if not was_read(task_state, page.pk, user, revision):
            note_reading(page.pk, user, revision)
            raise KeepText(CHANGED.format(who=name_of(revision.user) or "een ander"))
        report = revision.as_object()
        if isinstance(report, CaseReport):
            open_asks = asks(report, last_note(report))
            if open_asks:
                raise KeepText(f"Dit rapport is nog niet volledig. {open_asks[0].sentence}")
            approve(page.pk, document(report), user, final=is_last(task_state))
        task_state.revision = revision
        task_state.save(update_fields=["revision"])


def writers(page_id: int) -> set[int]:
    """The ids of everybody who wrote on the page since its current edition."""
    record = PublicRecord.objects.select_related("current_edition").filter(page_id=page_id).first()
    return contributors(page_id, record.current_edition if record else None)


def is_last(task_state: TaskState) -> bool:
    """Whether the task is the last stage of its review: only that approval lets words become public."""
    last = task_state.workflow_state.workflow.tasks.last()
    return bool(last is not None and last.pk == task_state.task_id)


def latest_rejection(page: Any) -> TaskState | None:
    """The state of the task that sent the page back, while its author has not submitted it again."""
    state = page.current_workflow_state
    if state is None or state.status != state.STATUS_NEEDS_CHANGES:
        return None
    rejected: TaskState | None = state.current_task_state
    return rejected
