"""Nodes die and hang under load: nothing acknowledged is lost, searches go on, and no page takes long.

In one file, so that one process of a parallel run has the cluster.
"""

import time
from urllib.error import HTTPError

import pytest

from search.engines.base import Batch, EngineUnavailable
from search.engines.elasticsearch import ElasticsearchEngine
from search.index.rebuilding import rebuild
from search.planner.planner import plan
from search.query.request import SearchRequest
from search.web.page import Stand, search_page
from tests.cluster.conftest import Process, Tell
from tests.cluster.load import Readers, Writer, asking, at_work, made, questions
from tests.factories import make_report, publish
from tests.servers.elasticsearch import Elasticsearch
from tests.servers.elasticsearch_cluster import Cluster

pytestmark = pytest.mark.elasticsearch

UNDER_LOAD = 3.0
"""Seconds of work before, between and after what happens."""
EVERYTHING = plan(SearchRequest.from_params({}))
LONGEST_PAGE = 3.0
"""Seconds, also while a node hangs."""
HANGS = 10.0
"""Seconds. The cluster itself needs three times as long to part with a node that hangs."""
MOST_PAGES = 60
THREADS = 4


def kill_and_start(cluster: Cluster, victim: Elasticsearch, tell: Tell) -> None:
    victim.kill()
    tell(f"{victim.folder.name} killed")
    cluster.wait(status="yellow")
    time.sleep(UNDER_LOAD)
    victim.start()
    cluster.wait(nodes=3)
    tell(f"{victim.folder.name} is back, three copies are whole")
    time.sleep(UNDER_LOAD)


def test_killed_nodes_cost_no_acknowledged_document_and_no_search(
    cluster: Cluster, process: Process, tell: Tell
) -> None:
    site, worker = process(), process()
    with worker.rebuild() as new:
        new.write(Batch([made(n, 0) for n in range(1, 40)]))
        new.publish()
    cluster.wait(nodes=3)
    writer = Writer(worker, acknowledged={made(n, 0).key: made(n, 0).digest for n in range(1, 40)})
    readers = Readers(asking(site), threads=3)
    seen: list[str] = []

    def look(_number: int) -> int:
        """What was acknowledged before the question is found."""
        least = len(writer.acknowledged)
        total = site.search(EVERYTHING).total
        if total < least:
            seen.append(f"{total} found of {least} acknowledged")
        return total

    lookers = Readers(look, threads=1)
    with at_work(writer.run, readers.run, lookers.run):
        time.sleep(UNDER_LOAD)
        tell(f"{len(writer.acknowledged)} documents, {readers.told}")
        kill_and_start(cluster, cluster.master(), tell)
        tell(f"{len(writer.acknowledged)} documents, {readers.told}")
        kill_and_start(cluster, cluster.holder(worker.indices.alias), tell)
    tell(f"{len(writer.acknowledged)} documents, {len(writer.failed)} batches tried again; {readers.told}")
    tell(f"longest time without an acknowledged batch: {writer.longest:.1f} s")

    assert process().contents() == writer.acknowledged
    assert (readers.failed, lookers.failed, seen) == ([], [], [])
    assert len(readers.seconds) > 100
    assert len(writer.acknowledged) > 500


def test_without_a_master_searches_go_on_and_what_is_written_waits(
    cluster: Cluster, process: Process, tell: Tell
) -> None:
    site, worker = process(), process()
    with worker.rebuild() as new:
        new.write(Batch([made(n, 0) for n in range(1, 21)]))
        new.publish()
    cluster.wait(nodes=3)
    late = Batch([made(21, 0)])

    left, *others = cluster.nodes
    for node in others:
        node.kill()
    try:
        until_without_master(left)
        tell(f"only {left.folder.name} is left, without a master")
        assert site.search(EVERYTHING).total == 20
        with pytest.raises(EngineUnavailable) as refused:
            worker.write(late)
        tell(f"a write: {str(refused.value)[:150]}")
    finally:
        for node in others:
            node.start()
    cluster.wait(nodes=3)

    worker.write(late)
    assert site.search(EVERYTHING).total == 21


def until_without_master(node: Elasticsearch) -> None:
    """Until a node knows that it is alone."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            node.ask("GET", "/_cluster/health?master_timeout=1s")
        except (HTTPError, TimeoutError) as told:
            if "503" in str(told):
                return
        time.sleep(0.5)
    raise AssertionError("the node still has a master")


def pages(engine: ElasticsearchEngine) -> Readers:
    """Visitors of the search page, each of their questions several calls to the engine."""
    asked, stand = questions(), Stand.now()
    return Readers(lambda number: search_page(engine, asked[number % len(asked)], stand)["total"], threads=THREADS)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("role", ["holder of the primary", "master"])
def test_a_hung_node_costs_no_visitor_more_than_three_seconds(
    cluster: Cluster, process: Process, tell: Tell, role: str
) -> None:
    for _ in range(3):
        publish(make_report(approach="Een loket met een mentor en een rooster."))
    site, worker = process(), process()
    rebuild(worker)
    cluster.wait(nodes=3)
    before, while_it_hangs, after = (pages(site) for _ in range(3))
    newcomer = pages(process())
    writer = Writer(worker)
    with at_work(before.run):
        time.sleep(UNDER_LOAD)
    tell(f"three nodes: {before.told}")
    victim = cluster.holder(worker.indices.alias) if role != "master" else cluster.master()

    with at_work(writer.run):
        time.sleep(UNDER_LOAD)
        victim.hang()
        tell(f"{victim.folder.name}, {role}, hangs; {len(writer.acknowledged)} documents")
        try:
            with at_work(while_it_hangs.run):
                wait_for_pages(while_it_hangs)
            newcomer.one(0)
        finally:
            victim.resume()
        tell(f"{victim.folder.name} goes on: {while_it_hangs.told}")
        cluster.wait(nodes=3)
        with at_work(after.run):
            time.sleep(UNDER_LOAD)
    tell(f"three nodes: {after.told}; {len(writer.acknowledged)} documents, longest pause {writer.longest:.1f} s")

    assert len(while_it_hangs.seconds) >= MOST_PAGES
    assert [*before.failed, *while_it_hangs.failed, *newcomer.failed, *after.failed] == []
    assert max(*while_it_hangs.seconds, *newcomer.seconds) < LONGEST_PAGE
    assert writer.acknowledged.items() <= process().contents().items()


def wait_for_pages(readers: Readers) -> None:
    """Until the node hung long enough, and enough pages were asked for."""
    until = time.monotonic() + HANGS
    while time.monotonic() < until or (len(readers.seconds) < MOST_PAGES and time.monotonic() < 5 * until):
        time.sleep(0.1)
