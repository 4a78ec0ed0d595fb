"""The facts that the RE keeps beside the reports: schemes, milestones, and the sources that facts were read in."""

from typing import Any

from django.db.models import Model
from wagtail.admin.panels import ObjectList
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from cms.desk.refusing import RefusableDeleteView
from cms.desk.unchanged import UnchangedForm
from lessons.funding.models import Fact, FactSource, FundingScheme, Milestone, SchemeCondition

FACTS: tuple[type[Model], ...] = (FundingScheme, SchemeCondition, Milestone, FactSource)


class FactForm(UnchangedForm):
    """A fact's form. Its code is in addresses: once given, it stays. `load_facts` keeps what is saved here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "code" in self.fields:
            self.fields["code"].disabled = True

    def save(self, commit: bool = True) -> Fact:
        """Save, as this site has it from now on."""
        self.instance.edited = True
        saved: Fact = super().save(commit)
        return saved


class FactViewSet(ModelViewSet):
    """Facts of one kind, with their own panels and a form that keeps the code."""

    copy_view_enabled = False

    def get_edit_handler(self) -> Any:
        """The model's own panels."""
        return ObjectList(self.model.panels, base_form_class=FactForm).bind_to_model(self.model)


class SchemeViewSet(FactViewSet):
    """The schemes, the newest first."""

    model = FundingScheme
    icon = "doc-full"
    list_display = ["name", "code", "apply_until", "valid_until", "certainty"]
    list_filter = ["route", "certainty"]
    search_fields = ["name", "goal", "amounts"]
    ordering = ["-valid_from"]


class ConditionViewSet(FactViewSet):
    """The conditions, by scheme."""

    model = SchemeCondition
    icon = "list-ul"
    list_display = ["text", "scheme", "number", "kind", "certainty"]
    list_filter = ["scheme", "kind", "certainty"]
    search_fields = ["text"]
    ordering = ["scheme", "number"]


class MilestoneViewSet(FactViewSet):
    """The milestones, newest first."""

    model = Milestone
    icon = "date"
    list_display = ["title", "date", "kind", "certainty"]
    list_filter = ["kind", "certainty"]
    search_fields = ["title", "explanation"]
    ordering = ["-date"]


class FactSourceViewSet(ModelViewSet):
    """The sources, by title."""

    model = FactSource
    icon = "link"
    list_display = ["title", "key", "url"]
    search_fields = ["title", "key", "url"]
    copy_view_enabled = False
    delete_view_class = RefusableDeleteView


class FactGroup(ModelViewSetGroup):
    """The menu of all facts."""

    menu_label = "Feiten"
    menu_icon = "date"
    menu_order = 310
    items = (
        SchemeViewSet("regelingen"),
        ConditionViewSet("voorwaarden"),
        MilestoneViewSet("mijlpalen"),
        FactSourceViewSet("bronnen"),
    )
