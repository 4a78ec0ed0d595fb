"""The terms that editors keep: themes, sectors, challenges, practices, target groups, funding sources, municipalities.

A term's code is its key. Documents, drafts and the index hold codes, so a new label changes no edition and no index.
"""

from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel

from lessons.records.announced import Announced

CODE = RegexValidator(
    r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", "Gebruik letters, cijfers en koppeltekens, bijvoorbeeld: zij-instroom."
)

SLUG = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*$", "Gebruik kleine letters, cijfers en koppeltekens, bijvoorbeeld: zij-instroom."
)


class Term(Announced):
    """One term of a list. Retire a term instead of deleting it while something names it: `usage` refuses that."""

    public_kind = "begrip"

    code = models.CharField(
        "code", max_length=60, primary_key=True, validators=[CODE], help_text="Blijft altijd gelijk; staat in adressen."
    )
    label = models.CharField("naam", max_length=120)
    description = models.CharField("uitleg", max_length=400, blank=True)
    sort_order = models.PositiveSmallIntegerField("volgorde", default=0)
    retired = models.BooleanField(
        "niet meer gebruiken", default=False, help_text="Bestaande rapporten houden deze term."
    )

    panels = [
        FieldPanel("code"),
        FieldPanel("label"),
        FieldPanel("description"),
        FieldPanel("sort_order"),
        FieldPanel("retired"),
    ]

    class Meta:
        abstract = True
        ordering = ["sort_order", "label"]

    def __str__(self) -> str:
        return self.label

    @property
    def public_key(self) -> str:
        """Its list and its code."""
        return f"{self._meta.model_name}:{self.pk}"


class Theme(Term):
    """One of the five themes: werven, matchen, opleiden, begeleiden, professionaliseren."""

    class Meta(Term.Meta):
        verbose_name = "thema"
        verbose_name_plural = "thema's"


class Sector(Term):
    """po, vo, mbo or so; the label is the sector's full name."""

    class Meta(Term.Meta):
        verbose_name = "sector"
        verbose_name_plural = "sectoren"


class Challenge(Term):
    """An *opgave*: the problem that a report starts from."""

    class Meta(Term.Meta):
        verbose_name = "opgave"
        verbose_name_plural = "opgaven"


class Practice(Term):
    """A *praktijk*: the kind of approach, under one theme."""

    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, verbose_name="thema", related_name="practices")

    panels = [*Term.panels, FieldPanel("theme")]

    class Meta(Term.Meta):
        verbose_name = "praktijk"
        verbose_name_plural = "praktijken"


class TargetGroup(Term):
    """Whom an approach is for."""

    class Meta(Term.Meta):
        verbose_name = "doelgroep"
        verbose_name_plural = "doelgroepen"


class FundingSource(Term):
    """Where the money of an approach came from."""

    class Meta(Term.Meta):
        verbose_name = "financiering"
        verbose_name_plural = "financieringsbronnen"


class Applicant(Term):
    """Who can ask for a subsidy: a board, a RAP-regio, an onderwijsregio."""

    class Meta(Term.Meta):
        verbose_name = "aanvrager"
        verbose_name_plural = "aanvragers"


class ActionKind(Term):
    """A *stapsoort*: a kind of step that a rule is about, such as founding a legal entity."""

    class Meta(Term.Meta):
        verbose_name = "stapsoort"
        verbose_name_plural = "stapsoorten"


class Audience(Term):
    """What a region is to the rules: voorloper, not a voorloper, being formed, onderwijsregio."""

    class Meta(Term.Meta):
        verbose_name = "soort regio"
        verbose_name_plural = "soorten regio's"


class Municipality(Term):
    """A municipality; the code is that of Statistics Netherlands (``GM0034``), or a fictional one in the demo."""

    province = models.CharField("provincie", max_length=30, blank=True)
    tile_column = models.PositiveSmallIntegerField("kolom op de tegelkaart", null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField(
        "rij op de tegelkaart",
        null=True,
        blank=True,
        help_text="Heeft elke gemeente een kolom en een rij, dan staan zij op de kaart bij benadering waar zij liggen. "
        "Anders staan zij per provincie op alfabet.",
    )

    panels = [*Term.panels, FieldPanel("province"), FieldPanel("tile_column"), FieldPanel("tile_row")]

    class Meta(Term.Meta):
        verbose_name = "gemeente"
        verbose_name_plural = "gemeenten"
