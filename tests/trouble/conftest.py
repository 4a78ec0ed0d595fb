"""A real node with little room, and what a site with a cluster of its own has: an engine, a prefix, documents."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from pytest_django.fixtures import Settings

from search.engines.base import Batch
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch_client import Cluster
from search.engines.fields import PreparedDocument, prepare
from search.index.connection import engine as engine_of_process
from search.index.installation import database_id, installation
from search.index.rebuilding import rebuild
from tests.conformance.corpus import document
from tests.servers.elasticsearch import Elasticsearch, temporary_folder
from tests.servers.elasticsearch_secured import Secured, secured_elasticsearch

LITTLE = {
    "discovery.type": "single-node",
    "cluster.info.update.interval": "10s",
    **{f"thread_pool.{pool}.{what}": 1 for pool in ("search", "write") for what in ("size", "queue_size")},
}
"""One search and one change at a time, and room for one of each to wait."""


@pytest.fixture(scope="session")
def node(elasticsearch_here: None) -> Iterator[Elasticsearch]:
    with temporary_folder() as folder:
        made = Elasticsearch(folder / "node", LITTLE)
        try:
            made.start()
            yield made
        finally:
            made.stop()


@pytest.fixture(scope="session")
def secured(elasticsearch_here: None) -> Iterator[Secured]:
    with secured_elasticsearch() as running:
        yield running


def report(n: int, title: str = "Een loket", **facets: list[str]) -> PreparedDocument:
    return prepare(document(n, title, lessons=["Bel terug."], **facets))


@dataclass
class Place:
    """An engine with an index of two documents, and the node that it is on."""

    node: Elasticsearch
    cluster: Cluster
    engine: ElasticsearchEngine

    @property
    def index(self) -> str:
        """The name of the index that answers."""
        return self.engine.status().name

    def become(self, **settings: object) -> None:
        """Let the engine be that of a process with other settings."""
        self.engine.close()
        self.cluster = replace(self.cluster, **settings)  # type: ignore[arg-type]
        self.engine = ElasticsearchEngine(self.cluster)

    def set(self, **settings: object) -> None:
        """Change settings of the cluster; ``None`` takes one back. A double underscore stands for a dot."""
        named = {name.replace("__", "."): value for name, value in settings.items()}
        self.node.ask("PUT", "/_cluster/settings", {"persistent": named})

    def build(self) -> None:
        """Make the index anew."""
        with self.engine.rebuild() as new:
            new.write(Batch([report(1), report(2)], read_in=5))
            new.publish()


@pytest.fixture
def place(node: Elasticsearch) -> Iterator[Place]:
    cluster = Cluster((node.url,), f"trouble-{secrets.token_hex(4)}", "trouble", write_seconds=5.0)
    made = Place(node, cluster, ElasticsearchEngine(cluster))
    made.build()
    yield made
    made.engine.close()
    tidy(node, cluster.prefix)


def tidy(node: Elasticsearch, prefix: str) -> None:
    for name in node.ask("GET", f"/{prefix}-search.*"):
        node.ask("DELETE", f"/{name}")


class Site(Place):
    """The site of this process, with its search on a node: what is changed of the settings, the site knows at once."""

    def __init__(self, node: Elasticsearch, settings: Settings) -> None:
        self._settings = settings
        prefix = f"trouble-{secrets.token_hex(4)}"
        self._settings.ELASTICSEARCH = {
            "hosts": (node.url,),
            "prefix": prefix,
            "username": "",
            "password": "",
            "ca": "",
            "read_seconds": 0.9,
            "write_seconds": 5.0,
        }
        super().__init__(node, Cluster((node.url,), prefix, installation()), self._engine())

    def _engine(self) -> ElasticsearchEngine:
        made = engine_of_process()
        assert isinstance(made, ElasticsearchEngine)
        return made

    def become(self, **settings: object) -> None:
        """Let the site have other settings."""
        self._settings.ELASTICSEARCH = self._settings.ELASTICSEARCH | settings
        self.engine = self._engine()

    def build(self) -> None:
        """Make the index anew, of what is public."""
        rebuild(self.engine)


@pytest.fixture
def make_site(node: Elasticsearch, settings: Settings, db: None) -> Iterator[Callable[[], Site]]:
    """Makes the site of this process one with a cluster, with an index of what is public then."""
    made: list[Site] = []

    def site() -> Site:
        database_id.cache_clear()
        made.append(Site(node, settings))
        made[-1].build()
        return made[-1]

    yield site
    database_id.cache_clear()
    for each in made:
        each.engine.close()
        tidy(node, each.cluster.prefix)
