"""What happens to a cluster, provoked for real on a node of its own: our error, and words that name the cause."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from search.engines.base import (
    EngineBlocked,
    EngineBusy,
    EngineError,
    EngineMisconfigured,
    EngineUnavailable,
    IndexMismatch,
    IndexMissing,
)
from tests.trouble import provoked
from tests.trouble.conftest import Place
from tests.trouble.provoked import Provoke, search, until_busy, write

pytestmark = pytest.mark.elasticsearch


def rebuild(place: Place) -> None:
    place.build()


@dataclass(frozen=True)
class Row:
    what: Provoke
    call: Callable[[Place], None]
    error: type[EngineError]
    words: str
    """A pattern: what the message must say."""


TABLE = {
    "nobody is there, search": Row(provoked.nobody_there, search, EngineUnavailable, "refused"),
    "nobody is there, write": Row(provoked.nobody_there, write, EngineUnavailable, "refused"),
    "unknown host": Row(provoked.unknown_host, search, EngineUnavailable, "resolve|not known"),
    "hung, search": Row(provoked.hung, search, EngineUnavailable, "timed out"),
    "hung, write": Row(provoked.hung, write, EngineUnavailable, "timed out"),
    "search queue full": Row(provoked.search_queue_full, until_busy(search), EngineBusy, "rejected execution"),
    "write queue full": Row(provoked.write_queue_full, until_busy(write), EngineBusy, "rejected execution"),
    "no memory for searches": Row(provoked.no_memory_for_searches, search, EngineBusy, "Data too large"),
    "no memory for requests": Row(provoked.no_memory_for_requests, write, EngineBusy, "Data too large"),
    "disk full": Row(provoked.disk_full, write, EngineBlocked, "flood-stage watermark.*disks"),
    "blocked by hand": Row(provoked.blocked_by_hand, write, EngineBlocked, "FORBIDDEN.*by hand"),
    "no shard, search": Row(provoked.no_shard, search, EngineUnavailable, "503.*shard"),
    "no primary, write": Row(provoked.no_shard, write, EngineUnavailable, "503.*shard"),
    "index closed": Row(provoked.closed, search, EngineUnavailable, "closed"),
    "index dropped, search": Row(provoked.index_dropped, search, IndexMissing, "build it first"),
    "index dropped, write": Row(provoked.index_dropped, write, IndexMissing, "build it first"),
    "no index at the start": Row(provoked.index_dropped_before_the_start, search, IndexMissing, "build it first"),
    "alias gone, search": Row(provoked.alias_gone, search, IndexMissing, "build it first"),
    "alias gone, write": Row(provoked.alias_gone, write, IndexMissing, "build it first"),
    "other fingerprint, search": Row(provoked.other_fingerprint, search, IndexMismatch, "last-year.*build it again"),
    "other fingerprint, write": Row(provoked.other_fingerprint, write, IndexMismatch, "last-year.*build it again"),
    "other installation": Row(provoked.other_installation, search, EngineMisconfigured, "KENNIS_ELASTICSEARCH_PREFIX"),
    "other version": Row(provoked.of_another_version, rebuild, EngineMisconfigured, r"runs Elasticsearch 9\.2\.1.* 8"),
    "older version": Row(provoked.older, search, EngineMisconfigured, "language of Elasticsearch 8"),
    "not Elasticsearch": Row(provoked.not_elasticsearch, search, EngineMisconfigured, "KENNIS_ELASTICSEARCH_HOSTS"),
}


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_trouble_has_words(place: Place, row: Row) -> None:
    with row.what(place), pytest.raises(row.error, match=f"(?s){row.words}") as raised:
        row.call(place)

    assert type(raised.value) is row.error
    print(f"\n{row.error.__name__}: {raised.value}")
