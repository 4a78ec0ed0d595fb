"""The forms by which the RE changes the borders of a region. Each carries out one thing, and says what it did."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, ClassVar, Final

from django import forms
from django.db.models import Q
from django.utils import timezone

from cms.desk.borders import is_id
from cms.desk.fields import NO_DATE, DateInput
from cms.website.formats import counted, long_date
from lessons.days import sensible_day
from lessons.regions.areas import COUNTRY, end, extend, merge, remove, undo_merger
from lessons.regions.models import Region, RegionArea
from lessons.vocabulary.models import Municipality, Sector
from search.analysis.fold import fold

TOLD: Final = 10
"""So many unknown names are told one by one."""
GONE: Final = "Een gekozen gemeente staat er niet meer. Kijk opnieuw welke er zijn."
NO_ROWS: Final = "Kies ten minste één gemeente."


def day_field(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    """A day, as people here type it."""
    errors = {"required": "Vul een datum in.", "invalid": NO_DATE}
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=required,
        widget=DateInput,
        error_messages=errors,
        validators=[sensible_day],
    )


class IdsChecked:
    """Takes a number that no database can hold for a choice that is not there."""

    def to_python(self, value: Any) -> Any:
        """The choice.

        Raises:
            ValidationError: there is no such one.
        """
        if value and not is_id(str(value)):
            raise forms.ValidationError(self.error_messages["invalid_choice"])  # type: ignore[attr-defined]
        return super().to_python(value)  # type: ignore[misc]

    def clean(self, value: Any) -> Any:
        """The choices; one of several that cannot be is refused."""
        if isinstance(value, list | tuple) and not all(is_id(str(each)) for each in value):
            raise forms.ValidationError(self.error_messages["invalid_choice"])  # type: ignore[attr-defined]
        return super().clean(value)  # type: ignore[misc]


class RowsField(IdsChecked, forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # none at run time
    """Rows of a region."""


class RegionField(IdsChecked, forms.ModelChoiceField):  # type: ignore[type-arg]  # none at run time
    """A region."""


class AreaForm(forms.Form):
    """What all of them have: a name, an explanation, the words on the button, and the region."""

    title: ClassVar[str]
    intro: ClassVar[str]
    button: ClassVar[str] = "Sla op"

    def __init__(self, *args: Any, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = region
        self.detail = ""
        """What goes into the history beside what is told: it lets a mistake be put right."""

    def carry_out(self) -> str:
        """Do it; answers what to tell.

        Raises:
            ValidationError: it cannot be.
        """
        raise NotImplementedError


class ExtendForm(AreaForm):
    """Municipalities that come to the region."""

    title = "Gemeenten toevoegen"
    intro = "Vanaf de dag die u kiest horen deze gemeenten bij de regio. Wat er al bij hoort, blijft zoals het is."
    button = "Voeg toe"

    sectors = forms.ModelMultipleChoiceField(
        label="Sectoren",
        queryset=Sector.objects.filter(retired=False),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies ten minste één sector."},
    )
    municipalities = forms.CharField(
        label="Gemeenten",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Elke gemeente op een eigen regel, of met komma's ertussen. Naam of code.",
    )
    whole_country = forms.BooleanField(
        label="Heel Nederland", required=False, help_text="Voor een landelijke regio. Laat het veld hierboven dan leeg."
    )
    take_over = forms.BooleanField(
        label="Haal hen weg bij de regio waar zij op die dag bij horen",
        required=False,
        help_text="Daar is de dag voor de eerste dag dan de laatste. Zonder vinkje horen zij bij allebei; de "
        "dekking meldt dat.",
    )
    valid_from = day_field("Vanaf")
    valid_until = day_field("Tot en met", "Leeg: tot nader bericht.", required=False)

    def clean_municipalities(self) -> list[Municipality]:
        """The municipalities that are named."""
        return named_municipalities(self.cleaned_data["municipalities"])

    def clean(self) -> dict[str, Any]:
        """Municipalities or the whole country, not both."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "municipalities" in cleaned and bool(cleaned["municipalities"]) == cleaned["whole_country"]:
            self.add_error("municipalities", "Noem gemeenten, of kies ‘Heel Nederland’; een van de twee.")
        return cleaned

    def carry_out(self) -> str:
        """Extend."""
        asked = self.cleaned_data
        done = extend(
            self.region,
            asked["sectors"],
            asked["municipalities"] or COUNTRY,
            asked["valid_from"],
            valid_until=asked["valid_until"],
            take_over=asked["take_over"],
        )
        where = ", ".join(each.label for each in asked["municipalities"]) or "heel Nederland"
        self.detail = f"{where} ({', '.join(sector.pk for sector in asked['sectors'])})."
        since = long_date(asked["valid_from"])
        told = [f"{counted(done['new'], 'rij', 'rijen')} erbij vanaf {since}." if done["new"] else "Niets toegevoegd."]
        if done["there"]:
            told.append(f"{counted(done['there'], 'rij stond', 'rijen stonden')} er al.")
        if done["ended"]:
            told.append(f"Bij andere regio's beëindigd: {counted(done['ended'], 'rij', 'rijen')}.")
        return " ".join(told)


