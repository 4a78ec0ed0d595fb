"""Every public change of a kind that can be found leaves a row in the outbox, in the transaction of the change."""

from typing import Any

from django.dispatch import receiver

from lessons.signals import public_changed
from search.index.kinds import KINDS
from search.index.outbox import enqueue


@receiver(public_changed)
def note_change(kind: str, key: str, generation: int, **kwargs: Any) -> None:
    """Write the rows of everything whose document a change of ``kind``/``key`` changes."""
    if kind in KINDS:
        enqueue({(kind, key), *KINDS[kind].followers(key)}, generation)
