"""A cluster of Elasticsearch nodes on this machine, of which a test may kill or hang any."""

import urllib.error
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.servers.elasticsearch import HEAP_MB, START_SECONDS, Elasticsearch, temporary_folder
from tests.servers.ports import HOST, free_port


@dataclass(frozen=True)
class Cluster:
    """Nodes that know each other; all of them may become master and hold data."""

    nodes: tuple[Elasticsearch, ...]

    @property
    def urls(self) -> list[str]:
        """Where the nodes answer, in their order."""
        return [node.url for node in self.nodes]

    def ask(self, method: str, path: str, body: Any = None, *, timeout: float = 10) -> Any:
        """One request to the first node that answers at all; what it answered, read as JSON.

        Raises:
            urllib.error.HTTPError: the cluster answered with an error.
            ExceptionGroup: no node answered.
        """
        silent: list[OSError] = []
        for node in self.nodes:
            try:
                return node.ask(method, path, body, timeout=timeout)
            except urllib.error.HTTPError:  # an OSError too, but an answer of the cluster
                raise
            except OSError as error:
                silent.append(error)
        raise ExceptionGroup("No node of the cluster answered", silent)

    def master(self) -> Elasticsearch:
        """The node that leads the cluster now."""
        return self._named(self.ask("GET", "/_cat/master?format=json")[0]["node"])

    def holder(self, index: str) -> Elasticsearch:
        """The node that holds the primary shard of an index now (of the first shard, where there are more)."""
        shards = self.ask("GET", f"/_cat/shards/{index}?format=json")
        return self._named(next(shard["node"] for shard in shards if shard["prirep"] == "p"))

    def wait(self, *, status: str = "green", nodes: int | None = None, seconds: float = START_SECONDS) -> None:
        """Wait until the nodes that run say that the cluster is ``status`` (or better) with ``nodes`` nodes.

        ``nodes`` left out are as many as run.

        Raises:
            NotStarted: a node ended, or they did not say so in time.
        """
        running = [node for node in self.nodes if node.running]
        for node in running:
            node.wait(status=status, nodes=nodes or len(running), seconds=seconds)

    def _named(self, name: str) -> Elasticsearch:
        return next(node for node in self.nodes if node.folder.name == name)


@contextmanager
def elasticsearch_cluster(nodes: int = 3, *, heap_mb: int = HEAP_MB) -> Iterator[Cluster]:
    """Run several nodes without security as one cluster; takes about 400 MB for each, and half a minute on two cores.

    Raises:
        Absent: there is no Elasticsearch and it cannot be fetched, or there is no Java to run it on.
        NotStarted: a node did not start; what it said is in the message.
    """
    names = [f"node-{number}" for number in range(1, nodes + 1)]
    ports = [free_port() for _ in names]
    shared = {
        "cluster.name": f"kennis-test-{ports[0]}",
        "cluster.initial_master_nodes": names,
        "discovery.seed_hosts": [f"{HOST}:{port}" for port in ports],
    }
    with temporary_folder() as folder:
        cluster = Cluster(
            tuple(
                Elasticsearch(folder / name, shared | {"node.name": name, "transport.port": port}, heap_mb=heap_mb)
                for name, port in zip(names, ports, strict=True)
            )
        )
        try:
            for node in cluster.nodes:
                node.launch()
            cluster.wait()
            yield cluster
        finally:
            for node in cluster.nodes:
                node.stop()