class RowsForm(AreaForm):
    """What is done with rows that are there."""

    sectors = forms.ModelMultipleChoiceField(
        label="Hele sectoren",
        queryset=Sector.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Alle gemeenten van een sector, of hieronder één voor één.",
    )
    areas = RowsField(
        label="Gemeenten",
        queryset=RegionArea.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": GONE},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas: Any = self.fields["areas"]
        areas.queryset = self.offered().select_related("sector", "municipality")
        areas.label_from_instance = row_words
        sectors: Any = self.fields["sectors"]
        sectors.queryset = Sector.objects.filter(pk__in=self.offered().values("sector"))

    def clean(self) -> dict[str, Any]:
        """At least one."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "areas" in cleaned and not cleaned["areas"] and not cleaned.get("sectors"):
            self.add_error("areas", NO_ROWS)
        return cleaned

    def offered(self) -> Any:
        """The rows to choose from."""
        return RegionArea.objects.filter(region=self.region)

    def chosen(self) -> list[int]:
        """The rows that were chosen, by id; they are named in the history."""
        one_by_one, whole = Q(pk__in=self.cleaned_data["areas"]), Q(sector__in=self.cleaned_data["sectors"])
        rows = list(self.offered().filter(one_by_one | whole).select_related("sector", "municipality"))
        self.detail = f"{'; '.join(map(row_words, rows))}."
        return [row.pk for row in rows]


class EndForm(RowsForm):
    """Municipalities that leave the region."""

    title = "Gemeenten beëindigen"
    intro = "Na de dag die u kiest horen deze gemeenten niet meer bij de regio. Wat was, blijft te lezen."
    button = "Beëindig"
    valid_until = day_field("Laatste dag")

    def offered(self) -> Any:
        """What has not ended yet."""
        return super().offered().exclude(valid_until__lt=timezone.localdate())

    def carry_out(self) -> str:
        """End."""
        number = end(self.region, self.chosen(), self.cleaned_data["valid_until"])
        return f"{counted(number, 'rij eindigt', 'rijen eindigen')} op {long_date(self.cleaned_data['valid_until'])}."


class RemoveForm(RowsForm):
    """Rows that were a mistake."""

    title = "Vergissing weghalen"
    intro = (
        "Alleen voor rijen die nooit klopten: zij verdwijnen, ook uit de geschiedenis. Hoort een gemeente er niet meer "
        "bij, kies dan ‘Gemeenten beëindigen’."
    )
    button = "Haal weg"

    def carry_out(self) -> str:
        """Remove."""
        return f"{counted(remove(self.region, self.chosen()), 'rij', 'rijen')} weggehaald."


class MergeForm(AreaForm):
    """The region becomes part of another."""

    title = "Opgaan in een andere regio"
    intro = (
        "Vanaf de dag die u kiest horen alle gemeenten bij de andere regio. Het adres van deze regio leidt dan "
        "daarheen. De rapporten houden hun nummer en adres."
    )
    button = "Laat de regio opgaan"
    into = RegionField(
        label="Opgaan in",
        queryset=Region.objects.none(),
        error_messages={"required": "Kies een regio.", "invalid_choice": "Kies een regio uit de lijst."},
    )
    day = day_field("Vanaf")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["into"]
        field.queryset = Region.objects.live().exclude(pk=self.region.pk).order_by("title")

    def carry_out(self) -> str:
        """Merge."""
        into, day = self.cleaned_data["into"], self.cleaned_data["day"]
        number = merge(self.region, into, day)
        return f"{self.region} gaat op {long_date(day)} op in {into}, met {counted(number, 'rij', 'rijen')}."


class UndoMergerForm(AreaForm):
    """The merger was a mistake."""

    title = "Opgaan ongedaan maken"
    intro = (
        "Het adres van deze regio leidt niet meer naar de andere. De gemeenten blijven zoals zij nu staan: zet die "
        "daarna zelf goed, bij beide regio's."
    )
    button = "Maak ongedaan"

    def carry_out(self) -> str:
        """Undo."""
        undo_merger(self.region)
        return "De regio staat weer op zichzelf. Kijk nu bij beide regio's of de gemeenten kloppen."


ACTIONS: Final[dict[str, type[AreaForm]]] = {
    "toevoegen": ExtendForm,
    "beeindigen": EndForm,
    "weghalen": RemoveForm,
    "opgaan": MergeForm,
    "herstellen": UndoMergerForm,
}


def row_words(row: RegionArea) -> str:
    """A row as it is read: where, for which sector, and when."""
    until = f" tot en met {long_date(row.valid_until)}" if row.valid_until else ""
    where = row.municipality.label if row.municipality else "Heel Nederland"
    return f"{where}, {row.sector.label.lower()}, vanaf {long_date(row.valid_from)}{until}"


def named_municipalities(typed: str) -> list[Municipality]:
    """The municipalities that are named by label or code, whatever the capitals and accents.

    Raises:
        ValidationError: one is unknown; with the names that are like it.
    """
    names = [name for name in (" ".join(part.split()) for part in re.split(r"[,;\t\n]", typed)) if name]
    listed = Municipality.objects.filter(retired=False)
    known = {fold(key.casefold()): each for each in listed for key in (each.pk, each.label)}
    unknown = [name for name in names if fold(name.casefold()) not in known]
    if unknown:
        told = [unknown_words(name, known) for name in unknown[:TOLD]]
        more = [f"En nog {len(unknown) - TOLD} andere namen."] if len(unknown) > TOLD else []
        raise forms.ValidationError(told + more)
    return list(dict.fromkeys(known[fold(name.casefold())] for name in names))


def unknown_words(name: str, known: dict[str, Municipality]) -> str:
    """That this is no municipality, and which one may be meant."""
    near: Iterable[str] = get_close_matches(fold(name.casefold()), known, n=1, cutoff=0.75)
    meant = next((known[key].label for key in near), "")
    return f"‘{name[:60]}’ kennen wij niet. {f'Bedoelt u {meant}?' if meant else 'Kijk in de lijst van gemeenten.'}"
