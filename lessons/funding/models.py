"""Facts with their sources: schemes, and what happened when on the way to the onderwijsregio's. Real ones."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from django.utils import timezone
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from lessons.days import sensible_day
from lessons.funding.rules import AUTOMATIC, CLOSED_TO_ALL, Scheme, Window
from lessons.records.announced import Announced
from lessons.vocabulary.models import CODE, SLUG, Applicant, Sector

CODE_HELP = "Blijft altijd gelijk; staat in adressen."


class FactSource(Announced):
    """Where a fact was read: a public page with its title."""

    public_kind = "bron"

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

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete a source that no fact names.

        Raises:
            ValidationError: a fact names it; none may be left without a source.
        """
        for model in (Milestone, FundingScheme, SchemeCondition):
            named = model._default_manager.filter(sources=self).first()
            if named is not None:
                what = named._meta.verbose_name
                raise ValidationError(f"Deze bron staat bij een {what}, zoals ‘{named}’. Haal de bron daar eerst weg.")
        return super().delete(*args, **kwargs)


class Certainty(models.TextChoices):
    """How well a fact is known: that of its weakest part."""

    CONFIRMED = "bevestigd", "Bevestigd door meer bronnen"
    ONE_SOURCE = "een-bron", "Eén bron"
    INFERRED = "afgeleid", "Door ons afgeleid"


class Fact(Announced, ClusterableModel):
    """What every fact has: its sources, and how certain it is."""

    sources = ParentalManyToManyField(FactSource, verbose_name="bronnen", related_name="+")
    certainty = models.CharField("zekerheid", max_length=10, choices=Certainty.choices)
    edited = models.BooleanField("hier gewijzigd", default=False, editable=False)
    """Changed by an editor of this site: `load_facts` leaves it as it is."""
    changed_at = models.DateTimeField("gewijzigd op", default=timezone.now, editable=False)

    source_panels = [FieldPanel("sources", widget=CheckboxSelectMultiple), FieldPanel("certainty")]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the moment: who follows a feed learns of what was added or corrected, however old it is."""
        self.changed_at = timezone.now()
        super().save(*args, **kwargs)


class Milestone(Fact):
    """A *mijlpaal*: one thing that happened on the way to the onderwijsregio's."""

    public_kind = "mijlpaal"

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

    code = models.CharField("code", max_length=60, unique=True, validators=[CODE], help_text=CODE_HELP)
    date = models.DateField(
        "datum", validators=[sensible_day], help_text="Weet u alleen maand of jaar? Vul dan de eerste dag daarvan in."
    )
    precision = models.CharField("nauwkeurig", max_length=6, choices=Precision.choices, default=Precision.DAY)
    kind = models.CharField("soort", max_length=12, choices=Kind.choices)
    title = models.CharField("titel", max_length=120)
    explanation = models.TextField("toelichting", max_length=600, blank=True)

    panels = [
        FieldPanel("code"),
        FieldPanel("date"),
        FieldPanel("precision"),
        FieldPanel("kind"),
        FieldPanel("title"),
        FieldPanel("explanation"),
        *Fact.source_panels,
    ]

    class Meta:
        ordering = ["date", "code"]
        verbose_name = "mijlpaal"
        verbose_name_plural = "mijlpalen"

    def __str__(self) -> str:
        return self.title


