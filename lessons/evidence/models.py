"""The indicator library: what may be measured, defined once, so that regions count the same thing."""

from django.db import models
from wagtail.admin.panels import FieldPanel

from lessons.vocabulary.models import Term


class Indicator(Term):
    """A definition: what is counted, among whom, in which unit, and from how many on a figure says something."""

    class Unit(models.TextChoices):
        NUMBER = "aantal", "aantal"
        PERCENT = "percent", "procent"
        WEEKS = "weken", "weken"
        DAYS = "dagen", "dagen"
        HOURS = "uren", "uren"
        EURO = "euro", "euro"
        MARK = "cijfer", "cijfer van 1 tot 10"

    definition = models.TextField("definitie")
    unit = models.CharField("eenheid", max_length=10, choices=Unit.choices)
    numerator = models.CharField("teller", max_length=250, blank=True)
    denominator = models.CharField("noemer", max_length=250, blank=True)
    minimum_n = models.PositiveIntegerField(
        "kleinste aantal", default=10, help_text="Onder dit aantal zegt het cijfer te weinig."
    )

    panels = [
        *Term.panels,
        FieldPanel("definition"),
        FieldPanel("unit"),
        FieldPanel("numerator"),
        FieldPanel("denominator"),
        FieldPanel("minimum_n"),
    ]

    class Meta(Term.Meta):
        verbose_name = "indicator"
        verbose_name_plural = "indicatoren"
