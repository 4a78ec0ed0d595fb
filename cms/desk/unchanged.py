"""A form that is saved only over what its editor read: of two editors at once, none loses words without being told."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms.models import model_to_dict
from wagtail.admin.forms import WagtailAdminModelForm

CHANGED: Final = (
    "Iemand anders heeft dit intussen gewijzigd. Wat u typte, staat hier nog, maar is niet bewaard. Open dit in een "
    "ander venster, en neem daar over wat u wilt houden."
)


class UnchangedForm(WagtailAdminModelForm):
    """Carries a word for what was there when it was opened, and refuses where something else is there now."""

    opened_on = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._now = word_for(self.instance, self.fields) if self.instance.pk else ""
        self.initial["opened_on"] = self._now

    def clean(self) -> dict[str, Any]:
        """Refuse what was opened on something else."""
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("opened_on") not in ("", None, self._now):
            raise ValidationError(CHANGED)
        return cleaned


def word_for(instance: Model, fields: Iterable[str]) -> str:
    """Changes with any of these fields."""
    values = {name: plain(value) for name, value in model_to_dict(instance, list(fields)).items()}
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def plain(value: Any) -> Any:
    """A value as JSON can hold it; what is linked by its keys."""
    if isinstance(value, list):
        return sorted(str(getattr(each, "pk", each)) for each in value)
    return None if value is None else str(value)
