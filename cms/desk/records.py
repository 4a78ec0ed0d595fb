"""What the RE does with what is public: withdraw, lower a step, confirm, take a passage out."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Media
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView

from cms.desk import audit
from cms.desk.record_forms import ACTIONS, LowerForm, RedactForm
from cms.desk.roles import is_editor
from lessons.records.models import PublicRecord
from lessons.records.redaction import PassageTooShort, hits

ALREADY_WITHDRAWN = "Dit rapport is al ingetrokken."


def possible(name: str, record: PublicRecord) -> bool:
    """Whether this can be done with the record: of what is withdrawn, passages can still be taken out and put back."""
    if name == "terugzetten":
        return bool(record.redactions)
    return record.is_open or name == "passage"


def title_of(record: PublicRecord) -> str:
    """The title that the desk shows: the page's, which is there for a withdrawn record too."""
    return record.page.title if record.page else "(pagina verwijderd)"


class OnlyEditors:
    """Lets in the RE and administrators."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer an editor.

        Raises:
            PermissionDenied: for anybody else.
        """
        if not is_editor(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a mixin
        return answer


class RecordsView(OnlyEditors, ReportView):
    """All public records, the newest first."""

    page_title = "Openbare stukken"
    header_icon = "doc-full-inverse"
    index_url_name = "desk_records"
    index_results_url_name = "desk_records_results"
    default_ordering = "-number"
    model = PublicRecord
    columns = [
        TitleColumn("title", label="Titel", accessor=title_of, get_url=lambda r: reverse("desk_record", args=[r.pk])),
        Column("number", label="Nummer"),
        Column("region", label="Regio"),
        Column("state", label="Toestand", accessor="get_state_display"),
        Column("current_edition", label="Uitgave", accessor="current_edition.number"),
    ]
    list_export = ["number", "region", "get_state_display", "withdrawn_why"]

    def get_queryset(self) -> Any:
        """With what the columns show."""
        return PublicRecord.objects.select_related("page", "region", "current_edition").order_by("-number")


class RecordMixin(OnlyEditors, WagtailAdminTemplateMixin):
    """A page about one record."""

    header_icon = "doc-full-inverse"

    def setup(self, request: HttpRequest, pk: int, **kwargs: Any) -> None:
        """Find the record."""
        super().setup(request, pk=pk, **kwargs)
        self.record = get_object_or_404(PublicRecord.objects.select_related("page", "current_edition"), pk=pk)

    def get_page_subtitle(self) -> str:
        """The record's title."""
        return title_of(self.record)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The record, for the template."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"record": self.record, "record_title": title_of(self.record), "media": Media()}

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """The way back to the list."""
        here = {"url": "", "label": title_of(self.record)}
        return [*self.breadcrumbs_items, {"url": reverse("desk_records"), "label": "Openbare stukken"}, here]


class RecordView(RecordMixin, TemplateView):
    """One record: what stands, and what can be done with it."""

    page_title = "Openbaar stuk"
    template_name = "desk/record.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Editions and actions."""
        return super().get_context_data(
            editions=self.record.editions.order_by("-number"),
            actions=[(name, form.title, form.intro) for name, form in ACTIONS.items() if possible(name, self.record)],
            **kwargs,
        )


class RecordActionView(RecordMixin, FormView):  # type: ignore[type-arg]  # takes no argument at run time
    """One action on one record."""

    template_name = "desk/record_action.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer; who comes to withdraw what is withdrawn is told so."""
        if is_editor(request.user) and self.kwargs["action"] == "intrekken" and not self.record.is_open:
            messages.warning(request, ALREADY_WITHDRAWN)
            return redirect("desk_record", self.record.pk)
        return super().dispatch(request, *args, **kwargs)

    def get_form_class(self) -> type[Any]:
        """The action's form.

        Raises:
            Http404: there is no such action, or not for a withdrawn record.
        """
        name = self.kwargs["action"]
        if name not in ACTIONS or not possible(name, self.record):
            raise Http404
        return ACTIONS[name]

    def get_form_kwargs(self) -> dict[str, Any]:
        """The record and who is at work, for the form."""
        return super().get_form_kwargs() | {"record": self.record, "user": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        """What stands now, of this action alone: the reason of one is not that of another."""
        if self.get_form_class() is LowerForm:
            return {"step": self.record.lowered_to, "why": self.record.lowered_why}
        return {"on": timezone.localdate()}

    def get_page_title(self) -> str:
        """The action's name."""
        return str(self.get_form_class().title)

    def form_valid(self, form: Any) -> HttpResponse:
        """Carry it out, and write it into the history of the report; a passage only once its hits were shown."""
        if isinstance(form, RedactForm):
            shown = self.show_hits(form)
            if shown is not None:
                return shown
        try:
            said = form.carry_out()
        except ValidationError as refused:
            form.add_error(None, refused)
            return self.form_invalid(form)
        told = " ".join(filter(None, [said, form.cleaned_data.get("why")]))
        audit.note(self.record.page or self.record, audit.RECORD, self.request.user, told)
        messages.success(self.request, said)
        return redirect("desk_record", self.record.pk)

    def show_hits(self, form: RedactForm) -> HttpResponse | None:
        """The form again with the hits per edition, unless they were shown for this very passage."""
        passage = form.cleaned_data["passage"]
        try:
            found = hits(self.record, passage)
        except PassageTooShort as short:
            form.add_error("passage", str(short))
            return self.render_to_response(self.get_context_data(form=form))
        if not any(found.values()):
            form.add_error("passage", "Deze passage staat in geen enkele uitgave. Neem haar letterlijk over.")
            return self.render_to_response(self.get_context_data(form=form))
        if form.cleaned_data["shown_for"] == passage:
            return None
        again = RedactForm(
            initial={**form.cleaned_data, "shown_for": passage}, record=self.record, user=self.request.user
        )
        return self.render_to_response(self.get_context_data(form=again, hits=found))
