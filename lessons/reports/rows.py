"""The repeated parts of a case report: child rows that live and are kept with it."""

import uuid

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from lessons.evidence.models import Indicator
from lessons.media.models import PlatformDocument
from lessons.regions.models import PartnerKind
from lessons.reports.choices import (
    ConditionWeight,
    CoreRole,
    Licence,
    MaterialKind,
    Party,
    Position,
    Verdict,
)

REPORT = "lessons.CaseReport"


class Activity(Orderable):
    """One thing that was done, in order."""

    report = ParentalKey(REPORT, on_delete=models.CASCADE, related_name="activities")
    what = models.CharField("wat", max_length=200)
    who = models.CharField("wie", max_length=200, blank=True)
    duration = models.CharField("doorlooptijd", max_length=80, blank=True, help_text="Bijvoorbeeld: drie maanden.")


class CoreElement(Orderable):
    """What another region may not leave out, or may do in its own way."""

    report = ParentalKey(REPORT, on_delete=models.CASCADE, related_name="core_elements")
    text = models.CharField("onderdeel", max_length=300)
    role = models.CharField(
        "mag een ander dit weglaten?", max_length=12, choices=CoreRole.choices, default=CoreRole.CORE
    )


class Partner(Orderable):
    """Who took part, what they did, whether they decided, and how much time it took (hours a year, or fte)."""

    report = ParentalKey(REPORT, on_delete=models.CASCADE, related_name="partners")
    name = models.CharField("naam", max_length=150)
    kind = models.CharField("soort partner", max_length=20, choices=PartnerKind.choices)
    role = models.CharField("wat deed deze partner?", max_length=250, blank=True)
    decides = models.BooleanField("beslist mee", default=False)
    hours = models.PositiveIntegerField("uren per jaar", null=True, blank=True)
    fte = models.DecimalField("fte", max_digits=5, decimal_places=2, null=True, blank=True)


class Measurement(Orderable):
    """One indicator, counted at the start and the end, if possible in a comparison group too."""

    report = ParentalKey(REPORT, on_delete=models.CASCADE, related_name="measurements")
    indicator = models.ForeignKey(Indicator, models.SET_NULL, null=True, verbose_name="indicator", related_name="+")
    not_measured = models.BooleanField("niet gemeten", default=False)
    start_value = models.DecimalField("waarde bij het begin", max_digits=12, decimal_places=2, null=True, blank=True)
    start_count = models.PositiveIntegerField("aantal bij het begin", null=True, blank=True)
    start_denominator = models.PositiveIntegerField("van hoeveel, bij het begin", null=True, blank=True)
    start_date = models.DateField("datum van de eerste telling", null=True, blank=True)
    end_value = models.DecimalField("waarde bij het einde", max_digits=12, decimal_places=2, null=True, blank=True)
    end_count = models.PositiveIntegerField("aantal bij het einde", null=True, blank=True)
    end_denominator = models.PositiveIntegerField("van hoeveel, bij het einde", null=True, blank=True)
    end_date = models.DateField("datum van de laatste telling", null=True, blank=True)
    comparison_group = models.CharField(
        "vergeleken met", max_length=200, blank=True, help_text="Leeg als er geen vergelijking is."
    )
    comparison_start_value = models.DecimalField(
        "waarde van die groep, begin", max_digits=12, decimal_places=2, null=True, blank=True
    )
    comparison_start_count = models.PositiveIntegerField("aantal in die groep, begin", null=True, blank=True)
    comparison_start_denominator = models.PositiveIntegerField("van hoeveel in die groep, begin", null=True, blank=True)
    comparison_start_date = models.DateField("datum van die groep, begin", null=True, blank=True)
    comparison_end_value = models.DecimalField(
        "waarde van die groep, einde", max_digits=12, decimal_places=2, null=True, blank=True
    )
    comparison_end_count = models.PositiveIntegerField("aantal in die groep, einde", null=True, blank=True)
    comparison_end_denominator = models.PositiveIntegerField("van hoeveel in die groep, einde", null=True, blank=True)
    comparison_end_date = models.DateField("datum van die groep, einde", null=True, blank=True)
    source = models.CharField("bron van het cijfer", max_length=250, blank=True)
    how = models.CharField("hoe is geteld?", max_length=400, blank=True)
    limits = models.CharField("wat zegt dit cijfer niet?", max_length=400, blank=True)


class Lesson(Orderable):
    """What the region learned: one statement with its verdict.

    The key is a UUID that never changes: it is what is found, cited and put into a plan.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = ParentalKey(REPORT, on_delete=models.CASCADE, related_name="lessons")
    statement = models.CharField("les in één zin", max_length=250)
    explanation = models.TextField("uitleg", blank=True)
    verdict = models.CharField("oordeel", max_length=20, choices=Verdict.choices)
    for_whom = models.CharField("voor wie", max_length=200, blank=True)


class TransferCondition(Orderable):
    """What must be there (hard), or helps (soft), where another region takes this over."""

    report = ParentalKey(REPORT, on_delete=models.CASCADE, related_name="conditions")
    text = models.CharField("voorwaarde", max_length=300)
    weight = models.CharField("hoe zwaar weegt dit?", max_length=5, choices=ConditionWeight.choices)


class Material(Orderable):
    """Something to take over: a file or a link."""

    report = ParentalKey(REPORT, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField("titel", max_length=200)
    kind = models.CharField("soort", max_length=15, choices=MaterialKind.choices)
    licence = models.CharField("wat mag een ander ermee?", max_length=10, choices=Licence.choices)
    url = models.URLField("link", blank=True)
    file = models.ForeignKey(
        PlatformDocument, models.SET_NULL, null=True, blank=True, verbose_name="bestand", related_name="+"
    )


class Source(Orderable):
    """Where a statement in the report comes from."""

    report = ParentalKey(REPORT, on_delete=models.CASCADE, related_name="sources")
    title = models.CharField("titel", max_length=250)
    publisher = models.CharField("uitgever of auteur", max_length=150, blank=True)
    year = models.PositiveSmallIntegerField("jaar", null=True, blank=True)
    url = models.URLField("link", blank=True)


class CostLine(Orderable):
    """One line of the costs, in whole euros."""

    report = ParentalKey(REPORT, on_delete=models.CASCADE, related_name="cost_lines")
    what = models.CharField("waarvoor", max_length=200)
    # Empty in drafts alone: submitting asks for it.
    amount = models.DecimalField("bedrag in euro's", max_digits=11, decimal_places=2, null=True)


class Voice(Orderable):
    """What a partner or the profession says of this report. Silence after ten working days does not block."""

    report = ParentalKey(REPORT, on_delete=models.CASCADE, related_name="voices")
    party = models.CharField("wie", max_length=15, choices=Party.choices)
    name = models.CharField("functie of organisatie", max_length=150, help_text="Geen naam van een persoon.")
    position = models.CharField("standpunt", max_length=15, choices=Position.choices)
    asked_on = models.DateField("gevraagd op", null=True, blank=True)
    answered_on = models.DateField("antwoord op", null=True, blank=True)
    statement = models.TextField("in eigen woorden", blank=True)
    may_show = models.BooleanField(
        "mag op de website", default=False, help_text="Alleen met toestemming van wie dit zegt."
    )
