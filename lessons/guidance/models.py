"""Guidance of the RE with its rules, and what changed in them when."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.forms import CheckboxSelectMultiple
from django.urls import reverse
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from lessons.days import sensible_day
from lessons.guidance.rules import Verdict as VerdictCode
from lessons.records import clock
from lessons.records.announced import Announced
from lessons.vocabulary.models import SLUG, ActionKind, Audience

FEED = "atom"
"""The feed stands beside the guidance: no guidance may have its address."""


class Guidance(Announced):
    """A *handreiking*: one subject on which the RE says what can be done now."""

    public_kind = "handreiking"

    code = models.CharField(
        "code", max_length=60, unique=True, validators=[SLUG], help_text="Blijft altijd gelijk; staat in het adres."
    )
    title = models.CharField("titel", max_length=120)
    summary = models.CharField("in het kort", max_length=400)
    questions = models.TextField(
        "vragen", max_length=2000, blank=True, help_text="Zoals regio's het vragen, elke vraag op een eigen regel."
    )
    body = models.TextField("uitleg", max_length=20_000, blank=True, help_text="Markdown, zoals in een rapport.")
    written_on = models.DateField("geschreven op", validators=[sensible_day])

    panels = [
        FieldPanel("code"),
        FieldPanel("title"),
        FieldPanel("summary"),
        FieldPanel("questions"),
        FieldPanel("body"),
        FieldPanel("written_on"),
    ]

    class Meta:
        ordering = ["title"]
        verbose_name = "handreiking"
        verbose_name_plural = "handreikingen"

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """The permanent address, without host."""
        return reverse("guidance", args=[self.code])

    def clean(self) -> None:
        """Refuse the address of the feed."""
        super().clean()
        if self.code == FEED:
            raise ValidationError({"code": "Dit adres is van de feed. Kies een andere code."})

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete guidance in which no rule ever stood.

        Raises:
            ValidationError: its rules have a history, which goes with it.
        """
        if self.changes.exists():
            raise ValidationError(
                "In deze handreiking staan of stonden regels, en hun geschiedenis blijft leesbaar. "
                "Verwijder de regels die niet meer gelden; de handreiking zelf blijft."
            )
        return super().delete(*args, **kwargs)

    @property
    def asked(self) -> list[str]:
        """The questions, one by one."""
        return [line.strip() for line in self.questions.splitlines() if line.strip()]


