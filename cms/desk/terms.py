"""The lists that the RE keeps: terms and indicators. In use, a term can be retired, not deleted."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import DeleteView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from lessons.evidence.models import Indicator
from lessons.vocabulary.models import (
    Challenge,
    FundingSource,
    Municipality,
    Practice,
    Sector,
    TargetGroup,
    Term,
    Theme,
)


def in_use(term: Term) -> str:
    """Whether reports may still choose the term, in words."""
    return "niet meer" if term.retired else "in gebruik"


class TermForm(WagtailAdminModelForm):
    """A term's form. The code is its key: once given, it stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["code"].disabled = True


class TermDeleteView(DeleteView):
    """Deletes a term that nothing names, and says what to do otherwise."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Delete, or lead back to the term with the reason why not."""
        try:
            done: HttpResponse = super().form_valid(form)
        except ValidationError as refusal:
            messages.error(self.request, " ".join(refusal.messages))
            return redirect(self.edit_url_name, quote(self.object.pk))
        return done


class TermViewSet(ModelViewSet):
    """One list of terms."""

    add_to_settings_menu = False
    copy_view_enabled = False
    sort_order_field = None
    list_per_page = 100
    delete_view_class = TermDeleteView
    icon = "tag"

    def __init__(self, model: type[Term], icon: str = "tag") -> None:
        self.model, self.icon = model, icon
        self.list_display = ["label", "code", Column("retired", label="Gebruik", accessor=in_use)]
        self.search_fields = ["label", "code"]
        self.ordering = ["sort_order", "label"]
        super().__init__(name=f"begrippen-{model._meta.model_name}")

    def get_edit_handler(self) -> Any:
        """The model's own panels, with a form that keeps the code."""
        return ObjectList(self.model.panels, base_form_class=TermForm).bind_to_model(self.model)


class TermGroup(ModelViewSetGroup):
    """The menu of all lists."""

    menu_label = "Begrippenlijsten"
    menu_icon = "list-ul"
    menu_order = 300
    items = [
        TermViewSet(model)
        for model in (Theme, Sector, Challenge, Practice, TargetGroup, FundingSource, Municipality, Indicator)
    ]
