"""Which host of a cluster answers a visitor: the same one for the same question, and none that does not answer."""

import threading
import time
import zlib
from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from elastic_transport import ConnectionTimeout, TransportError
from elasticsearch import Elasticsearch

from search.engines.base import EngineUnavailable
from search.engines.elasticsearch_client import Clients, Cluster, trouble

TRIES: Final = 3
"""All tries together take at most so many times as long as one."""
REST_SECONDS: Final = 30.0
"""How long a host that did not answer is left alone: the cluster itself needs as long to part with it."""
SHORTEST_TRY: Final = 0.1
"""Seconds. With less left, nobody is asked."""
PAUSE: Final = 0.25
"""Seconds before those are asked again that answered, but were not able to."""

Answer = TypeVar("Answer")
NotRefused = dict[str, EngineUnavailable]
"""What those hosts said, or that they timed out, that may answer when they are asked again."""


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
            EngineError: no host answered in time, or none is able to.
        """
        until = self._clock() + TRIES * self._seconds
        problem: EngineUnavailable | None = None
        not_refused: NotRefused = {}
        for host, seconds in self._tries(about, not_refused, until):
            try:
                with trouble():
                    client = self._clients.of(host)
                    # A copy with another time limit costs as much as an answer takes: only where it is needed.
                    answer = question(client if seconds == self._seconds else client.options(request_timeout=seconds))
            except EngineUnavailable as error:
                problem = error
                self._note(host, error, not_refused)
            else:
                self._rests_until.pop(host, None)
                return answer
        raise problem or EngineUnavailable("No host of Elasticsearch answered in time")

    def _tries(self, about: str, not_refused: NotRefused, until: float) -> Iterator[tuple[str, float]]:
        """Each host with the seconds that it gets; then once more those that are there, with all the time left."""
        for host in self._in_turn(about):
            left = until - self._clock()
            yield host, self._seconds if left > self._seconds - SHORTEST_TRY else max(left, SHORTEST_TRY)
        again = list(not_refused.items())
        if again and not any(_timed_out(error) for _, error in again):
            time.sleep(PAUSE)
        for host, _ in again:
            left = until - self._clock()
            if left > SHORTEST_TRY:
                yield host, left

    def _note(self, host: str, error: EngineUnavailable, not_refused: NotRefused) -> None:
        silent = isinstance(error.__cause__, TransportError)
        if silent:
            self._rests_until[host] = self._clock() + REST_SECONDS
        if not silent or _timed_out(error):
            not_refused[host] = error

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


def _timed_out(error: EngineUnavailable) -> bool:
    return isinstance(error.__cause__, ConnectionTimeout)
