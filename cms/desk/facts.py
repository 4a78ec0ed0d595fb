"""The facts that the RE keeps beside the reports: milestones and the sources that facts were read in."""

from typing import Any

from django.db.models import Model
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from cms.desk.refusing import RefusableDeleteView
from lessons.funding.models import FactSource, Milestone

FACTS: tuple[type[Model], ...] = (Milestone, FactSource)


class MilestoneForm(WagtailAdminModelForm):
    """A milestone's form. Its code is in addresses: once given, it stays. `load_facts` keeps what is saved here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["code"].disabled = True

    def save(self, commit: bool = True) -> Milestone:
        """Save, as this site has it from now on."""
        self.instance.edited = True
        saved: Milestone = super().save(commit)
        return saved


class MilestoneViewSet(ModelViewSet):
    """The milestones, newest first."""

    model = Milestone
    icon = "date"
    list_display = ["title", "date", "kind", "certainty"]
    list_filter = ["kind", "certainty"]
    search_fields = ["title", "explanation"]
    ordering = ["-date"]
    copy_view_enabled = False

    def get_edit_handler(self) -> Any:
        """The model's own panels, with a form that keeps the code."""
        return ObjectList(Milestone.panels, base_form_class=MilestoneForm).bind_to_model(Milestone)


class FactSourceViewSet(ModelViewSet):
    """The sources, by title."""

    model = FactSource
    icon = "link"
    list_display = ["title", "key", "url"]
    search_fields = ["title", "key", "url"]
    copy_view_enabled = False
    delete_view_class = RefusableDeleteView


class FactGroup(ModelViewSetGroup):
    """The menu of both."""

    menu_label = "Feiten"
    menu_icon = "date"
    menu_order = 310
    items = (MilestoneViewSet("mijlpalen"), FactSourceViewSet("bronnen"))
