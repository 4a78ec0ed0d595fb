"""Tantivy's files: two indexes in one folder for each generation, their one writer, and readers that see them whole."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from tantivy import Document, Index, IndexWriter, Occur, Query, Schema, SchemaBuilder, Searcher

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


def _schema(fields: Sequence[TextField]) -> SchemaBuilder:
    builder = SchemaBuilder().add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    for field in fields:
        builder.add_text_field(field.stems, tokenizer_name="whitespace", index_option="freq")
        builder.add_text_field(field.exact, tokenizer_name="whitespace", index_option="position")
    return builder


def _document_schema() -> Schema:
    builder = _schema(TEXT_FIELDS).add_integer_field("n", indexed=True, fast=True)
    builder.add_integer_field("version", fast=True)
    builder.add_text_field("digest", stored=True, tokenizer_name="raw", index_option="basic")
    for facet in ALL_FACETS:
        builder.add_text_field(facet, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field(PUBLISHED_KEY, fast=True)
    return builder.add_text_field(TITLE_KEY, fast=True, tokenizer_name="raw", index_option="basic").build()


def _passage_schema() -> Schema:
    builder = _schema(PASSAGE_FIELDS).add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("version", indexed=True)
    return builder.add_integer_field("parent", fast=True).add_integer_field("place", fast=True).build()


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
        """Searchers of the last commits. The passages are never older than the documents: they are read later."""
        _uninterrupted(self.documents.reload)
        _uninterrupted(self.passages.reload)
        return self.documents.searcher(), self.passages.searcher()


def version_of(document: PreparedDocument) -> int:
    """Ties passages to one state of their document: another number for other contents."""
    return int(document.digest, 16) >> 1  # the library's integers have a sign


def latest(batch: Batch) -> list[PreparedDocument]:
    """The documents that a batch leaves: the last one of each key."""
    return list({document.key: document for document in batch.upserts}.values())


def keys_of(batch: Batch) -> list[str]:
    """All keys that a batch changes."""
    return list(dict.fromkeys([*batch.deletes, *(document.key for document in batch.upserts)]))


class Writer:
    """The one writer of a generation."""

    def __init__(self, generations: Generations, name: str, pair: Pair) -> None:
        self.name = name
        self._generations = generations
        self._pair = pair
        self._documents: IndexWriter = pair.documents.writer(_HEAP, 1)
        self._passages: IndexWriter = pair.passages.writer(_HEAP, 1)
        # A writer that died left files that belong to nothing. Some are named by the number of the change, and would
        # be in the way of the same change for ever.
        self._documents.garbage_collect_files()
        self._passages.garbage_collect_files()

    def add(self, batch: Batch) -> None:
        """Take in a batch of an index that nobody reads yet; it is there after `commit`.

        The last document of a key stands, as if they had come one by one.
        """
        for key in keys_of(batch):
            self._documents.delete_documents_by_term("key", key)
            self._passages.delete_documents_by_term("key", key)
        for document in latest(batch):
            self._add_document(document)
            self._add_passages(document)

    def commit(self, generation: int) -> None:
        """Write down what was added."""
        self._documents.commit()
        self._passages.commit()
        self._mark(generation)

    def change(self, batch: Batch) -> None:
        """Let a batch be seen whole: at every moment, wherever this process may end, each document has its lessons.

        The new lessons come first, beside the old ones; then the documents, all at once; then the old lessons go. Which
        lessons are a document's own is told by its version. The mark before the last step tells readers that hold the
        documents of before to begin again.
        """
        for document in latest(batch):
            # Of an unchanged document, or by a writer that died after this step: no lesson may be there twice.
            self._passages.delete_documents_by_term("version", version_of(document))
            self._add_passages(document)
        if batch.upserts:
            self._passages.commit()
        for key in keys_of(batch):
            self._documents.delete_documents_by_term("key", key)
        for document in latest(batch):
            self._add_document(document)
        self._documents.commit()
        self._mark(batch.generation)
        if old := self._passages_of_before(batch):
            for query in old:
                self._passages.delete_documents_by_query(query)
            self._passages.commit()
            self._mark(batch.generation)

    def _mark(self, generation: int) -> None:
        before = self._generations.moment(self.name)
        self._generations.mark(self.name, Moment(before.sequence + 1, max(generation, before.generation)))

    def _passages_of_before(self, batch: Batch) -> list[Query]:
        """Queries for the lessons that the documents of a batch have no more; none where there are no such lessons.

        What is published for the first time has none, and a third of the time until it is found was spent on that.
        """
        kept = {document.key: version_of(document) for document in latest(batch)}
        queries = []
        for key in keys_of(batch):
            old = [(Occur.Must, Query.term_query(PASSAGES, "key", key))]
            if key in kept:
                old.append((Occur.MustNot, Query.term_query(PASSAGES, "version", kept[key])))
            queries.append(Query.boolean_query(old))
        _, passages = self._pair.reloaded()
        some = Query.boolean_query([(Occur.Should, query) for query in queries])
        return queries if passages.search(some, 1).hits else []

    def _add_document(self, document: PreparedDocument) -> None:
        stored = {"n": document.n, "key": document.key, "digest": document.digest, "version": version_of(document)}
        facets = {facet: list(codes) for facet, codes in document.facets.items()}
        fields: dict[str, Any] = {**stored, **document.texts, **facets, **document.sorts}
        self._documents.add_document(Document.from_dict(fields, DOCUMENTS))

    def _add_passages(self, document: PreparedDocument) -> None:
        of = {"key": document.key, "version": version_of(document)}
        for passage in document.passages:
            place = {"id": passage.id, "parent": passage.parent, "place": passage.place}
            self._passages.add_document(Document.from_dict({**of, **place, **passage.texts}, PASSAGES))

    def abandon(self) -> None:
        """Give the locks back and forget what was added since the last commit; not to be used again."""
        del self._documents, self._passages, self._pair

    def close(self) -> None:
        """End the merging of segments and give the lock back; not to be used again."""
        self._documents.wait_merging_threads()
        self._passages.wait_merging_threads()


@dataclass(frozen=True)
class Snapshot:
    """Two searchers: each document has its lessons. Those of other versions may be there too; nobody asks for them."""

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
        """The newest state."""
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
        while True:
            before = self._generations.moment(name)
            if self._snapshot and self._snapshot.moment == before:  # another thread was quicker
                return self._snapshot
            fresh = Snapshot(name, before, *self._pair.reloaded())
            if before == self._generations.moment(name):
                self._snapshot = fresh
                return fresh


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
