"""A new index from everything that is public, beside the one that answers, and then in its place."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, TypeVar

from django.db import transaction

from lessons.records.changes import content_generation, raise_generation
from search.engines.base import Batch, Engine, IndexMismatch, IndexMissing, Rebuild
from search.index.ahead import Read, processes_for, read, reader
from search.index.draining import INDEX, write
from search.index.fitting import fitting_status
from search.index.installation import note_built
from search.index.kinds import KINDS, split_key
from search.index.leases import REBUILDER, WRITER, Claim
from search.index.models import Outbox
from search.index.outbox import requeue, settle_up_to
from search.index.snapshot import snapshot

STEP: Final = 100
"""Documents that are read and written together: few queries, and a bar that moves."""
PATIENCE: Final = 60.0
"""Seconds to wait for a worker that is writing."""

Keys = list[tuple[str, str]]
"""Kinds and keys."""
Track = Callable[[Keys], Iterable[tuple[str, str]]]
"""Gives the same keys again, and may show how far they are used."""

Item = TypeVar("Item")


@dataclass
class Rebuilt:
    """What a rebuild made: the name of the index, how many documents, and what could not be indexed, with why."""

    name: str = ""
    documents: int = 0
    failed: Mapping[str, Exception] = field(default_factory=dict)


def fitting_index(engine: Engine) -> str:
    """The name of the index that answers, or ``""`` where there is none that fits this code and this database."""
    try:
        return fitting_status(engine).name
    except (IndexMissing, IndexMismatch):
        return ""


def public_keys() -> Keys:
    """All that is public now, as kinds and keys."""
    return [(name, key) for name, kind in KINDS.items() for key in kind.keys()]  # noqa: SIM118  # not a dictionary


def changed_since(generation: int) -> Keys:
    """What changed after this generation, as kinds and keys."""
    return list(Outbox.objects.filter(changed_in__gt=generation).values_list("kind", "key"))


def batches(items: Iterable[Item], size: int = STEP) -> Iterator[list[Item]]:
    """``items`` in lists of at most ``size``."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def rebuild(engine: Engine, track: Track = iter) -> Rebuilt:
    """Build a new index of all that is public, and let it answer.

    What changes meanwhile is caught up with before the new index answers; nobody else writes during that last part,
    so that nothing is lost between the two. An interruption leaves the index that answers as it was.

    Raises:
        EngineError: the engine could not.
        LeaseTaken: another rebuild is under way, or another process went on writing the index for a minute.
        LeaseLost: this process was stopped for so long that another one may have written, or begun to rebuild.
    """
    done = Rebuilt()
    seen: set[str] = set()
    failed: dict[str, Exception] = {}
    started_at = content_generation()
    keys = public_keys()
    with reader(processes_for(len(keys))) as read_all, Claim(REBUILDER).held() as right, engine.rebuild() as new:
        done.name = new.name
        for found in read_all(batches(track(keys))):
            _add(new, found, seen, failed)
            right.renew()
        with Claim(WRITER).held(PATIENCE) as claim:
            reached = content_generation()
            for batch in batches(changed_since(started_at)):
                _add(new, read(batch), seen, failed)
                claim.renew()
            with snapshot():  # the end, at once: what was changed in one transaction is in it whole, or not at all
                last = read(changed_since(reached))
            _add(new, last, seen, failed)
            complete = last.generation
            new.write(Batch(generation=complete))
            claim.renew()
            right.renew()
            new.publish()
            _settle(new.name, complete, failed)
    done.documents, done.failed = len(seen), failed
    return done


def _add(new: Rebuild, found: Read, seen: set[str], failed: dict[str, Exception]) -> None:
    """Write what was read; what is public no longer is taken out again."""
    reading = found.reading
    rejected = write(new, Batch(list(reading.documents.values()), reading.absent, read_in=found.generation))
    for full in (*reading.documents, *reading.absent, *reading.failed):
        seen.discard(full)
        failed.pop(full, None)
    seen.update(set(reading.documents) - set(rejected))
    failed.update(reading.failed | rejected)


@transaction.atomic
def _settle(built: str, complete: int, failed: Mapping[str, Exception]) -> None:
    """Everything up to the generation ``complete`` is in the index now, but for what failed: that is tried again.

    So is what another process brought to the index before this one, because we were stopped and lost our right.
    """
    late = Outbox.objects.filter(done_in__gt=complete).values_list("kind", "key")
    requeue([*late, *(split_key(full) for full in failed)])  # first: it may wait for publications, and holds nothing
    settle_up_to(complete, Outbox.objects.all())
    note_built(built)
    raise_generation(INDEX)
