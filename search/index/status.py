"""How index and worker are doing, for operators and for `/gereed/`."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from lessons.records.changes import content_generation, generation
from search.engines.base import Engine, EngineBusy, EngineError, EngineMisconfigured, IndexMismatch, IndexMissing
from search.index.connection import engine_name, engine_places
from search.index.draining import INDEX
from search.index.fitting import fitting_status
from search.index.leases import WORKER, holder_of
from search.index.models import Outbox
from search.index.outbox import backlog

STATES: Final[Mapping[type[EngineError], str]] = {
    IndexMissing: "missing",
    IndexMismatch: "mismatch",
    EngineMisconfigured: "misconfigured",
    EngineBusy: "busy",
}


@dataclass(frozen=True)
class IndexState:
    """What the engine says of its index.

    ``state``: "ready", "missing", "mismatch", "misconfigured", "busy" or "unavailable".
    """

    state: str
    error: str = ""
    name: str = ""
    fingerprint: str = ""
    documents: int = 0
    passages: int = 0
    complete_up_to: int = 0
    """The content generation up to which the index is complete."""

    @property
    def ready(self) -> bool:
        """Whether it may answer."""
        return self.state == "ready"

    @property
    def misconfigured(self) -> bool:
        """Whether it will not answer before somebody changes a setting; ``error`` says which."""
        return self.state == STATES[EngineMisconfigured]


@dataclass(frozen=True)
class DeadLetter:
    """A key that was given up, and why."""

    key: str
    attempts: int
    error: str


@dataclass(frozen=True)
class Status:
    """Everything an operator asks. Ages in seconds; ``worker`` names the lease's holder, or is ``""``."""

    engine: str
    places: tuple[str, ...]
    """Where the engine keeps its index: the hosts of the cluster, or a folder. No credentials."""
    index: IndexState
    worker: str
    pending: int
    oldest_pending_seconds: float
    pending_because: str
    """What kept the first of them from the index; ``""`` where nothing did."""
    dead_letters: tuple[DeadLetter, ...]
    content_generation: int
    index_generation: int

    def as_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return asdict(self)


def index_state(engine: Engine) -> IndexState:
    """What the engine says of its index, in words where it cannot answer."""
    try:
        found = fitting_status(engine)
    except EngineError as error:
        return IndexState(STATES.get(type(error), "unavailable"), error=str(error))
    return IndexState(
        "ready",
        name=found.name,
        fingerprint=found.fingerprint,
        documents=found.documents,
        passages=found.passages,
        complete_up_to=found.generation,
    )


def status(engine: Engine) -> Status:
    """The state of index, outbox and worker."""
    waiting = backlog()
    dead = Outbox.objects.dead_letters().order_by("changed_in")
    return Status(
        engine=engine_name(),
        places=engine_places(),
        index=index_state(engine),
        worker=holder_of(WORKER),
        pending=waiting.pending,
        oldest_pending_seconds=waiting.oldest_seconds,
        pending_because=waiting.trouble,
        dead_letters=tuple(DeadLetter(str(row), row.attempts, row.last_error) for row in dead),
        content_generation=content_generation(),
        index_generation=generation(INDEX),
    )
