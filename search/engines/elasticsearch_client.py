"""How this process reaches an Elasticsearch cluster: a patient client and hasty ones, and trouble in our words."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from elastic_transport import TlsError, TransportError
from elasticsearch import (
    ApiError,
    Elasticsearch,
    UnsupportedProductError,
)
from elasticsearch.dsl.connections import Connections
from elasticsearch.helpers import BulkIndexError

from search.engines.base import (
    EngineBlocked,
    EngineBusy,
    EngineError,
    EngineMisconfigured,
    EngineUnavailable,
    IndexMissing,
)

MAJOR: Final = 8
"""The version of the cluster that this client speaks to."""
_COME_AND_GO: Final = frozenset({408, 502, 503, 504})
"""Statuses of a cluster that has no master now, or no shard that answers: the same call may work later."""
_MEANINGS: Final[tuple[tuple[type[EngineError], Callable[[int, str, str], bool], str], ...]] = (
    (
        EngineBlocked,
        lambda status, kind, _reason: kind == "cluster_block_exception" and status in {403, 429},
        "Elasticsearch takes no changes ({what}). Make room on the disks of its nodes; a block that somebody set by "
        "hand stays until it is lifted.",
    ),
    (EngineBusy, lambda status, _kind, _reason: status == 429, "Elasticsearch has too much to do now ({what})."),
    (
        EngineUnavailable,
        lambda status, kind, _reason: status in _COME_AND_GO or kind == "index_closed_exception",
        "Elasticsearch is not able to now ({what}).",
    ),
    (
        EngineMisconfigured,
        lambda status, _kind, _reason: status == 401,
        "Elasticsearch does not know this user ({what}). Check KENNIS_ELASTICSEARCH_USERNAME and _PASSWORD.",
    ),
    (
        EngineMisconfigured,
        lambda status, _kind, _reason: status == 403,
        "Elasticsearch does not allow this ({what}). The user of KENNIS_ELASTICSEARCH_USERNAME needs the role of "
        "docs/elasticsearch-roles.yml that fits this process, for indices of KENNIS_ELASTICSEARCH_PREFIX.",
    ),
    (
        IndexMissing,
        lambda status, kind, _reason: status == 404 and "not_found" in kind,
        "No search index in Elasticsearch ({what}): build it first.",
    ),
    (
        EngineMisconfigured,
        lambda status, kind, reason: status == 406 or "media_type_header" in kind or "unrecognized parameter" in reason,
        f"The cluster does not speak the language of Elasticsearch {MAJOR} ({{what}}): connect it to a cluster of that "
        "version.",
    ),
)
"""What an answer means by its status, and the kind and reason of its error; the first that fits counts."""


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
    """One try of a search; all tries together take three times as long, so less than three seconds."""
    write_seconds: float = 30.0


class Clients:
    """The clients of one process for all its threads, made when they are first needed."""

    def __init__(self, cluster: Cluster) -> None:
        common: dict[str, Any] = {"http_compress": False, "request_timeout": cluster.read_seconds, "max_retries": 0}
        if cluster.username:
            common["basic_auth"] = (cluster.username, cluster.password)
        if cluster.ca:
            common["ca_certs"] = cluster.ca
        patient = {"max_retries": 3, "retry_on_timeout": True, "retry_on_status": (502, 503, 504)}
        patient |= {"hosts": list(cluster.hosts), "request_timeout": cluster.write_seconds}
        self._definitions: dict[str, dict[str, Any]] = {
            "write": common | patient,
            **{host: common | {"hosts": [host]} for host in cluster.hosts},
        }
        self._making = threading.Lock()
        self._connections = self._defined()

    def _defined(self) -> Connections[Elasticsearch]:
        connections = Connections(elasticsearch_class=Elasticsearch)
        connections.configure(**self._definitions)
        return connections

    def of(self, host: str) -> Elasticsearch:
        """For visitors: asks one host, once, and gives up soon."""
        return self._get(host)

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
    """Say in our own words what the cluster could not do."""
    try:
        yield
    except EngineError:
        raise
    except TlsError as error:
        raise EngineMisconfigured(
            f"The certificate of Elasticsearch does not fit ({first_line(error.message)}). Set "
            "KENNIS_ELASTICSEARCH_CA to the certificate of the authority that signed it, and use the host names that "
            "it was made for."
        ) from error
    except UnsupportedProductError as error:
        raise EngineMisconfigured(f"KENNIS_ELASTICSEARCH_HOSTS names no Elasticsearch {MAJOR}: {error}") from error
    except TransportError as error:
        raise EngineUnavailable(f"Elasticsearch does not answer: {first_line(error.message)}") from error
    except ApiError as error:
        raise in_our_words(error.status_code, str(error.error), reason_of(error)) from error
    except BulkIndexError as error:
        raise EngineUnavailable(f"Elasticsearch: {error}") from error


def in_our_words(status: int, kind: str, reason: str) -> EngineError:
    """What an answer with an error status means: an `EngineError` as such is one about the question, or a document."""
    what = f"{status} {kind}: {reason}"
    for meaning, fits, sentence in _MEANINGS:
        if fits(status, kind, reason):
            return meaning(sentence.format(what=what))
    return EngineError(f"Elasticsearch refuses what it was asked ({what}).")


def reason_of(error: ApiError) -> str:
    """The innermost reason that the cluster gave, on one line."""
    body = error.body if isinstance(error.body, dict) else {}
    given = body.get("error")
    if not isinstance(given, dict):
        return first_line(given or error)
    causes = [cause.get("reason") for cause in given.get("root_cause") or []]
    return first_line(next(filter(None, [*causes, innermost(given), given.get("reason")]), error))


def innermost(error: Mapping[str, Any]) -> str:
    """The reason below all the others."""
    while error.get("caused_by"):
        error = error["caused_by"]
    return str(error.get("reason") or "")


def first_line(error: object) -> str:
    """What an error says, without what libraries add below it."""
    return str(error).strip().split("\n")[0][:300]
