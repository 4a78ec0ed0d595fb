"""Each trouble that a cluster may have, provoked for real: context managers over a `Place`."""

import json
import threading
import time
import urllib.error
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from search.engines.base import Batch
from search.planner.planner import plan
from search.query.request import SearchRequest
from tests.servers.elasticsearch import Elasticsearch
from tests.servers.ports import HOST, free_port
from tests.trouble.conftest import Place, report

Provoke = Callable[[Place], AbstractContextManager[None]]

QUESTION = plan(SearchRequest.from_params({"q": ["loket"]}))
THREADS = 16
"""That ask at once where one is answered and one may wait."""
FLOOD_SECONDS = 60.0
"""Elasticsearch looks at its disks every ten."""


def search(place: Place) -> None:
    place.engine.search(QUESTION)


def write(place: Place) -> None:
    place.engine.write(Batch([report(3)], read_in=6))


def until_busy(call: Callable[[Place], None]) -> Callable[[Place], None]:
    """A call that meets a full queue sooner or later, and then gives up."""

    def calls(place: Place) -> None:
        for _ in range(200):
            call(place)

    return calls


def as_refused(node: Elasticsearch, method: str, path: str, body: object) -> bool:
    """Whether the node answered 429."""
    try:
        node.ask(method, path, body)
    except urllib.error.HTTPError as error:
        return error.code == 429
    return False


