"""The form of a report: what may be saved as a draft, and what is asked at submit."""

from collections.abc import Iterator
from typing import Any

from django import forms
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import InlinePanel

from lessons.media.permissions import may_choose


class KnownRowField(forms.CharField):
    """The hidden id of a child row: one of the rows of this draft, whether the database knows it yet or not."""

    def __init__(self, known: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.HiddenInput, **kwargs)
        self.known = known

    def clean(self, value: Any) -> str | None:
        """The id, None for a new row.

        Raises:
            ValidationError: the row belongs to another report.
        """
        if value and str(value) not in self.known:
            raise forms.ValidationError("Deze rij hoort niet bij dit rapport.")
        return value or None


class StableChildFormSet(BaseChildFormSet):  # type: ignore[misc]  # modelcluster ships no types
    """Child rows that keep their identity in drafts: autosave and revert find them again by their own key."""

    def _known(self) -> dict[str, Any]:
        return {str(row.pk): row for row in self.get_queryset() if row.pk is not None}

    def _existing_object(self, pk: Any) -> Any:
        return self._known().get(str(pk)) or self.model()

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Let the hidden id be asked of this draft instead of the database."""
        super().add_fields(form, index)
        stock = form.fields[self._pk_field.name]
        form.fields[self._pk_field.name] = KnownRowField(self._known(), initial=stock.initial)


class StableInlinePanel(InlinePanel):
    """An inline panel whose rows keep their identity."""

    def get_form_options(self) -> dict[str, Any]:
        """Wagtail's options, with our formset."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = StableChildFormSet
        return options


class CaseReportForm(WagtailAdminPageForm):
    """The report's form. Files may be chosen only from collections that the author may choose from."""

    def clean(self) -> dict[str, Any]:
        """Check what belongs together; refuse files of other regions."""
        cleaned: dict[str, Any] = super().clean()
        themes = cleaned.get("more_themes") or []
        if len(themes) > 2:
            self.add_error("more_themes", "Kies hoogstens twee andere thema's.")
        begun, ended = cleaned.get("start_date"), cleaned.get("end_date")
        if begun and ended and ended < begun:
            self.add_error("end_date", f"Vul een einddatum in die niet voor {begun:%d-%m-%Y} ligt.")
        for row in self._changed_files():
            row.add_error("file", "Kies een bestand van uw eigen regio.")
        return cleaned

    def _changed_files(self) -> Iterator[forms.Form]:
        """Rows of materials with a newly chosen file that this user may not choose."""
        for row in self.formsets["materials"].forms if "materials" in self.formsets else []:
            file = getattr(row, "cleaned_data", {}).get("file")
            if file and "file" in row.changed_data and not may_choose(self.for_user, file):
                yield row
