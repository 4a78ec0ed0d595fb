"""The outbox: written in the transaction of a change, emptied by the worker."""

import random
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from lessons.records.changes import CONTENT, raise_generation
from search.engines.base import DocumentsRejected
from search.index.models import Outbox, OutboxQuerySet
from search.index.wake import wake

BATCH: Final = 100
MAX_ATTEMPTS: Final = 8
"""Of one key; the waits between them add up to some five minutes."""
LONGEST_PAUSE: Final = 300.0  # seconds

Keys = Collection[tuple[str, str]]
"""Pairs of kind and key."""


def enqueue(keys: Keys, generation: int) -> None:
    """Note, in the caller's transaction, that these changed in ``generation``, and wake the worker at its commit.

    What failed before is tried afresh: the change may have mended it.
    """
    now = timezone.now()
    rows = [Outbox(kind=kind, key=key, changed_in=generation, changed_at=now) for kind, key in sorted(set(keys))]
    Outbox.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "key"],
        update_fields=["changed_in", "changed_at", "attempts", "not_before", "last_error", "dead"],
        batch_size=200,
    )
    wake()


def requeue(keys: Keys) -> None:
    """Let these be brought to the index again although they did not change."""
    if not keys:
        return  # without a transaction: on SQLite it would wait for whoever is writing
    with transaction.atomic():
        enqueue(keys, raise_generation(CONTENT))


def bring_again(rows: Collection[Outbox]) -> None:
    """Of these, as they were read before they were written: what another process brought in a newer state meanwhile.

    It could, because this process was stopped and lost its right. What was written now may have replaced that state.
    """
    highest = max((row.changed_in for row in rows), default=0)
    overtaken = Outbox.objects.filter(pk__in=[row.pk for row in rows], done_in__gt=highest)
    requeue(list(overtaken.values_list("kind", "key")))


def due(now: datetime, limit: int = BATCH) -> list[Outbox]:
    """The pending rows whose time has come, the oldest change first."""
    ready = Outbox.objects.pending().filter(Q(not_before=None) | Q(not_before__lte=now))
    return list(ready.order_by("changed_in")[:limit])


def next_retry() -> datetime | None:
    """When the first pending row that waits may be tried again."""
    waiting = Outbox.objects.pending().filter(not_before__isnull=False).order_by("not_before")
    return waiting.values_list("not_before", flat=True).first()


def settle(rows: Collection[Outbox]) -> int:
    """These were brought to the index as they were when read, together; how many that settled.

    What changed since then stays pending, and so does what a transaction is changing at this moment. If it is rolled
    back, the row is brought to the index once more with the worker's next look round.

    Generations are given out in the order of commits, so a later change has a higher number than all of these.
    """
    highest = max((row.changed_in for row in rows), default=0)
    return settle_up_to(highest, Outbox.objects.filter(pk__in=[row.pk for row in rows]))


@transaction.atomic
def settle_up_to(generation: int, rows: OutboxQuerySet) -> int:
    """Of these rows, those whose latest change is not after ``generation`` are in the index; how many these are."""
    return (
        rows.filter(changed_in__lte=generation)
        .at_rest()
        .update(done_in=F("changed_in"), attempts=0, not_before=None, last_error="", dead=False)
    )


@transaction.atomic
def fail(row: Outbox, error: BaseException) -> bool:
    """Note that a row could not be brought to the index; whether it was given up. A newer change is not touched.

    What the engine rejected as it is, it will reject again.
    """
    attempts = row.attempts + 1
    dead = attempts >= MAX_ATTEMPTS or isinstance(error, DocumentsRejected)
    pause = timedelta(seconds=pause_after(attempts))
    Outbox.objects.filter(pk=row.pk, changed_in=row.changed_in).at_rest().update(
        attempts=attempts,
        not_before=timezone.now() + pause,
        last_error=said(error),
        dead=dead,
    )
    return dead


@transaction.atomic
def note_trouble(error: BaseException) -> None:
    """Note at the row that waits longest why nothing is brought to the index; its tries are not counted by this."""
    oldest = Outbox.objects.pending().order_by("changed_in")[:1]
    Outbox.objects.filter(pk__in=[row.pk for row in oldest]).at_rest().update(last_error=said(error))


def said(error: BaseException) -> str:
    """An error as an operator reads it."""
    return f"{type(error).__name__}: {error}"[:2000]


def pause_after(attempts: int) -> float:
    """Seconds to wait after so many failures: doubling, with chance in it, so that many do not return at once."""
    return min(2.0**attempts, LONGEST_PAUSE) * random.uniform(0.5, 1.0)  # noqa: S311  # no secret depends on it


def retry_dead_letters() -> int:
    """Try again what was given up; how many rows that are."""
    rows = [(row.kind, row.key) for row in Outbox.objects.dead_letters()]
    requeue(rows)
    return len(rows)


def complete_up_to(generation: int, left_out: Collection[int] = ()) -> int:
    """The content generation up to which everything pending is in the index once the rows ``left_out`` are.

    ``generation`` is the number that was read before the rows were.
    """
    behind = Outbox.objects.pending().exclude(pk__in=left_out).order_by("changed_in")
    first = behind.values_list("changed_in", flat=True).first()
    return generation if first is None else min(generation, first - 1)


@dataclass(frozen=True)
class Backlog:
    """What is still to be done: how many rows, since how many seconds the oldest waits, how many were given up.

    ``trouble`` is what kept the oldest from the index, as ``"EngineBlocked: …"``; ``""`` where nothing did.
    """

    pending: int
    oldest_seconds: float
    dead: int
    trouble: str = ""


def backlog() -> Backlog:
    """The state of the outbox."""
    pending = Outbox.objects.pending()
    oldest = pending.order_by("changed_at").values_list("changed_at", flat=True).first()
    age = (timezone.now() - oldest).total_seconds() if oldest else 0.0
    trouble = pending.exclude(last_error="").order_by("changed_in").values_list("last_error", flat=True).first()
    return Backlog(pending.count(), max(age, 0.0), Outbox.objects.dead_letters().count(), trouble or "")
