"""Three real nodes, one index with a copy on each, and a story that is told while it happens."""

import secrets
import time
from collections.abc import Callable, Iterator

import pytest

from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch_client import Cluster as Connection
from tests.servers.elasticsearch_cluster import Cluster, elasticsearch_cluster

Tell = Callable[[str], None]
Process = Callable[[], ElasticsearchEngine]


@pytest.fixture(scope="session")
def cluster(elasticsearch_here: None) -> Iterator[Cluster]:
    with elasticsearch_cluster(heap_mb=256) as running:
        yield running


@pytest.fixture
def connection(cluster: Cluster) -> Connection:
    """How a process of this test reaches the cluster: all hosts, and a prefix of the test's own."""
    return Connection(tuple(cluster.urls), f"cluster-{secrets.token_hex(4)}", "cluster")


@pytest.fixture
def process(connection: Connection) -> Iterator[Process]:
    """Makes an engine as each process has one; what one of them learnt of the nodes, no other one knows."""
    made: list[ElasticsearchEngine] = []

    def another() -> ElasticsearchEngine:
        made.append(ElasticsearchEngine(connection))
        return made[-1]

    yield another
    for engine in made:
        engine.close()


@pytest.fixture
def tell() -> Tell:
    """Says what happens and when, for those who watch (`pytest -s`)."""
    begun = time.monotonic()
    print()
    return lambda text: print(f"{time.monotonic() - begun:6.1f} s  {text}", flush=True)