@contextmanager
def crowd(place: Place, method: str, path: str, body: object) -> Iterator[None]:
    """More of the same request at once than there is room for, again and again."""
    stop, full = threading.Event(), threading.Event()

    def ask() -> None:
        while not stop.is_set():
            if as_refused(place.node, method, path, body):
                full.set()

    threads = [threading.Thread(target=ask) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    try:
        assert full.wait(30), "the queue was never full"
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def search_queue_full(place: Place) -> AbstractContextManager[None]:
    body = {"size": 0, "aggs": {str(n): {"terms": {"field": "thema", "size": 9999}} for n in range(500)}}
    return crowd(place, "POST", f"/{place.index}/_search?request_cache=false", body)


def write_queue_full(place: Place) -> AbstractContextManager[None]:
    return crowd(place, "PUT", f"/{place.index}/_doc/crowd?refresh=true", {"key": "crowd"})


@contextmanager
def nobody_there(place: Place) -> Iterator[None]:
    place.become(hosts=(f"http://{HOST}:{free_port()}",))
    yield


@contextmanager
def unknown_host(place: Place) -> Iterator[None]:
    place.become(hosts=("http://es1.invalid:9200",))
    yield


@contextmanager
def hung(place: Place) -> Iterator[None]:
    place.become(read_seconds=0.3, write_seconds=0.5)
    place.node.hang()
    try:
        yield
    finally:
        place.node.resume()


def limited(**settings: str) -> Provoke:
    """Less memory for some kind of work than it needs."""

    @contextmanager
    def provoke(place: Place) -> Iterator[None]:
        search(place)
        place.set(**settings)
        try:
            yield
        finally:
            place.set(**dict.fromkeys(settings))

    return provoke


no_memory_for_searches = limited(indices__breaker__request__limit="1b")
no_memory_for_requests = limited(network__breaker__inflight_requests__limit="600b")


@contextmanager
def disk_full(place: Place) -> Iterator[None]:
    """The flood stage, as Elasticsearch itself finds it: less room on the disk than it wants."""
    disk = "cluster__routing__allocation__disk__"
    marks = {"low": "4000tb", "high": "4000tb", "flood_stage": "3000tb"}
    wanted = {f"{disk}threshold_enabled": True, **{f"{disk}watermark__{mark}": much for mark, much in marks.items()}}
    path = f"/{place.index}/_settings?flat_settings=true"

    def blocked() -> bool:
        return "index.blocks.read_only_allow_delete" in json.dumps(place.node.ask("GET", path))

    place.set(**wanted)
    try:
        wait_until(blocked)
        yield
    finally:
        place.set(**dict.fromkeys(wanted))
        wait_until(lambda: not blocked())


def wait_until(done: Callable[[], bool]) -> None:
    until = time.monotonic() + FLOOD_SECONDS
    while not done():
        assert time.monotonic() < until, "Elasticsearch did not look at its disks"
        time.sleep(0.2)


@contextmanager
def blocked_by_hand(place: Place) -> Iterator[None]:
    path = f"/{place.index}/_settings"
    place.node.ask("PUT", path, {"index.blocks.write": True})
    try:
        yield
    finally:
        place.node.ask("PUT", path, {"index.blocks.write": None})


@contextmanager
def no_shard(place: Place) -> Iterator[None]:
    """The index is known, and no node holds it: it was made while no node was allowed to."""
    index = place.index
    known = place.node.ask("GET", f"/{index}")[index]
    place.set(cluster__routing__allocation__enable="none")
    try:
        place.node.ask("DELETE", f"/{index}")
        made = {"mappings": known["mappings"], "aliases": known["aliases"]}
        place.node.ask("PUT", f"/{index}?wait_for_active_shards=0", made)
        yield
    finally:
        place.set(cluster__routing__allocation__enable=None)
        place.node.ask("GET", f"/_cluster/health/{index}?wait_for_status=yellow")


@contextmanager
def closed(place: Place) -> Iterator[None]:
    search(place)
    place.node.ask("POST", f"/{place.index}/_close")
    yield


@contextmanager
def index_dropped(place: Place) -> Iterator[None]:
    search(place)
    place.node.ask("DELETE", f"/{place.index}")
    yield


@contextmanager
def index_dropped_before_the_start(place: Place) -> Iterator[None]:
    place.node.ask("DELETE", f"/{place.index}")
    place.become()
    yield


@contextmanager
def alias_gone(place: Place) -> Iterator[None]:
    search(place)
    place.node.ask("DELETE", f"/{place.index}/_alias/*")
    yield


@contextmanager
def other_fingerprint(place: Place) -> Iterator[None]:
    """What answers was made by the code of last year."""
    meta = {"_meta": {"schema": 0, "fingerprint": "last-year", "installation": place.cluster.installation}}
    place.node.ask("DELETE", f"/{place.index}")
    alias = f"{place.cluster.prefix}-search.0.last-year"
    place.node.ask("PUT", f"/{alias}.20250101t000000-aa", {"mappings": meta, "aliases": {alias: {}}})
    place.become()
    yield


@contextmanager
def other_installation(place: Place) -> Iterator[None]:
    place.become(installation="https://elders.nl (00)")
    yield


def answering(answer: Callable[[str, bytes], bytes], headers: dict[str, str], status: int = 200) -> Provoke:
    """A server between the engine and the node that changes what the node says."""

    @contextmanager
    def provoke(place: Place) -> Iterator[None]:
        class Between(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                said = answer(self.path, json.dumps(place.node.ask("GET", self.path)).encode())
                self.send_response(status)
                for name, value in (
                    {"Content-Length": str(len(said)), "Content-Type": "application/json"} | headers
                ).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        server = ThreadingHTTPServer((HOST, 0), Between)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        place.become(hosts=(f"http://{HOST}:{server.server_port}",))
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()

    return provoke


of_another_version = answering(
    lambda path, said: said.replace(b'"8.19.0"', b'"9.2.1"') if path.startswith("/_nodes") else said,
    {"X-Elastic-Product": "Elasticsearch"},
)
not_elasticsearch = answering(lambda _path, said: said, {})
# As 7.17 answers to the first question of a process (seen on a real one), which may not ask for versions.
older = answering(
    lambda _path, _said: json.dumps(
        {"error": {"type": "illegal_argument_exception", "reason": "contains unrecognized parameter: [features]"}}
    ).encode(),
    {"X-Elastic-Product": "Elasticsearch"},
    status=400,
)
