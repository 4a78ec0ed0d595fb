"""Tantivy's files: two indexes in one folder for each generation, their one writer, and readers that see them whole."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from tantivy import Document, Index, IndexWriter, Schema, SchemaBuilder, Searcher

from search.analysis import FINGERPRINT
from search.engines.base import Batch, EngineError, EngineUnavailable
from search.engines.fields import (
    ALL_FACETS,
    PASSAGE_FIELDS,
    PUBLISHED_KEY,
    SCHEMA_VERSION,
    TEXT_FIELDS,
    TITLE_KEY,
    PreparedDocument,
    TextField,
)
from search.engines.generations import Generations, Moment

MANIFEST: Final[Mapping[str, str | int]] = {
    "schema": SCHEMA_VERSION,
    "fingerprint": FINGERPRINT,
    "tantivy": version("tantivy"),
}

_HEAP = 64_000_000  # bytes; the library wants 15 MB or more for its one thread
_INTERRUPTIONS = 100  # signals during one call; more is something else
_PATIENCE = 1.0  # seconds that a first search waits for a change between its two commits


def _schema(fields: Sequence[TextField]) -> SchemaBuilder:
    builder = SchemaBuilder().add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    for field in fields:
        builder.add_text_field(field.stems, tokenizer_name="whitespace", index_option="freq")
        builder.add_text_field(field.exact, tokenizer_name="whitespace", index_option="position")
    return builder


def _document_schema() -> Schema:
    builder = _schema(TEXT_FIELDS).add_integer_field("n", indexed=True, fast=True)
    builder.add_text_field("digest", stored=True, tokenizer_name="raw", index_option="basic")
    for facet in ALL_FACETS:
        builder.add_text_field(facet, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field(PUBLISHED_KEY, fast=True)
    return builder.add_text_field(TITLE_KEY, fast=True, tokenizer_name="raw", index_option="basic").build()


def _passage_schema() -> Schema:
    builder = _schema(PASSAGE_FIELDS).add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.add_integer_field("parent", indexed=True, fast=True).add_integer_field("place", fast=True).build()


DOCUMENTS: Final = _document_schema()
PASSAGES: Final = _passage_schema()


@contextmanager
def trouble() -> Iterator[None]:
    """Say in our own words what the library could not do; a panic of it is no `Exception`."""
    try:
        yield
    except EngineError:
        raise
    except (OSError, ValueError) as error:
        raise EngineUnavailable(f"Tantivy: {error}") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise EngineUnavailable(f"Tantivy panicked: {error}") from error
        raise


def _uninterrupted(call: Callable[[], object]) -> None:
    """Make a call that takes a lock; when a signal comes meanwhile, the library gives up, and it is made again."""
    for tries_left in reversed(range(_INTERRUPTIONS)):
        try:
            call()
        except ValueError as error:
            if not tries_left or "Interrupted system call" not in str(error):
                raise
        else:
            return


class Pair:
    """The two indexes of one generation."""

    def __init__(self, folder: Path, *, make: bool = False) -> None:
        places = folder / "documents", folder / "passages"
        if make:
            for place in places:
                place.mkdir()
        self.documents, self.passages = (
            Index(schema, str(place)) for schema, place in zip((DOCUMENTS, PASSAGES), places, strict=True)
        )
        for index in (self.documents, self.passages):
            index.config_reader("manual")

    def reloaded(self) -> tuple[Searcher, Searcher]:
        """Searchers of the last commits, which may be of two moments."""
        _uninterrupted(self.documents.reload)
        _uninterrupted(self.passages.reload)
        return self.documents.searcher(), self.passages.searcher()


class Writer:
    """The one writer of a generation; what it adds is visible after `commit`."""

    def __init__(self, generations: Generations, name: str, pair: Pair) -> None:
        self.name = name
        self._generations = generations
        self._documents: IndexWriter = pair.documents.writer(_HEAP, 1)
        self._passages: IndexWriter = pair.passages.writer(_HEAP, 1)
        # A writer that died left files that belong to nothing. Some are named by the number of the change, and would
        # be in the way of the same change for ever.
        self._documents.garbage_collect_files()
        self._passages.garbage_collect_files()

    def add(self, batch: Batch) -> None:
        """Take in a batch; the last document of a key stands, as if they had come one by one."""
        for key in [*batch.deletes, *(document.key for document in batch.upserts)]:
            self._documents.delete_documents_by_term("key", key)
            self._passages.delete_documents_by_term("key", key)
        for document in {document.key: document for document in batch.upserts}.values():
            self._add(document)

    def _add(self, document: PreparedDocument) -> None:
        stored = {"n": document.n, "key": document.key, "digest": document.digest}
        facets = {facet: list(codes) for facet, codes in document.facets.items()}
        fields: dict[str, Any] = {**stored, **document.texts, **facets, **document.sorts}
        self._documents.add_document(Document.from_dict(fields, DOCUMENTS))
        for passage in document.passages:
            place = {"id": passage.id, "key": document.key, "parent": passage.parent, "place": passage.place}
            self._passages.add_document(Document.from_dict({**place, **passage.texts}, PASSAGES))

    def commit(self, generation: int) -> None:
        """Documents first: what was withdrawn is gone from every list before its lessons go."""
        before = self._generations.moment(self.name)
        underway = before.sequence | 1
        generation = max(generation, before.generation)
        self._generations.mark(self.name, Moment(underway, before.generation))
        self._documents.commit()
        self._passages.commit()
        self._generations.mark(self.name, Moment(underway + 1, generation))

    def abandon(self) -> None:
        """Give the locks back and forget what was added since the last commit; not to be used again."""
        del self._documents, self._passages

    def close(self) -> None:
        """End the merging of segments and give the lock back; not to be used again."""
        self._documents.wait_merging_threads()
        self._passages.wait_merging_threads()


@dataclass(frozen=True)
class Snapshot:
    """Two searchers of one moment: a document and its lessons are both there, or both not."""

    name: str
    moment: Moment
    documents: Searcher
    passages: Searcher


class Snapshots:
    """The reading side below one folder, for all threads of a process."""

    def __init__(self, generations: Generations) -> None:
        self._generations = generations
        self._reading = threading.Lock()
        self._name = ""
        self._pair: Pair | None = None
        self._snapshot: Snapshot | None = None

    def close(self) -> None:
        """Let go of the files."""
        with self._reading:
            self._name, self._pair, self._snapshot = "", None, None

    def now(self) -> Snapshot:
        """The newest state that is whole. Only a first search ever waits for a writer."""
        name = self._generations.current()
        known = self._snapshot
        if known and known.name == name and known.moment == self._generations.moment(name):
            return known
        with self._reading:
            return self._reload(name)

    def _reload(self, name: str) -> Snapshot:
        if self._pair is None or self._name != name:
            self._generations.check(name, MANIFEST)
            self._pair, self._name, self._snapshot = Pair(self._generations.folder(name)), name, None
        until = time.monotonic() + _PATIENCE
        while True:
            before = self._generations.moment(name)
            late = time.monotonic() > until  # a writer died between its commits: what is there is better than nothing
            if before.settled or late:
                fresh = Snapshot(name, before, *self._pair.reloaded())
                if late or before == self._generations.moment(name):
                    self._snapshot = fresh
                    return fresh
            elif self._snapshot:
                return self._snapshot
            else:
                time.sleep(_PATIENCE / 200)


class TantivyRebuild:
    """A new generation beside the one that answers; see `search.engines.base.Rebuild`."""

    def __init__(self, generations: Generations) -> None:
        self._generations = generations
        self._generation = 0
        self._published = False
        with trouble():
            self.name = generations.create(MANIFEST)
            self._writer = Writer(generations, self.name, Pair(generations.folder(self.name), make=True))

    def write(self, batch: Batch) -> None:
        """See `search.engines.base.Rebuild`."""
        with trouble():
            self._writer.add(batch)
            self._generation = max(self._generation, batch.generation)

    def publish(self) -> None:
        """See `search.engines.base.Rebuild`."""
        with trouble():
            self._writer.commit(self._generation)
            self._writer.close()
            self._generations.publish(self.name)
            self._published = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._published:
            self._generations.discard(self.name)
