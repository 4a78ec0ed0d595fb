"""Proof that the index holds what is public, all of it and nothing else, and that no edition was changed or lost."""

from dataclasses import dataclass, field
from typing import Final

from django.db.models import F, Q

from lessons.records.changes import content_generation
from lessons.records.verification import changed_editions, lost_editions
from search.engines.base import Engine
from search.index.kinds import full_key, split_key
from search.index.models import Outbox
from search.index.outbox import requeue
from search.index.reading import read_present
from search.index.rebuilding import Track, batches, public_keys

STEP: Final = 20
"""Documents that are read together: few, as `track` may let the reconcile wait between them for what is urgent."""


@dataclass
class Differences:
    """What does not agree. The first four hold keys of documents, the last one sentences."""

    missing: list[str] = field(default_factory=list)
    """Public, and not in the index."""
    extra: list[str] = field(default_factory=list)
    """In the index, and not public."""
    stale: list[str] = field(default_factory=list)
    """In the index, but not as it is now."""
    failed: list[str] = field(default_factory=list)
    """Public, and no document can be made of it."""
    editions: list[str] = field(default_factory=list)
    """What is wrong with editions; a repair of the index does not mend it."""

    @property
    def any(self) -> bool:
        """Whether there are differences."""
        return bool(self.repairable or self.failed or self.editions)

    @property
    def repairable(self) -> list[str]:
        """The keys that bringing them to the index again would mend."""
        return [*self.missing, *self.extra, *self.stale]


def reconcile(engine: Engine, track: Track = iter) -> Differences:
    """Compare all that is public with the index, both ways; what is on its way to the index is left out.

    Raises:
        EngineError: the index cannot be read.
    """
    started_at = content_generation()
    indexed = engine.contents()
    found = Differences(editions=[*changed_editions(), *lost_editions()])
    seen: set[str] = set()
    for batch in batches(track(public_keys()), STEP):
        reading = read_present(batch)
        seen.update(reading.documents, reading.failed)
        found.failed += reading.failed
        for full, document in reading.documents.items():
            if full not in indexed:
                found.missing.append(full)
            elif indexed[full] != document.digest:
                found.stale.append(full)
    found.extra = sorted(set(indexed) - seen)
    _leave_out_travelling(found, started_at)
    return found


def _leave_out_travelling(found: Differences, started_at: int) -> None:
    """A difference in what changed meanwhile, or waits for the worker, proves nothing. Dead letters wait for nobody."""
    travelling = Outbox.objects.filter(Q(changed_in__gt=started_at) | Q(changed_in__gt=F("done_in")), dead=False)
    keys = {full_key(kind, key) for kind, key in travelling.values_list("kind", "key")}
    for name in ("missing", "extra", "stale"):
        setattr(found, name, [full for full in getattr(found, name) if full not in keys])


def repair(found: Differences) -> None:
    """Let the worker bring what differs to the index again."""
    requeue([split_key(full) for full in found.repairable])
