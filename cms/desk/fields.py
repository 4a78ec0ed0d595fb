"""How answers are typed at the desk: numbers and dates as Dutch people write them, and a link or a DOI."""

import re
from typing import Any

from django import forms
from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}(\.\d{3})+")
DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?\s*(10\.\d{4,9}/\S+)", re.IGNORECASE)

NO_DATE = "Vul de datum in als dag-maand-jaar, bijvoorbeeld 01-09-2025."
NO_LINK = "Vul een heel webadres in, bijvoorbeeld https://voorbeeld.nl/verslag, of een DOI."


def dutch_number(typed: str) -> str:
    """What was typed, without euro sign, spaces and thousands, with a comma before the decimals.

    A point is one of thousands where exactly three figures follow it, as in ``1.250``; else one of decimals.
    """
    bare = re.sub(r"[\s€]", "", typed)
    if "," in bare:
        whole, decimals = bare.rsplit(",", 1)
        return f"{whole.replace('.', '') if THOUSANDS.fullmatch(whole) else whole},{decimals.removesuffix('-')}"
    return bare.replace(".", "") if THOUSANDS.fullmatch(bare) else bare.replace(".", ",")


class DutchNumber:
    """Reads a number as it is typed in Dutch. A number input will not do: it drops the comma, or the text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "localize": True})

    def to_python(self, value: Any) -> Any:
        """The number.

        Raises:
            ValidationError: it is none.
        """
        return super().to_python(dutch_number(value) if isinstance(value, str) else value)  # type: ignore[misc]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Let a phone show its figures."""
        return {**super().widget_attrs(widget), "inputmode": "decimal"}  # type: ignore[misc]


class WholeNumberField(DutchNumber, forms.IntegerField):
    """A count or a year."""


class NumberField(DutchNumber, forms.DecimalField):
    """An amount or a measured value."""


class LinkField(forms.URLField):
    """A web address; a DOI is turned into its address."""

    def to_python(self, value: Any) -> Any:
        """The address.

        Raises:
            ValidationError: it is none.
        """
        doi = DOI.fullmatch(value.strip()) if isinstance(value, str) else None
        return super().to_python(f"https://doi.org/{doi[1]}" if doi else value)


class LongTextField(forms.CharField):
    """A text of several lines. Browsers end each line in their own way, which changes no word."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether a word differs."""
        return super().has_changed(*("\n".join((text or "").splitlines()) for text in (initial, data)))


class DateInput(AdminDateInput):
    """Wagtail's calendar, which leaves alone what it cannot read: of ‘2024’ it would make today."""

    def get_config(self) -> dict[str, Any]:
        """Wagtail's, without its correction."""
        config: dict[str, Any] = super().get_config()
        return config | {"validateOnBlur": False}


def register() -> None:
    """Let every form of the admin read its answers this way. Must run before the first form is made."""
    register_form_field_override(models.IntegerField, override={"form_class": WholeNumberField})
    register_form_field_override(
        models.TextField,
        override={"form_class": LongTextField, "widget": AdminAutoHeightTextInput},
        exact_class=True,  # as Wagtail's, which this takes the place of
    )
    register_form_field_override(models.DecimalField, override={"form_class": NumberField})
    register_form_field_override(
        models.URLField,
        override={"form_class": LinkField, "assume_scheme": "https", "error_messages": {"invalid": NO_LINK}},
    )
    register_form_field_override(
        models.DateField, override={"widget": DateInput, "error_messages": {"invalid": NO_DATE}}
    )
