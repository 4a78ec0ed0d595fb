"""One door for every public change: it raises the content generation and tells the listeners, in the transaction."""

from django.db import models, transaction
from django.db.models import F

from lessons.signals import public_changed

CONTENT = "content"


class Generation(models.Model):
    """A counter that pages and caches are valid for: ``content`` (what is public), ``index`` (what can be found)."""

    name = models.CharField(max_length=20, primary_key=True)
    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = "generatie"
        verbose_name_plural = "generaties"

    def __str__(self) -> str:
        return f"{self.name} {self.number}"


def raise_generation(name: str) -> int:
    """Raise the counter ``name`` by one and answer its new number.

    The update locks the row until the transaction ends, so numbers are handed out in the order of commits.
    """
    if not Generation.objects.filter(name=name).update(number=F("number") + 1):
        Generation.objects.get_or_create(name=name)
        Generation.objects.filter(name=name).update(number=F("number") + 1)
    return Generation.objects.values_list("number", flat=True).get(name=name)


def generation(name: str) -> int:
    """The counter's present number; 0 where nothing happened yet."""
    return Generation.objects.filter(name=name).values_list("number", flat=True).first() or 0


def content_generation() -> int:
    """The number of public changes so far."""
    return generation(CONTENT)


@transaction.atomic
def announce(kind: str, key: str) -> int:
    """Tell everybody that the public thing ``kind``/``key`` changed; answers the new content generation."""
    number = raise_generation(CONTENT)
    public_changed.send(sender=None, kind=kind, key=key, generation=number)
    return number
