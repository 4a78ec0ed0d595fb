"""What the RE does with what is public: withdraw, lower a step, confirm, take a passage out."""

import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import FormView, TemplateView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView

from cms.desk.fields import NO_DATE, DateInput
from cms.desk.roles import is_editor
from lessons.evidence.rules import STEPS
from lessons.records.models import PublicRecord
from lessons.records.publishing import confirm_current, lower_step, withdraw
from lessons.records.redaction import PassageTooShort, hits, redact

ALREADY_WITHDRAWN = "Dit rapport is al ingetrokken."
OWN_STEP = ""


def reason(help_text: str, *, required: bool = True) -> forms.CharField:
    """The field for a public reason."""
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label="Reden", help_text=help_text, required=required, widget=widget, max_length=300)


class WithdrawForm(forms.Form):
    """Why a record is withdrawn."""

    title = "Intrekken"
    intro = (
        "Het rapport is meteen van de website, uit het zoeken en uit de downloads. Adres en nummer blijven, met de "
        "mededeling dat het is ingetrokken. Alleen een nieuwe goedkeuring maakt het weer openbaar."
    )
    button = "Trek dit rapport in"
    why = reason("Staat op de website.")

    def carry_out(self, record: PublicRecord) -> str:
        """Withdraw; answers what to tell."""
        withdraw(record, self.cleaned_data["why"])
        return "Het rapport is ingetrokken."


class LowerForm(forms.Form):
    """To which evidence step, and why."""

    title = "Bewijstrede verlagen"
    intro = "De website toont geen hogere trede dan u hier kiest. Verhogen kan niet: dat doet het rapport zelf."
    button = "Sla op"
    step = forms.TypedChoiceField(
        label="Toon hoogstens",
        choices=[(OWN_STEP, "de eigen trede van het rapport"), *((n, f"{n} {STEPS[n][0]}") for n in range(4, -1, -1))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    why = reason("Staat bij de trede op de website.", required=False)

    def clean(self) -> dict[str, Any]:
        """A lower step needs its reason."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("step") is not None and not cleaned.get("why"):
            self.add_error("why", "Schrijf op waarom de trede lager is.")
        return cleaned

    def carry_out(self, record: PublicRecord) -> str:
        """Lower, or show the own step again; answers what to tell."""
        step = self.cleaned_data["step"]
        lower_step(record, step, self.cleaned_data["why"])
        return "Het rapport toont weer zijn eigen trede." if step is None else f"Getoond wordt hoogstens trede {step}."


class ConfirmForm(forms.Form):
    """On which day the region said that the report is still true."""

    title = "Nog actueel"
    intro = "De regio heeft gezegd dat het rapport nog klopt. De website toont deze datum."
    button = "Sla op"
    on = forms.DateField(
        label="Bevestigd op",
        widget=DateInput,
        error_messages={"required": "Vul de datum van bevestiging in.", "invalid": NO_DATE},
    )

    def clean_on(self) -> datetime.date:
        """Not in the future."""
        on: datetime.date = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError("Kies een datum die niet in de toekomst ligt.")
        return on

    def carry_out(self, record: PublicRecord) -> str:
        """Confirm; answers what to tell."""
        confirm_current(record, self.cleaned_data["on"])
        return f"Bevestigd op {self.cleaned_data['on']:%d-%m-%Y}."


class RedactForm(forms.Form):
    """Which passage, and why. ``shown_for`` holds the passage whose hits the editor saw before saving."""

    title = "Passage weglaten"
    intro = (
        "De passage verdwijnt uit alle uitgaven, ook uit de oude. Er staat dan ‘[weggelaten]’, en de reden komt op de "
        "website. U ziet eerst hoe vaak de passage voorkomt."
    )
    button = "Zoek de passage"
    passage = forms.CharField(
        label="Passage", help_text="Neem haar letterlijk over.", widget=forms.Textarea(attrs={"rows": 3})
    )
    why = reason("Staat op de website. Herhaal de passage niet.")
    shown_for = forms.CharField(required=False, widget=forms.HiddenInput)

    def carry_out(self, record: PublicRecord) -> str:
        """Take it out; answers what to tell."""
        redact(record, self.cleaned_data["passage"], self.cleaned_data["why"])
        return "De passage is weggelaten."


ACTIONS: dict[str, type[Any]] = {
    "intrekken": WithdrawForm,
    "trede": LowerForm,
    "actueel": ConfirmForm,
    "passage": RedactForm,
}


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
        return context | {"record": self.record, "record_title": title_of(self.record), "media": forms.Media()}

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
        possible = {name: form for name, form in ACTIONS.items() if self.record.is_open or name == "passage"}
        return super().get_context_data(
            editions=self.record.editions.order_by("-number"),
            actions=[(name, form.title, form.intro) for name, form in possible.items()],
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
        if name not in ACTIONS or not (self.record.is_open or name == "passage"):
            raise Http404
        return ACTIONS[name]

    def get_initial(self) -> dict[str, Any]:
        """What stands now, of this action alone: the reason of one is not that of another."""
        if self.get_form_class() is LowerForm:
            return {"step": self.record.lowered_to, "why": self.record.lowered_why}
        return {"on": timezone.localdate()}

    def get_page_title(self) -> str:
        """The action's name."""
        return str(self.get_form_class().title)

    def form_valid(self, form: Any) -> HttpResponse:
        """Carry it out; a passage only once its hits were shown."""
        if isinstance(form, RedactForm):
            shown = self.show_hits(form)
            if shown is not None:
                return shown
        messages.success(self.request, form.carry_out(self.record))
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
        again = RedactForm(initial={**form.cleaned_data, "shown_for": passage})
        return self.render_to_response(self.get_context_data(form=again, hits=found))
