"""The engines that are measured, and each of them asked without our code: what our numbers are compared with.

Another engine is another line in ``ENGINES``.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import urllib3

from search.engines.base import Engine
from search.engines.elasticsearch import ElasticsearchEngine, page_body
from search.engines.elasticsearch_client import Cluster
from search.engines.fields import PreparedDocument
from search.engines.tantivy import TantivyEngine
from search.index.installation import installation
from search.planner.plan import Plan
from tests.benchmarks import raw_tantivy
from tests.servers.elasticsearch import Elasticsearch, temporary_folder

Ask = Callable[[], object]

RAW_STEP: Final = 500
"""Documents of one raw request."""


@dataclass(frozen=True)
class Measured:
    """An engine to measure. ``page`` and ``fresh`` are its targets: times raw, and milliseconds."""

    name: str
    open: Callable[[str, Path], Engine]
    """The engine on its index of this name in a data folder; ``index`` is the one that the site's settings lead to."""
    raw: Callable[[Engine, str], Callable[[Plan], Ask]]
    """From an engine and the name of its index: what asks a plan of the same index, prepared and without our code."""
    page: float
    fresh: float
    raw_write: Callable[[str, Sequence[PreparedDocument]], Ask] | None = None
    """What writes documents into an index without our code, made beforehand; None where the library is all there is."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """By which another process has this engine, on the index ``index``."""

    @property
    def embedded(self) -> bool:
        """Whether it works in this process."""
        return not self.settings


@contextmanager
def tantivy(folder: Path) -> Iterator[Measured]:
    """The embedded engine; its indices stay for the next run."""

    def opened(name: str, data: Path) -> Engine:
        return TantivyEngine(data / name)

    yield Measured("Tantivy", opened, lambda _engine, name: raw_tantivy.asking(folder / name), page=4.0, fresh=200.0)


@contextmanager
def elasticsearch(_folder: Path) -> Iterator[Measured]:
    """A node of our own, gone afterwards."""
    with temporary_folder() as folder:
        node = Elasticsearch(folder / "node", {"discovery.type": "single-node"}, heap_mb=1024, quick_start=False)
        try:
            node.start()
            settings = {"KENNIS_SEARCH_ENGINE": "elasticsearch", "KENNIS_ELASTICSEARCH_HOSTS": node.url}

            def opened(name: str, _data: Path) -> Engine:
                prefix = "kennis" if name == "index" else name
                return ElasticsearchEngine(Cluster((node.url,), prefix, installation(), read_seconds=30.0))

            def raw(engine: Engine, _name: str) -> Callable[[Plan], Ask]:
                return raw_elasticsearch(engine, node.url)

            def write(index: str, documents: Sequence[PreparedDocument]) -> Ask:
                return raw_bulk(f"{node.url}/{index}", documents)

            yield Measured("Elasticsearch", opened, raw, 3.0, 1500.0, write, settings)
        finally:
            node.stop()


def raw_elasticsearch(engine: Engine, url: str) -> Callable[[Plan], Ask]:
    """A plain HTTP client that sends bodies made beforehand, and reads the answer."""
    assert isinstance(engine, ElasticsearchEngine)
    pool = urllib3.PoolManager()
    address = f"{url}/{engine.indices.alias}/_search"

    def prepared(plan: Plan) -> Ask:
        body = json.dumps(page_body(plan)).encode()

        def ask() -> object:
            answer = pool.request("POST", address, body=body, headers={"Content-Type": "application/json"})
            return json.loads(answer.data)["hits"]

        return ask

    return prepared


def raw_bulk(address: str, documents: Sequence[PreparedDocument]) -> Ask:
    """A plain HTTP client that sends documents in bulk, and shows them at the end."""
    pool = urllib3.PoolManager()
    head = {"Content-Type": "application/x-ndjson"}
    lines = [f"{json.dumps({'index': {'_id': each.key}})}\n{json.dumps(source(each))}\n" for each in documents]
    bodies = ["".join(lines[first : first + RAW_STEP]).encode() for first in range(0, len(lines), RAW_STEP)]

    def ask() -> None:
        for body in bodies:
            if json.loads(pool.request("POST", f"{address}/_bulk", body=body, headers=head).data)["errors"]:
                raise RuntimeError("a document was refused")
        pool.request("POST", f"{address}/_refresh")

    return ask


def source(document: PreparedDocument) -> dict[str, object]:
    """A document with the fields that the index has."""
    passages = [{"id": each.id, "place": each.place, **each.texts} for each in document.passages]
    stored = {"n": document.n, "key": document.key, "digest": document.digest, "passages": passages}
    return stored | dict(document.texts) | dict(document.facets) | dict(document.sorts)


ENGINES: Final[Mapping[str, Callable[[Path], AbstractContextManager[Measured]]]] = {
    "tantivy": tantivy,
    "elasticsearch": elasticsearch,
}
