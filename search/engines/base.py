"""What every engine can do, in our own words. Adapters translate; nobody else imports an engine's library."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from search.engines.fields import PreparedDocument
from search.planner.plan import PassagePlan, Plan


class EngineError(Exception):
    """An engine could not do what was asked."""


class EngineUnavailable(EngineError):
    """The engine does not answer, or is busy; the same call may work later."""


class EngineBusy(EngineUnavailable):
    """The engine is there and has too much to do: the same call will work soon."""


class EngineBlocked(EngineUnavailable):
    """The index takes no changes, mostly because a disk is nearly full; it still answers. Somebody must make room."""


class IndexMissing(EngineError):
    """There is no index yet: it has to be built."""


class IndexMismatch(EngineError):
    """The index was made by another analysis, field list or library: it has to be rebuilt before it may answer."""


class EngineMisconfigured(EngineError):
    """The engine is there, but will not serve this process until somebody changes a setting: the message says which."""


class DocumentsRejected(EngineError):
    """The engine will never store some documents as they are; all others of the batch are in, and visible.

    ``reasons`` tells why, by key.
    """

    def __init__(self, reasons: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{key}: {why}" for key, why in reasons.items()))
        self.reasons = reasons


@dataclass(frozen=True)
class EngineHit:
    """A document found; scores are comparable within one answer only, and 0.0 in every other order than relevance."""

    n: int
    key: str
    score: float


@dataclass(frozen=True)
class EngineAnswer:
    """The hits of one page, how many there are in all, and for every facet how many documents have a code."""

    total: int
    hits: tuple[EngineHit, ...]
    facets: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Batch:
    """Changes that become visible together. A document that is there already is replaced, by its key."""

    upserts: Sequence[PreparedDocument] = ()
    deletes: Sequence[str] = ()
    """Keys; one that is not there is no error."""
    generation: int = 0
    """The content generation up to which the index is complete once the batch is in."""
    read_in: int = 0
    """A content generation from before the documents were read. A writer that was stopped for a while and lost its
    right comes too late with an older one: an engine that can tell keeps the newer document.
    """


@dataclass(frozen=True)
class EngineStatus:
    """The state of the index that answers. ``sequence`` and ``generation`` change with every batch."""

    name: str
    documents: int
    passages: int
    fingerprint: str
    sequence: int
    generation: int


class Rebuild(Protocol):
    """A new index beside the one that answers. Leaving the ``with`` block without `publish` drops it."""

    @property
    def name(self) -> str:
        """The name of the new index."""

    def write(self, batch: Batch) -> None:
        """Add to the new index; nothing is visible before `publish`. Raises ``DocumentsRejected`` as `Engine.write`."""

    def publish(self) -> None:
        """Let the new index answer from now on, in one step, and drop what is older than the one before it."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Engine(Protocol):
    """A search index. Every method raises an `EngineError` when it cannot do its work, and no other exception.

    Readers may be many, in many processes and threads; only one process at a time may `write`.
    """

    def search(self, plan: Plan) -> EngineAnswer:
        """The page of hits and the counts of a plan, from one state of the index."""

    def best_passages(self, plan: PassagePlan, parents: Sequence[int]) -> dict[int, str]:
        """For each document (by ``n``) with a matching passage, the id of its best one."""

    def write(self, batch: Batch) -> None:
        """Change the index that answers. When it returns, the change is durable, and visible to the next search that
        does not meet another batch half way.

        Raises:
            DocumentsRejected: some documents will never fit; the rest of the batch is in.
        """

    def rebuild(self) -> Rebuild:
        """Begin a new index beside the one that answers. The caller sees to it that there is one at a time, and that
        nobody writes from its last `Rebuild.write` to the end of `Rebuild.publish`.
        """

    def contents(self) -> dict[str, str]:
        """Every document's key with the digest of what is stored of it."""

    def status(self) -> EngineStatus:
        """The state of the index that answers."""

    def close(self) -> None:
        """Let go of files and connections. A closed engine opens again when it is asked something."""
