"""How this process reaches an Elasticsearch cluster: two clients, one patient and one not, and trouble in our words."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from elastic_transport import TlsError, TransportError
from elasticsearch import (
    ApiError,
    AuthenticationException,
    AuthorizationException,
    Elasticsearch,
    NotFoundError,
    UnsupportedProductError,
)
from elasticsearch.dsl.connections import Connections
from elasticsearch.helpers import BulkIndexError

from search.engines.base import EngineError, EngineMisconfigured, EngineUnavailable, IndexMissing

MAJOR: Final = 8
"""The version of the cluster that this client speaks to."""
_COME_AND_GO: Final = frozenset({408, 429, 502, 503, 504})
"""Statuses of a server that is busy, blocked, or has no shard that answers: the same call may work later."""


@dataclass(frozen=True)
class Cluster:
    """Where the cluster is, and as whom and for whom we come.

    ``hosts`` are addresses (``"https://es1:9200"``), all of them: the loss of one then costs nothing. The names of all
    indices begin with ``prefix`` and a hyphen. ``installation`` says whose indices these are; it is written in each
    index, and compared when one is opened. ``ca`` is the path of a PEM file.
    """

    hosts: tuple[str, ...]
    prefix: str
    installation: str
    username: str = ""
    password: str = field(default="", repr=False)
    ca: str = ""
    read_seconds: float = 0.9
    """One try of a search; there are at most three, so that a hung node costs a visitor less than three seconds."""
    write_seconds: float = 30.0


class Clients:
    """The clients of one process for all its threads, made when they are first needed."""

    def __init__(self, cluster: Cluster) -> None:
        common: dict[str, Any] = {"hosts": list(cluster.hosts), "http_compress": False}
        if cluster.username:
            common["basic_auth"] = (cluster.username, cluster.password)
        if cluster.ca:
            common["ca_certs"] = cluster.ca
        patient = {"max_retries": 3, "retry_on_timeout": True, "retry_on_status": (502, 503, 504)}
        self._definitions: dict[str, dict[str, Any]] = {
            "read": {**common, "request_timeout": cluster.read_seconds, "max_retries": 0},
            "write": {**common, "request_timeout": cluster.write_seconds, **patient},
        }
        self._making = threading.Lock()
        self._connections = self._defined()

    def _defined(self) -> Connections[Elasticsearch]:
        connections = Connections(elasticsearch_class=Elasticsearch)
        connections.configure(**self._definitions)
        return connections

    @property
    def read(self) -> Elasticsearch:
        """For visitors: gives up soon, and does not try again by itself."""
        return self._get("read")

    @property
    def write(self) -> Elasticsearch:
        """For the index: waits long, and tries other hosts."""
        return self._get("write")

    def _get(self, name: str) -> Elasticsearch:
        with self._making, trouble():
            return self._connections.get_connection(name)

    def close(self) -> None:
        """Close all connections; the next call makes new ones."""
        with self._making:
            before, self._connections = self._connections, self._defined()
        for client in before._conns.values():  # the library has no other way to ask for those that were made
            client.close()


@contextmanager
def trouble() -> Iterator[None]:
    """Say in our own words what the cluster could not do.

    A question that it does not understand is our own fault, and stays the exception that it is.
    """
    try:
        yield
    except EngineError:
        raise
    except TlsError as error:
        raise EngineMisconfigured(
            f"Elasticsearch's certificate does not fit ({first_line(error)}). Set KENNIS_ELASTICSEARCH_CA to the "
            "certificate of the authority that signed it, and use the host names that it was made for."
        ) from error
    except UnsupportedProductError as error:
        raise EngineMisconfigured(f"KENNIS_ELASTICSEARCH_HOSTS names no Elasticsearch {MAJOR}: {error}") from error
    except TransportError as error:
        raise EngineUnavailable(f"Elasticsearch does not answer: {first_line(error)}") from error
    except ApiError as error:
        raise _in_our_words(error) from error
    except BulkIndexError as error:
        raise EngineUnavailable(f"Elasticsearch: {error}") from error


def _in_our_words(error: ApiError) -> Exception:
    """What an answer with an error status means; the error itself where it means that our question was wrong."""
    what = f"{error.status_code} {error.error}: {reason_of(error)}"
    if isinstance(error, AuthenticationException):
        return EngineMisconfigured(
            f"Elasticsearch does not know this user ({what}). Check KENNIS_ELASTICSEARCH_USERNAME and _PASSWORD."
        )
    if isinstance(error, AuthorizationException):
        return EngineMisconfigured(
            f"Elasticsearch does not allow this ({what}). The user of KENNIS_ELASTICSEARCH_USERNAME needs the role of "
            "docs/elasticsearch-roles.yml that fits this process, for indices of KENNIS_ELASTICSEARCH_PREFIX."
        )
    if isinstance(error, NotFoundError) and "not_found" in str(error.error):
        return IndexMissing(f"No search index in Elasticsearch ({what}): build it first.")
    if error.status_code in _COME_AND_GO:
        return EngineUnavailable(f"Elasticsearch is not able to now: {what}")
    if error.status_code == 406 or "media_type_header" in str(error.error):
        return EngineMisconfigured(f"The cluster does not speak the language of Elasticsearch {MAJOR} ({what}).")
    return error


def reason_of(error: ApiError) -> str:
    """The innermost reason that the cluster gave, on one line."""
    body = error.body if isinstance(error.body, dict) else {}
    given = body.get("error")
    if not isinstance(given, dict):
        return first_line(given or error)
    causes = [cause.get("reason") for cause in given.get("root_cause") or []]
    return first_line(next(filter(None, causes), None) or given.get("reason") or error)


def first_line(error: object) -> str:
    """What an error says, without what libraries add below it."""
    return str(error).strip().split("\n")[0][:300]
