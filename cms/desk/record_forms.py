"""The forms by which the RE changes what is public of a report. Each carries out one thing, and says what it did."""

import datetime
import hashlib
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.desk.fields import NO_DATE, DateInput
from cms.website.formats import long_date
from lessons.evidence.rules import STEPS
from lessons.records.models import PublicRecord
from lessons.records.publishing import confirm_current, lower_step, withdraw
from lessons.records.redaction import NotRestored, redact, restore

OWN_STEP = ""


def reason(help_text: str, *, required: bool = True) -> forms.CharField:
    """The field for a public reason."""
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label="Reden", help_text=help_text, required=required, widget=widget, max_length=300)


class RecordForm(forms.Form):
    """What all of them have: a name, an explanation, the words on the button, the record, and who does it."""

    title: ClassVar[str]
    intro: ClassVar[str]
    button: ClassVar[str] = "Sla op"

    def __init__(self, *args: Any, record: PublicRecord, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        self.user = user

    def carry_out(self) -> str:
        """Do it; answers what to tell.

        Raises:
            ValidationError: it cannot be.
        """
        raise NotImplementedError


class WithdrawForm(RecordForm):
    """Why a record is withdrawn."""

    title = "Intrekken"
    intro = (
        "Het rapport is meteen van de website, uit het zoeken en uit de downloads. Adres en nummer blijven, met de "
        "mededeling dat het is ingetrokken. Alleen een nieuwe goedkeuring maakt het weer openbaar."
    )
    button = "Trek dit rapport in"
    why = reason("Staat op de website.")

    def carry_out(self) -> str:
        """Withdraw; answers what to tell."""
        withdraw(self.record, self.cleaned_data["why"])
        return "Het rapport is ingetrokken."


class LowerForm(RecordForm):
    """To which evidence step, and why."""

    title = "Bewijstrede verlagen"
    intro = "De website toont geen hogere trede dan u hier kiest. Verhogen kan niet: dat doet het rapport zelf."
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

    def carry_out(self) -> str:
        """Lower, or show the own step again; answers what to tell."""
        step = self.cleaned_data["step"]
        lower_step(self.record, step, self.cleaned_data["why"])
        return "Het rapport toont weer zijn eigen trede." if step is None else f"Getoond wordt hoogstens trede {step}."


class ConfirmForm(RecordForm):
    """On which day the region said that the report is still true."""

    title = "Nog actueel"
    intro = "De regio heeft gezegd dat het rapport nog klopt. De website toont deze datum."
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

    def carry_out(self) -> str:
        """Confirm; answers what to tell."""
        confirm_current(self.record, self.cleaned_data["on"])
        return f"Bevestigd op {self.cleaned_data['on']:%d-%m-%Y}."


class RedactForm(RecordForm):
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

    def carry_out(self) -> str:
        """Take it out; answers what to tell."""
        redact(self.record, self.cleaned_data["passage"], self.cleaned_data["why"], self.user.pk)
        return "De passage is weggelaten."


class RestoreForm(RecordForm):
    """Which passage is shown again. Whoever took it out does not put it back."""

    title = "Passage terugzetten"
    intro = "De passage staat weer in alle uitgaven. Wie haar wegliet, kan haar niet zelf terugzetten."
    button = "Zet terug"
    passage = forms.ChoiceField(
        label="Passage",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies een passage.", "invalid_choice": "Deze passage staat er al weer."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.passages = {word_for(entry["passage"]): entry["passage"] for entry in self.record.redactions}
        field: Any = self.fields["passage"]
        field.choices = [
            (word_for(row["passage"]), f"‘{row['passage']}’, weggelaten op {long_date(row['at'])}: {row['why']}")
            for row in self.record.redactions
        ]

    def carry_out(self) -> str:
        """Put it back."""
        try:
            restore(self.record, self.passages[self.cleaned_data["passage"]], self.user.pk)
        except NotRestored as refused:
            raise ValidationError(str(refused)) from refused
        return "De passage staat weer in alle uitgaven."


def word_for(passage: str) -> str:
    """Names a passage in a form."""
    return hashlib.sha256(passage.encode()).hexdigest()[:16]


ACTIONS: Final[dict[str, type[RecordForm]]] = {
    "intrekken": WithdrawForm,
    "trede": LowerForm,
    "actueel": ConfirmForm,
    "passage": RedactForm,
    "terugzetten": RestoreForm,
}
