"""The guidance that the RE keeps, its rules, and what changed in them."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpResponse
from wagtail.admin.panels import ObjectList
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from cms.desk.refusing import RefusableDeleteView
from cms.desk.unchanged import UnchangedForm
from lessons.guidance.history import rule_of
from lessons.guidance.models import Guidance, GuidanceRule
from lessons.guidance.rules import contradicting

GUIDANCE: tuple[type[Model], ...] = (Guidance, GuidanceRule)
NOTE_WANTED: Final = "Schrijf in één zin wat er veranderd is. Lezers zien die zin."


class GuidanceForm(UnchangedForm):
    """A guidance's form. Its code is in its address: once given, it stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["code"].disabled = True


class GuidanceRuleForm(UnchangedForm):
    """A rule's form. A change asks for a sentence for those who acted on the rule as it was."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["change_note"] = ""  # that of the change before says nothing of this one

    def clean(self) -> dict[str, Any]:
        """Ask for the sentence where something changes."""
        cleaned: dict[str, Any] = super().clean()
        changed = set(self.changed_data) - {"change_note", "opened_on"}
        if self.instance.pk and changed and not cleaned.get("change_note", "").strip():
            self.add_error(
                "change_note", ValidationError("Schrijf in één zin wat er veranderd is. Lezers zien die zin.")
            )
        return cleaned


class Contradictions:
    """Tells the editor which other rules say something else. That may be meant: the strictest is what readers see."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, and tell."""
        saved: HttpResponse = super().form_valid(form)  # type: ignore[misc]  # a mixin
        codes = dict(Guidance.objects.values_list("pk", "code"))
        rules = [rule_of(each.pk, each.as_read(), codes) for each in GuidanceRule.objects.all()]
        mine = next(rule for rule in rules if rule.key == form.instance.pk)
        titles = dict(Guidance.objects.values_list("code", "title"))
        for other in contradicting(mine, rules):
            verdict = GuidanceRule.Verdict(other.verdict.value).label.lower()
            messages.warning(
                self.request,  # type: ignore[attr-defined]  # a view's
                f"Een andere regel over deze stap zegt ‘{verdict}’, in ‘{titles[other.guidance]}’. "
                "Lezers zien dan de strengste van de twee.",
            )
        return saved


class NewRuleView(Contradictions, CreateView):
    """A new rule."""


class ChangedRuleView(Contradictions, EditView):
    """A rule that changes."""


class GuidanceViewSet(ModelViewSet):
    """All guidance, by title."""

    model = Guidance
    icon = "info-circle"
    list_display = ["title", "code", "written_on"]
    search_fields = ["title", "summary", "body"]
    ordering = ["title"]
    copy_view_enabled = False
    delete_view_class = RefusableDeleteView

    def get_edit_handler(self) -> Any:
        """The model's own panels, with a form that keeps the code."""
        return ObjectList(Guidance.panels, base_form_class=GuidanceForm).bind_to_model(Guidance)


class GuidanceRuleViewSet(ModelViewSet):
    """The rules, by what they are about."""

    model = GuidanceRule
    icon = "tick-inverse"
    list_display = ["action_kind", "verdict", "guidance", "valid_from", "valid_until"]
    list_filter = ["guidance", "action_kind", "verdict"]
    search_fields = ["why", "condition"]
    ordering = ["action_kind", "pk"]
    copy_view_enabled = False
    add_view_class = NewRuleView
    edit_view_class = ChangedRuleView

    def get_edit_handler(self) -> Any:
        """The model's own panels, with a form that asks what changed."""
        return ObjectList(GuidanceRule.panels, base_form_class=GuidanceRuleForm).bind_to_model(GuidanceRule)


class GuidanceGroup(ModelViewSetGroup):
    """The menu of both."""

    menu_label = "Wat kan nu"
    menu_icon = "info-circle"
    menu_order = 305
    items = (GuidanceViewSet("handreikingen"), GuidanceRuleViewSet("regels"))
