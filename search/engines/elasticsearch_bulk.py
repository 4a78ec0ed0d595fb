"""Writing to Elasticsearch: one request for a batch, and what became of each item of it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import structlog
from elasticsearch import Elasticsearch, NotFoundError
from elasticsearch.helpers import streaming_bulk

from search.engines.base import (
    Batch,
    DocumentsRejected,
    EngineError,
)
from search.engines.elasticsearch_client import first_line, in_our_words, innermost
from search.engines.fields import PreparedDocument

log = structlog.get_logger(__name__)

STATE: Final = "$state"
"""The id of the document that counts the batches; it has none of the fields that are searched."""
_GONE: Final = 404
"""Deleted already."""
_NEWER: Final = 409
"""There in a newer version, or deleted since."""
_LATER: Final = frozenset({429, 502, 503, 504})
_RETRIES: Final = 4  # of items that the cluster had no room for, each after twice as long
_FIRST_PAUSE: Final = 0.2  # seconds
_WAIT_FOR_PRIMARY: Final = "5s"  # of each try; less than the client waits, so that the answer says what is missing
_ONE_REQUEST: Final = 90 * 1024 * 1024  # bytes; the cluster refuses a request of 100 MB


def write(client: Elasticsearch, alias: str, batch: Batch) -> None:
    """Bring a batch to the index behind an alias: durable when this returns, visible after the next refresh.

    Raises:
        EngineError: not all of it is in, and the same batch may be taken later.
        DocumentsRejected: all of it is in, but for documents that the cluster will never take.
    """
    rejected: dict[str, str] = {}
    newer: list[str] = []
    trouble: EngineError | None = None
    for good, result in streaming_bulk(
        client,
        _actions(batch, alias, _state_after(client, alias, batch)),
        chunk_size=10_000,
        max_chunk_bytes=_ONE_REQUEST,
        max_retries=_RETRIES,
        initial_backoff=_FIRST_PAUSE,
        retry_on_status=tuple(_LATER),
        raise_on_error=False,
        require_alias=True,
        timeout=_WAIT_FOR_PRIMARY,
    ):
        item = next(iter(result.values()))
        if good:
            continue
        error = item.get("error") or {}
        meaning = in_our_words(item["status"], str(error.get("type", "")), _reason(error))
        if type(meaning) is not EngineError:
            trouble = trouble or meaning
        elif item["status"] == _NEWER:
            newer.append(item["_id"])
        elif item["status"] != _GONE:
            rejected[item["_id"]] = str(meaning)
    if newer:  # this writer is late; or the database was put back to a state from before that of the index
        log.warning("the index keeps what is newer", keys=newer, read_in=batch.read_in)
    if trouble is not None:
        raise trouble
    if rejected:
        raise DocumentsRejected(rejected)


def _reason(error: Mapping[str, Any]) -> str:
    """What is wrong, as the node says it outside (which field), and why, as it says inside."""
    outside, inside = first_line(error.get("reason") or ""), innermost(error)
    return outside if inside in outside else f"{outside[:150]}: {first_line(inside)}"


def _state_after(client: Elasticsearch, target: str, batch: Batch) -> dict[str, int]:
    try:
        now = client.get(index=target, id=STATE)["_source"]
    except NotFoundError as error:
        if "error" in error.body:
            raise
        now = {"sequence": 0, "generation": 0}
    return {"sequence": now["sequence"] + 1, "generation": max(now["generation"], batch.generation)}


def _actions(batch: Batch, target: str, state: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    """The last document of a key stands, as if they had come one by one; an older version never replaces a newer."""
    version = {"version": batch.read_in, "version_type": "external_gte"}
    upserts = {document.key: document for document in batch.upserts}
    for key in dict.fromkeys(batch.deletes):
        if key not in upserts:
            yield {"_op_type": "delete", "_index": target, "_id": key, **version}
    for key, document in upserts.items():
        yield {"_op_type": "index", "_index": target, "_id": key, **version, "_source": _source(document)}
    version = {"version": state["sequence"], "version_type": "external"}  # no late writer takes it back
    yield {"_op_type": "index", "_index": target, "_id": STATE, **version, "_source": state}


def _source(document: PreparedDocument) -> dict[str, Any]:
    passages = [{"id": each.id, "place": each.place, **each.texts} for each in document.passages]
    facets = {facet: list(codes) for facet, codes in document.facets.items()}
    stored = {"n": document.n, "key": document.key, "digest": document.digest}
    return {**stored, **document.texts, **facets, **document.sorts, "passages": passages}
