"""What must still be brought to the index, and who may do it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class OutboxQuerySet(models.QuerySet["Outbox"]):
    """Rows by what is still to be done with them."""

    def pending(self) -> "OutboxQuerySet":
        """Changed since they were brought to the index, and not given up."""
        return self.filter(changed_in__gt=F("done_in"), dead=False)

    def dead_letters(self) -> "OutboxQuerySet":
        """Given up after too many attempts; a new change or the operator tries again."""
        return self.filter(dead=True)

    def at_rest(self) -> "OutboxQuerySet":
        """Without those that another transaction is changing at this moment: they are not waited for.

        For an update inside a transaction. Who holds one row and waits for another would end in a deadlock with a
        publication that does the same; and what it changes is pending again when it commits.
        """
        return self.model._default_manager.filter(pk__in=self.select_for_update(skip_locked=True).values("pk"))


class Outbox(models.Model):
    """One public thing and its latest change. There is one row for each (kind, key), and it is never deleted.

    A row is pending while ``changed_in`` is above ``done_in``. Because rows stay, whoever knows the generation that an
    index began with finds everything that changed since, whether it was brought to another index or not.
    """

    kind = models.CharField("soort", max_length=20)
    key = models.CharField("sleutel", max_length=60)
    changed_in = models.PositiveBigIntegerField("gewijzigd in", help_text="Inhoudsgeneratie van de laatste wijziging.")
    changed_at = models.DateTimeField("gewijzigd op")
    done_in = models.PositiveBigIntegerField("verwerkt tot", default=0)
    attempts = models.PositiveSmallIntegerField("pogingen", default=0)
    not_before = models.DateTimeField("niet eerder dan", null=True)
    last_error = models.TextField("laatste fout", blank=True)
    dead = models.BooleanField("opgegeven", default=False)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = "wijziging voor de index"
        verbose_name_plural = "wijzigingen voor de index"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "key"], name="outbox_key_once")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["changed_in"], condition=Q(changed_in__gt=F("done_in"), dead=False), name="outbox_pending"
            ),
            models.Index(fields=["changed_in"], name="outbox_changed_in"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class Lease(models.Model):
    """A right that one process holds for a while: to be the worker, or to write the index."""

    name = models.CharField("naam", max_length=20, primary_key=True)
    holder = models.CharField("houder", max_length=200, blank=True)
    until = models.DateTimeField("tot")

    class Meta:
        verbose_name = "toewijzing"
        verbose_name_plural = "toewijzingen"

    def __str__(self) -> str:
        return f"{self.name}: {self.holder}"


class Installation(models.Model):
    """What this database is called among others that use the same cluster, by chance; and what it was last built as."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField("naam", max_length=20)
    built = models.CharField("laatst gebouwde index", max_length=100, blank=True)

    class Meta:
        verbose_name = "installatie"
        verbose_name_plural = "installaties"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(id=1), name="installation_once")
        ]

    def __str__(self) -> str:
        return self.name
