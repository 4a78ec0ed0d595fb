"""Facts with their sources: what happened when on the way to the onderwijsregio's. Real ones, also in the demo."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms import CheckboxSelectMultiple
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel

from lessons.records.changes import announce
from lessons.vocabulary.models import CODE


class FactSource(models.Model):
    """Where a fact was read: a public page with its title."""

    key = models.CharField("sleutel", max_length=20, unique=True, validators=[CODE], help_text="Bijvoorbeeld: w273.")
    title = models.CharField("titel", max_length=200)
    url = models.URLField("adres", max_length=400, blank=True, help_text="Leeg als er geen openbaar adres meer is.")

    panels = [FieldPanel("key"), FieldPanel("title"), FieldPanel("url")]

    class Meta:
        ordering = ["title"]
        verbose_name = "bron"
        verbose_name_plural = "bronnen"

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        """Save, and tell everybody that shows sources, in one transaction."""
        with transaction.atomic():
            super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature, passed through
            announce("bron", str(self.pk))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete a source that no fact names.

        Raises:
            ValidationError: a milestone names it; none may be left without a source.
        """
        named = Milestone.objects.filter(sources=self).first()
        if named is not None:
            raise ValidationError(f"Deze bron staat bij een mijlpaal, zoals ‘{named}’. Haal de bron daar eerst weg.")
        return super().delete(*args, **kwargs)


class Certainty(models.TextChoices):
    """How well a fact is known: that of its weakest part."""

    CONFIRMED = "bevestigd", "Bevestigd door meer bronnen"
    ONE_SOURCE = "een-bron", "Eén bron"
    INFERRED = "afgeleid", "Door ons afgeleid"


class Milestone(ClusterableModel):
    """A *mijlpaal*: one thing that happened on the way to the onderwijsregio's."""

    class Kind(models.TextChoices):
        SCHEME = "regeling", "Regeling"
        APPLICATION = "aanmelding", "Aanmelding"
        LETTER = "brief", "Brief aan de Kamer"
        DECISION = "besluit", "Besluit"
        AGREEMENT = "akkoord", "Akkoord"
        EVALUATION = "evaluatie", "Evaluatie"
        FIGURES = "cijfers", "Cijfers"
        MEETING = "bijeenkomst", "Bijeenkomst"

    class Precision(models.TextChoices):
        DAY = "dag", "Op de dag"
        MONTH = "maand", "Op de maand"
        YEAR = "jaar", "Op het jaar"

    code = models.CharField(
        "code", max_length=60, unique=True, validators=[CODE], help_text="Blijft altijd gelijk; staat in adressen."
    )
    date = models.DateField("datum", help_text="Weet u alleen maand of jaar? Vul dan de eerste dag daarvan in.")
    precision = models.CharField("nauwkeurig", max_length=6, choices=Precision.choices, default=Precision.DAY)
    kind = models.CharField("soort", max_length=12, choices=Kind.choices)
    title = models.CharField("titel", max_length=120)
    explanation = models.TextField("toelichting", max_length=600, blank=True)
    sources = ParentalManyToManyField(FactSource, verbose_name="bronnen", related_name="milestones")
    certainty = models.CharField("zekerheid", max_length=10, choices=Certainty.choices)
    edited = models.BooleanField("hier gewijzigd", default=False, editable=False)
    """Changed by an editor of this site: `load_facts` leaves it as it is."""

    panels = [
        FieldPanel("code"),
        FieldPanel("date"),
        FieldPanel("precision"),
        FieldPanel("kind"),
        FieldPanel("title"),
        FieldPanel("explanation"),
        FieldPanel("sources", widget=CheckboxSelectMultiple),
        FieldPanel("certainty"),
    ]

    class Meta:
        ordering = ["date", "code"]
        verbose_name = "mijlpaal"
        verbose_name_plural = "mijlpalen"

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with its sources, and tell everybody, in one transaction."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            announce("mijlpaal", str(self.pk))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, and tell everybody, in one transaction."""
        with transaction.atomic():
            key = str(self.pk)
            deleted: tuple[int, dict[str, int]] = super().delete(*args, **kwargs)
            announce("mijlpaal", key)
        return deleted
