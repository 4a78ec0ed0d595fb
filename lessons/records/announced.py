"""A model whose every change is public at once."""

from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from lessons.records.changes import announce


class Announced(models.Model):
    """Saving and deleting tell everybody that shows it, in the transaction of the change."""

    public_kind: ClassVar[str]
    """The kind that a change is announced as (``lessons.signals.public_changed``)."""

    class Meta:
        abstract = True

    @property
    def public_key(self) -> str:
        """The key that a change is announced by."""
        return str(self.pk)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and tell."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            announce(self.public_kind, self.public_key)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete; a refusal leaves the caller's transaction usable."""
        with transaction.atomic():
            return super().delete(*args, **kwargs)


@receiver(pre_delete)
def tell_of_deletion(instance: models.Model, **kwargs: Any) -> None:
    """Tell, whatever deletes it: a queryset does not call the model's own ``delete()``."""
    if isinstance(instance, Announced):
        announce(instance.public_kind, instance.public_key)
