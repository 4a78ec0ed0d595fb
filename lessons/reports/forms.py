"""The form of a report: what may be saved as a draft, and what is asked at submit."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from lessons.media.permissions import may_choose
from lessons.reports.stable import ROWS, offer_terms
from lessons.reports.submission import UNTITLED, Ask, asks, last_note

#: Errors of these fields stop the saving of a draft too: a row that is gone, a file of another region.
STOPPING = ("id", "file")


class Rows(list[Any]):
    """Rows that answer like a relation."""

    def all(self) -> "Rows":
        """Themselves."""
        return self


class Typed:
    """The report as it stands in a form: what ``document`` reads, without changing the report itself."""

    def __init__(self, form: "CaseReportForm") -> None:
        self._form = form

    def __getattr__(self, name: str) -> Any:
        if name in self._form.formsets:
            return Rows(row.instance for row in self._form.rows(name))
        relations = {field.name for field in self._form.instance._meta.many_to_many}
        if name in relations and name in self._form.cleaned_data:
            return self._form.cleaned_data[name]
        return getattr(self._form.instance, name)


@dataclass(frozen=True)
class Problem:
    """One line of the list above the form: the element that its link focuses, and what to do there."""

    target: str
    sentence: str


class CaseReportForm(WagtailAdminPageForm):
    """The report's form. A draft may be saved with any hole in it; submitting asks for what publishing needs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_submit = False
        self._asked: list[Problem] = []
        self.unread: list[tuple[Any, str, Any]] = []  # form, field, its errors: what a draft is saved without
        self._said: set[str] = set()  # every own sentence, also those of rows that are not in the list
        offer_terms(self)
        self._offer_places()
        if "challenge_text" in self.fields:
            self.fields["challenge_text"].required = True  # one answer with ``challenge``; empty only in drafts
        for field in self.fields.values():
            if isinstance(field.widget, forms.RadioSelect):  # "---------" is no answer to pick
                field.widget.choices = [choice for choice in field.choices if choice[0] != ""]

    def _offer_places(self) -> None:
        """Offer the municipalities of the own region, and no draft of another region."""
        region = self.parent_page.specific if self.parent_page else None
        own = region.areas.filter(municipality__isnull=False) if region is not None else None
        if "municipalities" in self.fields and own is not None and own.exists():
            chosen = [term.pk for term in self.instance.municipalities.all()]
            offered = self.fields["municipalities"].queryset
            ever = Q(pk__in=own.values("municipality"))  # what a report tells of may lie before a border moved
            self.fields["municipalities"].queryset = offered.filter(ever | Q(pk__in=chosen))
        if "co_regions" in self.fields:
            others = self.fields["co_regions"].queryset.live()
            self.fields["co_regions"].queryset = others.exclude(pk=region.pk) if region else others

    def rows(self, relation: str) -> list[Any]:
        """The rows of a relation that the form would save."""
        formset = self.formsets[relation]
        kept = [row for row in formset.forms if not formset._should_delete_form(row)]
        return [row for row in kept if row.has_changed() or row.instance.pk is not None]

    def is_valid(self) -> bool:
        """Whether the form may be saved, or submitted where that is what was asked."""
        if self.is_bound and not self.is_deferred_validation and not self.is_submit:
            self.is_submit = True
            self.defer_required_fields()  # "dit veld is verplicht" gives way to sentences that say what to do
            self._check_rows()
            super().is_valid()
            self.restore_required_fields()
            self._ask()
        self._check_rows()
        valid: bool = super().is_valid()
        if self.is_bound and not valid and self.is_deferred_validation and not self.is_submit:
            self._set_aside()
            valid = super().is_valid()
        return valid

    def _set_aside(self) -> None:
        """Let a draft be saved with all that can be read: what cannot, stays as it was saved before.

        Its errors are kept for ``put_back``. What is wrong with a row itself, or with the right to a file, is none of
        these: that still stops the saving.
        """
        for form in self._forms():
            for name in [name for name in form.errors if name in form.fields and name not in STOPPING]:
                self.unread.append((form, name, form.errors.pop(name)))

    def put_back(self) -> None:
        """Show at its field what was not saved."""
        for form, name, errors in self.unread:
            form.errors[name] = errors

    @property
    def not_saved(self) -> list[Problem]:
        """What of a saved draft is not saved, one line for each field."""
        return [
            Problem(str(form[name].auto_id), f"Niet bewaard: ‘{form[name].label}’. {' '.join(errors)}")
            for form, name, errors in self.unread
        ]

    def _forms(self) -> list[Any]:
        """The form itself and all its rows, in the order of the list."""
        return [self, *(row for name in self._relations() for row in self.rows(name))]

    def _check_rows(self) -> None:
        """Check every repeated part while what is required is settled: ``is_valid`` stops at the first wrong one."""
        if self.is_bound:
            for formset in self.formsets.values():
                formset.is_valid()

    def clean(self) -> dict[str, Any]:
        """Give an untitled draft a title; refuse files of other regions; at submit, check what belongs together."""
        if "title" in self._errors and not str(self["title"].value() or "").strip():
            del self._errors["title"]
            self.cleaned_data["title"] = UNTITLED
        cleaned: dict[str, Any] = super().clean()
        for row in self._changed_files():
            row.add_error("file", "Kies een bestand van uw eigen regio.")
        if self.is_submit:
            self._check_together(cleaned)
        return cleaned

    def _post_clean(self) -> None:
        """Keep the page's own slug: it is in no form, and an earlier version, or that of a copy, may hold another."""
        if self.instance.pk:
            self.instance.slug = Page.objects.values_list("slug", flat=True).get(pk=self.instance.pk)
        super()._post_clean()

    def _check_together(self, cleaned: dict[str, Any]) -> None:
        if len(cleaned.get("more_themes") or []) > 2:
            self.add_error("more_themes", "Kies hoogstens twee andere thema's.")

    def _changed_files(self) -> Iterator[forms.Form]:
        """Rows of materials with a newly chosen file that this user may not choose."""
        for row in self.formsets["materials"].forms if "materials" in self.formsets else []:
            file = row.cleaned_data.get("file") if row.is_valid() else None
            if file and "file" in row.changed_data and not may_choose(self.for_user, file):
                yield row

    def _ask(self) -> None:
        """Put every sentence at its field, and keep it for the list above the form."""
        for ask in asks(Typed(self), last_note(self.instance)):
            if ask.relation:
                self._ask_in_row(ask)
                continue
            if ask.field in self.formsets:
                self.formsets[ask.field].non_form_errors().append(ask.sentence)
            elif ask.field in self.errors:
                continue  # what was typed there is wrong; the field says how
            else:
                self.add_error(ask.field, ask.sentence)
            self._said.add(ask.sentence)
            self._asked.append(Problem(self._target(ask.field), ask.sentence))
        asked = {problem.target for problem in self._asked}
        for relation in self._relations():
            for number, row in enumerate(self.rows(relation), start=1):
                self._ask_row(relation, number, row, asked)

    def _ask_in_row(self, ask: Ask) -> None:
        """Put a sentence at the field of a row, and say in the list which row that is."""
        row = self.rows(ask.relation)[ask.row]
        if ask.field not in row.errors:
            row.add_error(ask.field, ask.sentence)
            self._said.add(ask.sentence)
            where = f"{row[ask.field].label}, bij {ROWS[ask.relation]} {ask.row + 1}"
            self._asked.append(Problem(str(row[ask.field].auto_id), f"{where}: {ask.sentence}"))

    def _ask_row(self, relation: str, number: int, row: forms.Form, asked: set[str]) -> None:
        """Ask for what a row that was begun still misses."""
        for name, field in row.fields.items():
            if not field.required or name in row.errors or not empty(row.cleaned_data.get(name)):
                continue
            sentence = f"Vul ‘{field.label}’ in bij {ROWS[relation]} {number}, of haal {ROWS[relation]} {number} weg."
            row.add_error(name, sentence)
            self._said.add(sentence)
            if self._target(relation) not in asked:
                self._asked.append(Problem(row[name].auto_id, sentence))

    def _target(self, field: str) -> str:
        return f"id_{field}-ADD" if field in self.formsets else str(self[field].auto_id)

    @property
    def problems(self) -> list[Problem]:
        """The list above the form: what is asked, then what is wrong in any other field."""
        if not self.is_bound:
            return []
        listed = list(self._asked)
        for form in self._forms():
            for name, errors in form.errors.items():
                new = [error for error in errors if error not in self._said]
                listed += [Problem(*located(form, name, error)) for error in new]
        return listed

    def _relations(self) -> list[str]:
        """The repeated parts of the report; comments of Wagtail are none."""
        return [relation for relation in ROWS if relation in self.formsets]


def empty(value: Any) -> bool:
    """Whether nothing was answered."""
    return value is None or value == ""


def located(form: forms.Form, name: str, error: str) -> tuple[str, str]:
    """The element that a line of the list leads to, and the line. A row that is gone has no field to show it at."""
    if name not in form.fields:
        return "", error
    if form[name].is_hidden:
        return str(form.visible_fields()[0].auto_id), error
    return str(form[name].auto_id), f"{form[name].label}: {error}"
