"""One batch from the outbox to the index, each key by its present state: the order of changes does not matter."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from lessons.records.changes import content_generation, raise_generation
from search.engines.base import Batch, DocumentsRejected, Engine, Rebuild
from search.index.leases import WRITER, Claim
from search.index.models import Outbox
from search.index.outbox import BATCH, bring_again, complete_up_to, due, fail, settle
from search.index.reading import read_present
from search.index.snapshot import snapshot

INDEX = "index"
"""The generation that is raised when something else can be found."""


@dataclass(frozen=True)
class Drained:
    """What one batch did: rows settled, rows that failed and must wait, rows given up; all its rows."""

    done: int = 0
    failed: int = 0
    dead: int = 0
    rows: int = 0

    @property
    def is_full(self) -> bool:
        """Whether there may be more rows, and it is of use to go on: none were settled where all change just now."""
        return self.rows == BATCH and bool(self.done + self.failed + self.dead)


def write(target: Engine | Rebuild, batch: Batch) -> dict[str, Exception]:
    """Write a batch; what the engine rejected of it, by key. The rest is in.

    Raises:
        EngineError: nothing is known to be in.
    """
    try:
        target.write(batch)
    except DocumentsRejected as rejected:
        return {key: DocumentsRejected({key: why}) for key, why in rejected.reasons.items()}
    return {}


def drain(engine: Engine, limit: int = BATCH) -> Drained:
    """Bring at most ``limit`` pending rows to the index that answers.

    Raises:
        EngineError: the index could not be written; all rows stay as they were.
        LeaseTaken: another process is writing the index.
        LeaseLost: this process was stopped for so long that another one may have written; all rows stay as they were.
    """
    with Claim(WRITER).held() as claim:
        with snapshot():  # what was changed in one transaction is in one batch, or in none
            generation = content_generation()
            rows = due(timezone.now(), limit)
            reading = read_present([(row.kind, row.key) for row in rows])
        readable = [row for row in rows if str(row) not in reading.failed]
        if readable:
            claim.renew()
            complete = complete_up_to(generation, left_out=[row.pk for row in readable])
            documents = list(reading.documents.values())
            try:
                reading.failed |= write(engine, Batch(documents, reading.absent, complete, generation))
            finally:
                bring_again(readable)
        return _account_for(rows, reading.failed)


@transaction.atomic
def _account_for(rows: Collection[Outbox], failed: Mapping[str, Exception]) -> Drained:
    """Write down what became of each row; ``failed`` by the key in the index."""
    good = [row for row in rows if str(row) not in failed]
    bad = [row for row in rows if str(row) in failed]
    dead = [fail(row, failed[str(row)]) for row in bad].count(True)
    done = settle(good) if good else 0
    if good:
        raise_generation(INDEX)
    return Drained(done, len(bad) - dead, dead, len(rows))