class GuidanceRule(Announced, ClusterableModel):
    """A *regel*: whether a kind of region can take a step, from when until when, and why."""

    public_kind = "handreiking"

    class Verdict(models.TextChoices):
        NOT_YET = VerdictCode.NOT_YET.value, "Kan nog niet"
        CONDITIONAL = VerdictCode.CONDITIONAL.value, "Kan onder voorwaarde"
        NOW = VerdictCode.NOW.value, "Kan nu"

    guidance = models.ForeignKey(Guidance, models.CASCADE, related_name="rules", verbose_name="handreiking")
    action_kind = models.ForeignKey(ActionKind, models.CASCADE, related_name="+", verbose_name="stapsoort")
    audiences = ParentalManyToManyField(Audience, verbose_name="voor wie", related_name="+")
    verdict = models.CharField("oordeel", max_length=20, choices=Verdict.choices)
    valid_from = models.DateField("geldt vanaf", validators=[sensible_day], null=True, blank=True)
    valid_until = models.DateField(
        "geldt tot en met",
        validators=[sensible_day],
        null=True,
        blank=True,
        help_text="Leeg: tot nader bericht.",
    )
    why = models.TextField("waarom", max_length=600)
    condition = models.TextField("voorwaarde", max_length=600, blank=True)
    source_title = models.CharField("bron", max_length=200, help_text="Waar staat dit? Bijvoorbeeld: brief van 3 mei.")
    source_url = models.URLField("adres van de bron", max_length=400, blank=True)
    change_note = models.CharField(
        "wat is er veranderd", max_length=300, blank=True, help_text="Bij een wijziging: lezers zien deze zin."
    )

    panels = [
        FieldPanel("guidance"),
        FieldPanel("action_kind"),
        FieldPanel("audiences", widget=CheckboxSelectMultiple),
        FieldPanel("verdict"),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
        FieldPanel("why"),
        FieldPanel("condition"),
        FieldPanel("source_title"),
        FieldPanel("source_url"),
        FieldPanel("change_note"),
    ]

    class Meta:
        ordering = ["action_kind", "pk"]
        verbose_name = "regel"
        verbose_name_plural = "regels"

    def __str__(self) -> str:
        return f"{self.action_kind}: {self.get_verdict_display().lower()}"

    @property
    def public_key(self) -> str:
        """That of its guidance: a rule is read with it."""
        return str(self.guidance_id)

    def clean(self) -> None:
        """Refuse days in the wrong order, and a condition that is missing."""
        super().clean()
        faults: dict[str, str] = {}
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            faults["valid_until"] = "Deze dag ligt voor de eerste dag. Kies een latere dag."
        if self.verdict == self.Verdict.CONDITIONAL and not self.condition.strip():
            faults["condition"] = "U koos ‘kan onder voorwaarde’. Schrijf op welke voorwaarde."
        if self.verdict == self.Verdict.NOW and self.condition.strip():
            faults["condition"] = "U koos ‘kan nu’. Haal de voorwaarde weg, of kies ‘kan onder voorwaarde’."
        if faults:
            raise ValidationError(faults)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; what readers see differently becomes a line of the history, in the same transaction."""
        with transaction.atomic():
            before = GuidanceRule.objects.filter(pk=self.pk).first() if self.pk else None
            was = before.as_read() if before else None
            super().save(*args, **kwargs)
            now = self.as_read()
            if was != now:
                kind = GuidanceChange.Kind.CHANGED if was else GuidanceChange.Kind.NEW
                self._note(kind, self.change_note if was else "", was, now)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete; that it is gone becomes a line of the history."""
        with transaction.atomic():
            self._note(GuidanceChange.Kind.GONE, "", self.as_read(), None)
            return super().delete(*args, **kwargs)

    def _note(self, kind: str, note: str, was: dict[str, Any] | None, now: dict[str, Any] | None) -> None:
        GuidanceChange.objects.create(
            guidance=self.guidance, rule_key=self.pk, what=str(self), kind=kind, note=note, was=was, now=now
        )

    def as_read(self) -> dict[str, Any]:
        """All that readers see of it, as JSON: dates in ISO form, codes for terms."""
        names = ("verdict", "why", "condition", "source_title", "source_url")
        days = {"valid_from": self.valid_from, "valid_until": self.valid_until}
        audiences = sorted(audience.pk for audience in self.audiences.all())
        return {
            "guidance": self.guidance_id,
            "action_kind": self.action_kind_id,
            "audiences": audiences,
            **{name: getattr(self, name) for name in names},
            **{name: day.isoformat() if day else "" for name, day in days.items()},
        }


class GuidanceChange(models.Model):
    """One line of the history: a rule that is new, changed or gone. Never changed, and kept when the rule is gone."""

    class Kind(models.TextChoices):
        NEW = "nieuw", "Nieuwe regel"
        CHANGED = "gewijzigd", "Gewijzigde regel"
        GONE = "vervallen", "Vervallen regel"

    guidance = models.ForeignKey(Guidance, models.CASCADE, related_name="changes", verbose_name="handreiking")
    rule_key = models.BigIntegerField("regel")
    what = models.CharField("wat", max_length=200)
    kind = models.CharField("soort", max_length=10, choices=Kind.choices)
    note = models.CharField("toelichting", max_length=300, blank=True)
    was = models.JSONField("hoe het was", null=True)
    now = models.JSONField("hoe het werd", null=True)
    at = models.DateTimeField("wanneer", default=clock.now)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = "wijziging van een regel"
        verbose_name_plural = "wijzigingen van regels"

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.what}"
