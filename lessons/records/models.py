"""What is public. A record has a permanent number; its editions are unchangeable.

Records stand outside Wagtail's revisions, so that no revert, copy or publication can lose or carry them.
"""

from typing import ClassVar

from django.db import models
from django.urls import reverse

from lessons.records.changes import Generation

__all__ = [
    "Approval",
    "Contribution",
    "Counter",
    "Edition",
    "EditionFile",
    "Erasure",
    "Generation",
    "PublicRecord",
    "PublishedLesson",
]


class Counter(models.Model):
    """The last number given to a kind of record. Its row is locked by the update that takes the next one."""

    kind = models.CharField(max_length=20, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "teller"
        verbose_name_plural = "tellers"

    def __str__(self) -> str:
        return f"{self.kind} {self.last}"


class PublicRecord(models.Model):
    """A published thing with a permanent address: its state, and which edition stands."""

    class Kind(models.TextChoices):
        REPORT = "casusrapport", "Casusrapport"

    class State(models.TextChoices):
        OPEN = "open", "Openbaar"
        WITHDRAWN = "ingetrokken", "Ingetrokken"

    kind = models.CharField("soort", max_length=20, choices=Kind.choices)
    number = models.PositiveIntegerField("nummer")
    page = models.OneToOneField("wagtailcore.Page", models.SET_NULL, null=True, related_name="record")
    region = models.ForeignKey(
        "lessons.Region", models.SET_NULL, null=True, related_name="records", verbose_name="regio"
    )
    state = models.CharField("toestand", max_length=12, choices=State.choices, default=State.OPEN)
    withdrawn_at = models.DateTimeField("ingetrokken op", null=True)
    withdrawn_why = models.CharField("reden", max_length=300, blank=True)
    lowered_to = models.PositiveSmallIntegerField("verlaagd naar trede", null=True)
    lowered_why = models.CharField("reden van verlagen", max_length=300, blank=True)
    confirmed_on = models.DateField("nog actueel, bevestigd op", null=True)
    # [{"passage": str, "why": str, "at": ISO date, "by": id of a user or null}]: what is masked in every edition.
    redactions = models.JSONField("weggelaten passages", default=list)
    current_edition = models.ForeignKey("lessons.Edition", models.DO_NOTHING, null=True, related_name="+")
    first_published_at = models.DateTimeField("eerst gepubliceerd op")

    class Meta:
        verbose_name = "openbaar stuk"
        verbose_name_plural = "openbare stukken"
        ordering: ClassVar[list[str]] = ["kind", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "number"], name="record_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"

    @property
    def key(self) -> str:
        """The key that changes and the index know this record by."""
        return str(self.number)

    @property
    def is_open(self) -> bool:
        """Whether the public can read it."""
        return self.state == self.State.OPEN

    @property
    def path(self) -> str:
        """The permanent address, without host."""
        return reverse("case-report", args=[self.number])


class Edition(models.Model):
    """One unchangeable published version of a record: a document, and what is known of its making."""

    record = models.ForeignKey(PublicRecord, models.DO_NOTHING, related_name="editions")
    number = models.PositiveIntegerField("uitgave")
    schema = models.PositiveSmallIntegerField()
    # Read by `opened` alone, which applies redactions.
    document = models.TextField()
    sha256 = models.CharField(max_length=64)
    change_note = models.CharField("wat is er veranderd", max_length=300, blank=True)
    published_at = models.DateTimeField("gepubliceerd op")
    own_step = models.PositiveSmallIntegerField("eigen bewijstrede")
    # Revisions are purged and overwritten; a plain number and a moment say which words these were.
    revision_id = models.BigIntegerField()
    revision_written_at = models.DateTimeField()
    approved_by = models.CharField("goedgekeurd door", max_length=200)

    class Meta:
        verbose_name = "uitgave"
        verbose_name_plural = "uitgaven"
        ordering: ClassVar[list[str]] = ["record", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["record", "number"], name="edition_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.record}, uitgave {self.number}"


class EditionFile(models.Model):
    """A file that an edition names. It may be fetched while an open edition names it."""

    edition = models.ForeignKey(Edition, models.DO_NOTHING, related_name="files")
    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=255)

    class Meta:
        verbose_name = "bestand bij uitgave"
        verbose_name_plural = "bestanden bij uitgaven"

    def __str__(self) -> str:
        return self.name


class PublishedLesson(models.Model):
    """The permanent address of a lesson: which record it stands in, and the last edition that holds it."""

    id = models.UUIDField(primary_key=True)
    record = models.ForeignKey(PublicRecord, models.DO_NOTHING, related_name="published_lessons")
    last_edition = models.PositiveIntegerField()

    class Meta:
        verbose_name = "gepubliceerde les"
        verbose_name_plural = "gepubliceerde lessen"

    def __str__(self) -> str:
        return str(self.id)


class Erasure(models.Model):
    """The permit and the audit record of one erased edition: who, why, when. Written before the erase."""

    edition = models.ForeignKey(Edition, models.DO_NOTHING, related_name="erasures")
    who = models.CharField(max_length=200)
    why = models.TextField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = "gewiste uitgave"
        verbose_name_plural = "gewiste uitgaven"

    def __str__(self) -> str:
        return f"{self.edition}: {self.why}"


class Approval(models.Model):
    """That someone read these words (a document's hash) and agreed. ``final``: at the last stage of the review."""

    page_id = models.BigIntegerField(db_index=True)
    sha256 = models.CharField(max_length=64)
    final = models.BooleanField()
    approver_id = models.BigIntegerField()
    approver_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "goedkeuring"
        verbose_name_plural = "goedkeuringen"

    def __str__(self) -> str:
        return f"{self.approver_name}, {self.at:%Y-%m-%d}"


class Contribution(models.Model):
    """That someone wrote on a page at a moment. Kept apart from revisions, which are purged and lose their user."""

    page_id = models.BigIntegerField(db_index=True)
    user_id = models.BigIntegerField(null=True)
    user_name = models.CharField(max_length=200, blank=True)
    revision_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = "bijdrage"
        verbose_name_plural = "bijdragen"

    def __str__(self) -> str:
        return f"{self.user_name}, {self.at:%Y-%m-%d}"