class FundingScheme(Fact):
    """A *regeling*: money that somebody can get, when, under which conditions. What no source says is empty."""

    public_kind = "regeling"

    class Route(models.TextChoices):
        APPLICATION = "aanvraag", "Na een aanvraag"
        AUTOMATIC = AUTOMATIC, "Vanzelf, zonder aanvraag"
        CLOSED = CLOSED_TO_ALL, "Regio's en besturen kunnen niet aanvragen"

    code = models.CharField("code", max_length=60, unique=True, validators=[SLUG], help_text=CODE_HELP)
    name = models.CharField("naam", max_length=200)
    gazette = models.CharField("Staatscourant of nummer", max_length=120, blank=True)
    goal = models.TextField("waarvoor", max_length=400)
    applicants = ParentalManyToManyField(Applicant, verbose_name="voor wie", related_name="+", blank=True)
    sectors = ParentalManyToManyField(Sector, verbose_name="sectoren", related_name="+", blank=True)
    route = models.CharField("hoe u het krijgt", max_length=10, choices=Route.choices, default=Route.APPLICATION)
    apply_from = models.DateField("aanvragen vanaf", validators=[sensible_day], null=True, blank=True)
    apply_from_time = models.TimeField("tijd", null=True, blank=True)
    apply_until = models.DateField("aanvragen tot en met", validators=[sensible_day], null=True, blank=True)
    apply_until_time = models.TimeField("tijd", null=True, blank=True, help_text="Leeg: tot het einde van de dag.")
    more_rounds = models.BooleanField(
        "meer rondes", default=False, help_text="Er waren of komen ook andere rondes; die kennen wij niet."
    )
    valid_from = models.DateField("loopt van", validators=[sensible_day], null=True, blank=True)
    known_until = models.DateField(
        "zeker tot en met",
        validators=[sensible_day],
        null=True,
        blank=True,
        help_text="Is het einde niet bekend: de laatste dag waarvan een bron zegt dat de regeling loopt.",
    )
    valid_until = models.DateField("loopt tot en met", validators=[sensible_day], null=True, blank=True)
    ceiling = models.PositiveBigIntegerField("laatst bekende plafond", null=True, blank=True, help_text="In euro's.")
    amounts = models.TextField("bedragen", max_length=600, blank=True)
    cofinancing = models.TextField("eigen bijdrage", max_length=400, blank=True)
    accountability = models.TextField("verantwoorden", max_length=400, blank=True)
    successor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="predecessors", verbose_name="wat erna kwam"
    )

    panels = [
        FieldPanel("code"),
        FieldPanel("name"),
        FieldPanel("gazette"),
        FieldPanel("goal"),
        FieldPanel("applicants", widget=CheckboxSelectMultiple),
        FieldPanel("sectors", widget=CheckboxSelectMultiple),
        FieldPanel("route"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("apply_from"), FieldPanel("apply_from_time")]),
                FieldRowPanel([FieldPanel("apply_until"), FieldPanel("apply_until_time")]),
                FieldPanel("more_rounds"),
            ],
            "Aanvragen",
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until"), FieldPanel("known_until")])],
            "Looptijd",
        ),
        FieldPanel("ceiling"),
        FieldPanel("amounts"),
        FieldPanel("cofinancing"),
        FieldPanel("accountability"),
        FieldPanel("successor"),
        *Fact.source_panels,
    ]

    class Meta:
        ordering = ["-valid_from", "code"]
        verbose_name = "regeling"
        verbose_name_plural = "regelingen"

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse moments in the wrong order, a time without its day, and a circle of schemes that follow each other."""
        super().clean()
        faults: dict[str, str] = {}
        window = Window(self.apply_from, self.apply_from_time, self.apply_until, self.apply_until_time)
        if window.is_backward:
            faults["apply_until"] = "Dit moment ligt voor het eerste moment. Kies een later moment."
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            faults["valid_until"] = "Deze dag ligt voor de eerste dag. Kies een latere dag."
        for day in ("apply_from", "apply_until"):
            if getattr(self, f"{day}_time") and not getattr(self, day):
                faults[day] = "U vulde een tijd in. Vul ook de dag in."
        if self.pk and self.pk in {after.pk for after in self.followers()}:
            faults["successor"] = "Zo komt deze regeling na zichzelf. Kies een andere."
        if faults:
            raise ValidationError(faults)

    def followers(self) -> Iterator["FundingScheme"]:
        """What came after it, and after that, each once."""
        seen: set[int] = set()
        after = self.successor
        while after is not None and after.pk not in seen:
            seen.add(after.pk)
            yield after
            after = after.successor

    @property
    def path(self) -> str:
        """The permanent address, without host."""
        return reverse("scheme", args=[self.code])

    def for_rules(self) -> Scheme:
        """What the rules need; two queries, where applicants and sectors were not fetched along."""
        return Scheme(
            code=self.code,
            name=self.name,
            applicants=[applicant.pk for applicant in self.applicants.all()],
            sectors=[sector.pk for sector in self.sectors.all()],
            route=self.route,
            window=Window(
                self.apply_from, self.apply_from_time, self.apply_until, self.apply_until_time, self.more_rounds
            ),
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            known_until=self.known_until,
            successor=self.successor.code if self.successor else "",
        )


class SchemeCondition(Fact):
    """One *voorwaarde* of a scheme; some have a threshold in numbers."""

    class Kind(models.TextChoices):
        PARTIES = "deelnemers", "Wie er meedoen"
        AREA = "grens", "Het gebied"
        SIZE = "omvang", "Omvang en bedragen"
        PLAN = "plan", "Het plan"
        COOPERATION = "samenwerking", "De samenwerking"
        TRANSITION = "overgang", "De overgang"
        ACCOUNT = "verantwoording", "Uitvoeren en verantwoorden"

    scheme = models.ForeignKey(FundingScheme, models.CASCADE, related_name="conditions", verbose_name="regeling")
    number = models.PositiveSmallIntegerField(
        "nummer", validators=[MaxValueValidator(200)], help_text="De plaats in de lijst van de regeling."
    )
    text = models.CharField("voorwaarde", max_length=300)
    kind = models.CharField("gaat over", max_length=15, choices=Kind.choices)
    threshold = models.DecimalField(
        "drempel", max_digits=14, decimal_places=4, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    unit = models.CharField("eenheid", max_length=60, blank=True, help_text="Bijvoorbeeld: leerlingen.")
    sector = models.ForeignKey(
        Sector, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="alleen voor"
    )

    panels = [
        FieldPanel("scheme"),
        FieldPanel("number"),
        FieldPanel("text"),
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("threshold"), FieldPanel("unit"), FieldPanel("sector")]),
        *Fact.source_panels,
    ]

    class Meta:
        ordering = ["scheme", "number"]
        verbose_name = "voorwaarde"
        verbose_name_plural = "voorwaarden"
        constraints = [models.UniqueConstraint(fields=["scheme", "number"], name="condition_number_once")]

    public_kind = "regeling"

    def __str__(self) -> str:
        return self.text

    @property
    def public_key(self) -> str:
        """That of its scheme: a condition is read with it."""
        return str(self.scheme_id)
