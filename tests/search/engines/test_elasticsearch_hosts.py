"""Which host is asked, and for how long, with a clock that this test moves."""

import pytest
from elastic_transport import ApiResponseMeta, ConnectionError, ConnectionTimeout, HttpHeaders, NodeConfig
from elasticsearch import ApiError, Elasticsearch

from search.engines import elasticsearch_hosts
from search.engines.base import EngineBusy, EngineUnavailable
from search.engines.elasticsearch_client import Clients, Cluster
from search.engines.elasticsearch_hosts import REST_SECONDS, Hosts

NAMES = ("http://een:9200", "http://twee:9200", "http://drie:9200")
FULL = ApiError(
    "429", ApiResponseMeta(429, "1.1", HttpHeaders(), 0.1, NodeConfig("http", "een", 9200)), {"error": "queue full"}
)


class Nodes:
    """Three hosts, of which some hang, refuse or are too busy; how long each was waited for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...] = NAMES) -> None:
        self.now = 0.0
        self.broken: dict[str, Exception | str] = {}
        self.asked: list[tuple[str, float]] = []
        cluster = Cluster(names, "kennis", "test", read_seconds=1.0)
        self.hosts = Hosts(cluster, Clients(cluster), clock=lambda: self.now)
        monkeypatch.setattr(elasticsearch_hosts.time, "sleep", self.wait)

    def wait(self, seconds: float) -> None:
        self.now += seconds

    def answer(self, client: Elasticsearch) -> str:
        host = next(node.base_url for node in client.transport.node_pool.all())
        seconds = client._request_timeout
        self.asked.append((host, seconds))
        if self.broken.get(host) == "hangs":
            self.now += seconds
            raise ConnectionTimeout("Connection timed out")
        if host in self.broken:
            raise self.broken[host]
        return host

    def ask(self, about: str = "loket") -> str:
        return self.hosts.ask(self.answer, about)


@pytest.fixture
def nodes(monkeypatch: pytest.MonkeyPatch) -> Nodes:
    return Nodes(monkeypatch)


def test_the_same_question_meets_the_same_host_and_all_hosts_have_work(nodes: Nodes) -> None:
    asked = {about: nodes.ask(about) for about in map(str, range(50))}

    assert {about: nodes.ask(about) for about in asked} == asked
    assert set(asked.values()) == set(NAMES)


def test_a_host_that_hangs_costs_one_question_one_try_and_the_next_ones_nothing(nodes: Nodes) -> None:
    hung = nodes.ask()
    nodes.broken[hung] = "hangs"

    assert nodes.ask() != hung
    assert nodes.now == 1.0
    for about in map(str, range(50)):
        nodes.ask(about)
    assert nodes.now == 1.0


def test_after_a_while_one_question_tries_it_again_while_the_others_go_elsewhere(nodes: Nodes) -> None:
    hung = nodes.ask()
    nodes.broken[hung] = "hangs"
    nodes.ask()
    nodes.now += REST_SECONDS
    nodes.asked.clear()
    elsewhere: list[str] = []

    def meanwhile(client: Elasticsearch) -> str:
        if not elsewhere:
            elsewhere.append("")
            elsewhere.append(nodes.ask())
        return nodes.answer(client)

    nodes.hosts.ask(meanwhile, "loket")

    assert elsewhere[1] != hung
    assert [host for host, _ in nodes.asked].count(hung) == 1


def test_a_host_that_is_back_has_work_again(nodes: Nodes) -> None:
    hung = nodes.ask()
    nodes.broken[hung] = "hangs"
    nodes.ask()
    nodes.broken.clear()
    nodes.now += REST_SECONDS

    assert [nodes.ask(), nodes.ask()] == [hung, hung]


def test_all_tries_together_take_at_most_three_times_as_long_as_one(nodes: Nodes) -> None:
    nodes.broken = dict.fromkeys(NAMES, "hangs")

    with pytest.raises(EngineUnavailable):
        nodes.ask()

    assert nodes.now == pytest.approx(3.0)


def test_a_slow_host_gets_the_time_that_dead_ones_did_not_need(nodes: Nodes) -> None:
    slow = nodes.ask()
    nodes.broken = {name: ConnectionError("Connection refused") for name in NAMES} | {slow: "hangs"}
    nodes.asked.clear()

    with pytest.raises(EngineUnavailable):
        nodes.ask()

    assert [seconds for host, seconds in nodes.asked if host == slow] == [1.0, pytest.approx(2.0)]


def test_a_cluster_that_is_not_there_is_told_at_once(nodes: Nodes) -> None:
    nodes.broken = {name: ConnectionError("Connection refused") for name in NAMES}

    with pytest.raises(EngineUnavailable, match="refused"):
        nodes.ask()

    assert (len(nodes.asked), nodes.now) == (3, 0.0)


def test_a_busy_host_is_asked_once_more_after_a_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    nodes = Nodes(monkeypatch, NAMES[:1])
    nodes.broken[NAMES[0]] = FULL

    with pytest.raises(EngineBusy, match="queue full"):
        nodes.ask()

    assert len(nodes.asked) == 2
    assert 0 < nodes.now < 1

    monkeypatch.setattr(elasticsearch_hosts.time, "sleep", lambda _seconds: nodes.broken.clear())
    assert nodes.ask() == NAMES[0]
