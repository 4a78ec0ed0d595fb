"""Repeated parts of a report whose rows keep their identity in drafts."""

from typing import Any

from django import forms
from django.db.models import Q
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import InlinePanel

from lessons.vocabulary.models import Term

#: What one row of each repeated part is called, at its button and in its errors.
ROWS = {
    "activities": "stap",
    "core_elements": "onderdeel",
    "sources": "bron",
    "partners": "partner",
    "measurements": "meting",
    "lessons": "les",
    "conditions": "voorwaarde",
    "materials": "materiaal",
    "cost_lines": "kostenpost",
    "voices": "mening",
}
NEUTER = ("onderdeel", "materiaal")
GONE = (
    "{this} {what} is in een ander venster verwijderd. Kopieer uw tekst, haal {the} {what} hier weg en voeg {the} "
    "{what} opnieuw toe."
)


class KnownRowField(forms.CharField):
    """The hidden id of a child row: one of the rows of this draft, whether the database knows it yet or not."""

    def __init__(self, known: dict[str, Any], what: str, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, **kwargs)
        self.known, self.what = known, what

    def clean(self, value: Any) -> str | None:
        """The id, None for a new row.

        Raises:
            ValidationError: there is no such row in this draft: it was deleted elsewhere, or never was here.
        """
        if value and str(value) not in self.known:
            this, the = ("Dit", "het") if self.what in NEUTER else ("Deze", "de")
            raise forms.ValidationError(GONE.format(this=this, the=the, what=self.what))
        return value or None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Never: which row it is, is no content. Else a form that was only looked at would count as written."""
        return False


class StableChildFormSet(BaseChildFormSet):
    """Child rows that keep their identity in drafts: autosave and revert find them again by their own key."""

    data: Any

    def _known(self) -> dict[str, Any]:
        return {str(row.pk): row for row in self.get_queryset() if row.pk is not None}

    def _existing_object(self, pk: Any) -> Any:
        return self._known().get(str(pk)) or self.model()

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        """The row at ``i``; one that was sent without its hidden id is a new one."""
        key = f"{self.add_prefix(i)}-{self.model._meta.pk.name}"
        if self.is_bound and key not in self.data:
            self.data = self.data.copy()
            self.data[key] = ""
        return super()._construct_form(i, **kwargs)

    def _get_to_python(self, field: Any) -> Any:
        """Reads a key; what is none stays as it was sent, for the hidden id to refuse."""
        stock = super()._get_to_python(field)

        def read(value: Any) -> Any:
            try:
                return stock(value)
            except forms.ValidationError:
                return value

        return read

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Let the hidden id be asked of this draft instead of the database."""
        super().add_fields(form, index)
        stock = form.fields[self._pk_field.name]
        form.fields[self._pk_field.name] = KnownRowField(
            self._known(), what=ROWS.get(self.rel_name, "rij"), initial=stock.initial
        )
        offer_terms(form)


class StableInlinePanel(InlinePanel):
    """An inline panel whose rows keep their identity."""

    def get_form_options(self) -> dict[str, Any]:
        """Wagtail's options, with our formset."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = StableChildFormSet
        return options


def offer_terms(form: forms.Form) -> None:
    """Offer no term that is retired, but keep the ones that this report or row has already."""
    fields: dict[str, Any] = form.fields
    for name, field in fields.items():
        queryset = getattr(field, "queryset", None)
        if queryset is None or not issubclass(queryset.model, Term):
            continue
        held = form.initial.get(name) or ()
        codes = [held] if isinstance(held, str) else [getattr(each, "pk", each) for each in held]
        field.queryset = queryset.filter(Q(retired=False) | Q(pk__in=codes))
