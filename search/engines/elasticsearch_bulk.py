"""Writing to Elasticsearch: one request for a batch, and what became of each item of it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from elasticsearch import Elasticsearch, NotFoundError
from elasticsearch.helpers import streaming_bulk

from search.engines.base import Batch, DocumentsRejected, EngineUnavailable, IndexMissing
from search.engines.elasticsearch_client import first_line
from search.engines.fields import PreparedDocument

STATE: Final = "$state"
"""The id of the document that counts the batches; it has none of the fields that are searched."""
_GONE: Final = frozenset({404, 409})
"""Items of a bulk that need nothing more: deleted already, or there in a newer version."""
_LATER: Final = frozenset({429, 502, 503, 504})
_RETRIES: Final = 4  # of items that the cluster had no room for, each after twice as long
_FIRST_PAUSE: Final = 0.2  # seconds
_ONE_REQUEST: Final = 90 * 1024 * 1024  # bytes; the cluster refuses a request of 100 MB


def write(client: Elasticsearch, target: str, batch: Batch, *, require_alias: bool) -> None:
    """Bring a batch to an index: durable when this returns, visible after the next refresh.

    Raises:
        EngineUnavailable: the cluster had no room for all of it.
        DocumentsRejected: all of it is in, but for documents that it will never take.
    """
    rejected: dict[str, str] = {}
    later: list[str] = []
    for good, result in streaming_bulk(
        client,
        _actions(batch, target, _state_after(client, target, batch)),
        chunk_size=10_000,
        max_chunk_bytes=_ONE_REQUEST,
        max_retries=_RETRIES,
        initial_backoff=_FIRST_PAUSE,
        retry_on_status=tuple(_LATER),
        raise_on_error=False,
        require_alias=require_alias,
    ):
        item = next(iter(result.values()))
        if good or (item["status"] in _GONE and not _lost(item)):
            continue
        if item["status"] in _LATER:
            later.append(_reason(item))
        elif _lost(item):
            raise IndexMissing(f"The search index {target} is gone: build it again.")
        else:
            rejected[item["_id"]] = _reason(item)
    if later:
        raise EngineUnavailable(f"Elasticsearch has no room for {len(later)} documents now: {later[0]}")
    if rejected:
        raise DocumentsRejected(rejected)


def _reason(item: Mapping[str, Any]) -> str:
    error = item.get("error") or {}
    return first_line(f"{item['status']} {error.get('type', '')}: {error.get('reason', '')}")


def _lost(item: Mapping[str, Any]) -> bool:
    """Whether it is the index that is not there, and not the document."""
    return bool(item["status"] == 404 and (item.get("error") or {}).get("type") == "index_not_found_exception")


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
    yield {"_op_type": "index", "_index": target, "_id": STATE, "_source": state}


def _source(document: PreparedDocument) -> dict[str, Any]:
    passages = [{"id": each.id, "place": each.place, **each.texts} for each in document.passages]
    facets = {facet: list(codes) for facet, codes in document.facets.items()}
    stored = {"n": document.n, "key": document.key, "digest": document.digest}
    return {**stored, **document.texts, **facets, **document.sorts, "passages": passages}
