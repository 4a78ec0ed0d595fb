"""Three nodes: any of them may go, also the master, and come back with what it had."""

from collections.abc import Iterator

import pytest

from tests.servers.elasticsearch_cluster import Cluster, elasticsearch_cluster


@pytest.fixture(scope="module")
def cluster(elasticsearch_here: None) -> Iterator[Cluster]:
    with elasticsearch_cluster() as running:
        settings = {"number_of_shards": 1, "number_of_replicas": 2}
        running.ask("PUT", "/kennis-one", {"settings": settings})
        running.ask("PUT", "/kennis-one/_doc/1?refresh=true", {"title": "Zij-instroom"})
        running.wait(status="green")
        yield running


def test_three_nodes_are_one_cluster(cluster: Cluster) -> None:
    assert cluster.ask("GET", "/_cluster/health")["number_of_nodes"] == 3
    assert len(set(cluster.urls)) == len({node.pid for node in cluster.nodes}) == 3


def test_a_killed_master_is_replaced_and_comes_back_at_its_own_address(cluster: Cluster) -> None:
    victim = cluster.master()
    address = victim.url
    victim.kill()

    cluster.wait(status="yellow")
    assert not victim.running
    assert cluster.master() is not victim
    assert cluster.ask("GET", "/kennis-one/_count")["count"] == 1

    victim.start()
    cluster.wait(status="green", nodes=3)
    assert victim.url == address


def test_the_others_go_on_while_the_holder_of_the_index_hangs(cluster: Cluster) -> None:
    victim = cluster.holder("kennis-one")
    victim.hang()
    try:
        with pytest.raises(TimeoutError):
            victim.ask("GET", "/kennis-one/_count", timeout=1)
        assert victim.running
        assert cluster.ask("GET", "/kennis-one/_doc/1?preference=_local", timeout=2)["found"]
    finally:
        victim.resume()
    cluster.wait(status="green", nodes=3)
