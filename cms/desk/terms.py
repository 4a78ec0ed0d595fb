"""The lists that the RE keeps: terms and indicators. In use, a term can be retired, not deleted."""

from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.text import capfirst
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import StatusSidePanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import EditView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from cms.desk.refusing import RefusableDeleteView
from lessons.records.models import PublicRecord
from lessons.vocabulary.labels import LISTS
from lessons.vocabulary.models import Term
from lessons.vocabulary.usage import Use, in_use_text, uses


def in_use(term: Term) -> str:
    """Whether reports may still choose the term, in words."""
    return "niet meer" if term.retired else "in gebruik"


class TermForm(WagtailAdminModelForm):
    """A term's form. The code is its key: once given, it stays."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["code"].disabled = True


class TermUsageView(UsageView):
    """What names a term: reports and regions as saved, their drafts, and editions."""

    columns = [
        TitleColumn("name", label="Naam", accessor=lambda use: str(use.owner), get_url=lambda use: use.url),
        Column("kind", label="Soort", accessor=lambda use: capfirst(use.owner._meta.verbose_name)),
        Column("places", label="Waar", accessor=lambda use: ", ".join(use.places)),
    ]

    def get_queryset(self) -> list[Use]:
        """All uses, by the name of what uses the term."""
        return sorted(uses(self.object), key=lambda use: str(use.owner))

    def get_table(self, object_list: Any, **kwargs: Any) -> Any:
        """The table, each line with its way to the editor."""
        finder = AdminURLFinder(self.request.user)
        for use in object_list:
            record = isinstance(use.owner, PublicRecord)
            use.url = reverse("desk_record", args=[use.owner.pk]) if record else finder.get_edit_url(use.owner)
        return super(UsageView, self).get_table(object_list, **kwargs)


class TermDeleteView(RefusableDeleteView):
    """Deletes a term that nothing names, and says what to do otherwise."""

    template_name = "desk/term_delete.html"

    def get_usage_url(self) -> None:
        """None: what Wagtail counts there knows no relation of many to many and no edition."""
        return

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the refusal, where the term is used."""
        refusal = in_use_text(self.object) if uses(self.object) else ""
        where = reverse(self.usage_url_name, args=[quote(self.object.pk)])
        context: dict[str, Any] = super().get_context_data(refusal=refusal, used_where=where, **kwargs)
        return context


class TermStatusPanel(StatusSidePanel):
    """The panel beside a term's form."""

    def get_usage_context(self) -> dict[str, Any]:
        """How many things name the term."""
        return {"usage_count": len(uses(self.object)), "usage_url": self.usage_url}


class TermEditView(EditView):
    """A term's form, and beside it how often it is used."""

    def get_side_panels(self) -> Any:
        """Wagtail's, with our count."""
        beside = TermStatusPanel(
            self.object,
            self.request,
            usage_url=self.get_usage_url(),
            history_url=self.get_history_url(),
            last_updated_info=self.get_last_updated_info(),
        )
        return MediaContainer([beside])


class TermViewSet(ModelViewSet):
    """One list of terms."""

    add_to_settings_menu = False
    copy_view_enabled = False
    sort_order_field = None
    list_per_page = 100
    edit_view_class = TermEditView
    delete_view_class = TermDeleteView
    usage_view_class = TermUsageView
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
    items = [TermViewSet(model) for model in LISTS.values()]
