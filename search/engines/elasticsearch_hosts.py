"""Which host of a cluster answers a visitor: the same one for the same question, and none that does not answer."""

import threading
import time
import zlib
from collections.abc import Callable
from typing import Final, TypeVar

from elastic_transport import TransportError
from elasticsearch import Elasticsearch

from search.engines.base import EngineUnavailable
from search.engines.elasticsearch_client import Clients, Cluster, trouble

TRIES: Final = 3
"""So many times one try may take, all tries together take at most."""
REST_SECONDS: Final = 30.0
"""How long a host that did not answer is left alone: the cluster itself needs as long to part with it."""
SHORTEST_TRY: Final = 0.1
"""Seconds. With less left, no other host is tried."""

Answer = TypeVar("Answer")


class Hosts:
    """The hosts of a cluster, and which of them did not answer this process lately.

    A host that hangs costs one search one try; those after it go elsewhere. After a while one search tries it again.
    """

    def __init__(self, cluster: Cluster, clients: Clients, clock: Callable[[], float] = time.monotonic) -> None:
        self._addresses = cluster.hosts
        self._seconds = cluster.read_seconds
        self._clients = clients
        self._clock = clock
        self._rests_until: dict[str, float] = {}
        self._choosing = threading.Lock()

    def ask(self, question: Callable[[Elasticsearch], Answer], about: str) -> Answer:
        """The first answer that a host gives. ``about`` is the same text for questions that should meet the same copy.

        Raises:
            EngineError: no host answered in time, or one answered that it is not able to.
        """
        until = self._clock() + TRIES * self._seconds
        hosts = self._in_turn(about)
        for host in hosts:
            left = until - self._clock()
            try:
                with trouble():
                    client = self._clients.of(host)
                    last = host == hosts[-1] or left < self._seconds
                    answer = question(client.options(request_timeout=left) if last else client)
            except EngineUnavailable as error:
                if isinstance(error.__cause__, TransportError):
                    self._rests_until[host] = self._clock() + REST_SECONDS
                if host == hosts[-1] or until - self._clock() < SHORTEST_TRY:
                    raise
            else:
                self._rests_until.pop(host, None)
                return answer
        raise AssertionError("unreachable")

    def _in_turn(self, about: str) -> list[str]:
        """All hosts in the order in which to try them: those that rest come last."""
        first = zlib.crc32(about.encode()) % len(self._addresses)
        order = self._addresses[first:] + self._addresses[:first]
        with self._choosing:
            now = self._clock()
            hosts = sorted(order, key=lambda host: self._rests_until.get(host, 0.0) > now)
            if hosts[0] in self._rests_until:  # one search finds out whether it is back; the others do not wait for it
                self._rests_until[hosts[0]] = now + REST_SECONDS
        return hosts
