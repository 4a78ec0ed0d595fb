"""Writing to Elasticsearch: whole, durable and visible batches, late writers, and what a cluster will not take."""

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from elastic_transport import ConnectionTimeout
from elasticsearch import Elasticsearch
from structlog.testing import capture_logs

from search.analysis import FINGERPRINT
from search.engines import elasticsearch_bulk
from search.engines.base import Batch, DocumentsRejected, EngineUnavailable
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.fields import PreparedDocument, prepare
from search.planner.planner import plan
from search.query.request import SearchRequest
from tests.conformance.corpus import document
from tests.search.engines.conftest import asked, batch, rebuilt, werving

TOO_LONG = "x" * 32_767  # bytes of one code; one less fits


def unfit(n: int) -> PreparedDocument:
    return prepare(document(n, "Werving", thema=[TOO_LONG]))


def themes(engine: ElasticsearchEngine) -> Mapping[str, int]:
    return engine.search(plan(SearchRequest.from_params({}))).facets["thema"]


def themed(n: int, theme: str) -> PreparedDocument:
    return prepare(document(n, "Werving", thema=[theme]))


def test_a_document_that_never_fits_is_named_and_all_others_are_in_and_visible(engine: ElasticsearchEngine) -> None:
    with pytest.raises(DocumentsRejected) as refusal:
        engine.write(Batch([prepare(werving(2)), unfit(3), prepare(werving(4))], ("casusrapport:1",), generation=7))
    assert set(refusal.value.reasons) == {"casusrapport:3"}
    assert "document_parsing_exception" in refusal.value.reasons["casusrapport:3"]
    assert asked(engine) == [2, 4]
    assert engine.status().generation == 7


def test_a_code_of_the_greatest_length_fits(engine: ElasticsearchEngine) -> None:
    engine.write(Batch([themed(2, TOO_LONG[1:])]))
    assert themes(engine) == {TOO_LONG[1:]: 1}


def test_a_document_that_never_fits_is_named_by_a_rebuild_too(engine: ElasticsearchEngine) -> None:
    with engine.rebuild() as rebuild:
        with pytest.raises(DocumentsRejected, match="casusrapport:3"):
            rebuild.write(Batch([prepare(werving(2)), unfit(3)]))
        rebuild.publish()
    assert asked(engine) == [2]


def test_a_field_that_is_not_in_the_list_is_rejected_and_not_guessed(engine: ElasticsearchEngine) -> None:
    with_more = replace(prepare(werving(2)), sorts={**prepare(werving(2)).sorts, "gemaakt_op": 1})
    with pytest.raises(DocumentsRejected, match="strict_dynamic_mapping_exception"):
        engine.write(Batch([with_more]))


def test_the_older_of_two_versions_changes_nothing_and_is_logged(engine: ElasticsearchEngine) -> None:
    engine.write(Batch([themed(2, "nieuw")], read_in=9))
    with capture_logs() as logs:
        engine.write(Batch([themed(2, "oud"), prepare(werving(3))], read_in=8))
    assert themes(engine) == {"nieuw": 1}
    assert sorted(asked(engine)) == [1, 2, 3]
    (said,) = logs
    assert (said["log_level"], said["keys"], said["read_in"]) == ("warning", ["casusrapport:2"], 8)


def test_a_delete_that_comes_too_late_changes_nothing_and_is_logged(engine: ElasticsearchEngine) -> None:
    engine.write(batch(2, read_in=9))
    with capture_logs() as logs:
        engine.write(batch(deletes=("casusrapport:2",), read_in=8))
    assert asked(engine) == [1, 2]
    assert [said["keys"] for said in logs] == [["casusrapport:2"]]


def test_a_document_that_was_withdrawn_is_not_brought_back_by_a_late_writer(engine: ElasticsearchEngine) -> None:
    engine.write(batch(2, read_in=7))
    engine.write(batch(deletes=("casusrapport:2",), read_in=9))
    engine.write(batch(2, read_in=8))
    assert asked(engine) == [1]
    engine.write(batch(2, read_in=10))
    assert asked(engine) == [1, 2]


def test_a_document_that_was_never_there_and_is_withdrawn_stays_away_too(engine: ElasticsearchEngine) -> None:
    engine.write(batch(deletes=("casusrapport:2",), read_in=9))
    engine.write(batch(2, read_in=8))
    assert asked(engine) == [1]


def test_what_was_read_in_the_same_generation_is_written_again(engine: ElasticsearchEngine) -> None:
    engine.write(Batch([themed(2, "een")], read_in=9))
    with capture_logs() as logs:
        engine.write(Batch([themed(2, "twee")], read_in=9))
    assert themes(engine) == {"twee": 1}
    assert logs == []


def test_a_late_writer_does_not_take_back_how_far_the_index_is(
    engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.write(batch(generation=5))
    known = elasticsearch_bulk._state_after(engine.clients.write, engine.indices.alias, batch(generation=5))
    engine.write(batch(generation=8))
    engine.write(batch(generation=9))
    before = engine.status()
    with monkeypatch.context() as stopped_after_it_asked:
        stopped_after_it_asked.setattr(elasticsearch_bulk, "_state_after", lambda *_: known)
        engine.write(batch())
    assert engine.status() == before


def test_a_database_that_was_put_back_is_told_that_its_index_is_newer(engine: ElasticsearchEngine) -> None:
    engine.write(Batch([themed(2, "van-voor")], generation=50, read_in=50))
    with capture_logs() as logs:
        engine.write(Batch([themed(2, "van-na")], generation=41, read_in=41))
    assert themes(engine) == {"van-voor": 1}
    assert engine.status().generation == 50
    assert logs[0]["event"] == "the index keeps what is newer"
    rebuilt(engine, 2)
    assert (engine.status().generation, themes(engine)) == (0, {})


def test_the_status_counts_documents_and_lessons_and_names_index_and_analysis(engine: ElasticsearchEngine) -> None:
    lessons = ["Werf vroeg.", "Werf samen.", "Werf breed."]
    engine.write(Batch([prepare(document(n, "Werving", lessons=lessons)) for n in (2, 3)], generation=12))
    found = engine.status()
    assert (found.documents, found.passages, found.generation) == (3, 7, 12)
    assert found.fingerprint == FINGERPRINT
    assert found.name in engine.indices.found(engine.clients.write)
    engine.write(Batch(deletes=("casusrapport:2",)))
    after = engine.status()
    assert (after.documents, after.passages, after.generation) == (2, 4, 12)
    assert after.sequence == found.sequence + 1


def test_the_contents_of_more_documents_than_are_read_at_once_are_complete(engine: ElasticsearchEngine) -> None:
    one = prepare(werving(1))
    many = [replace(copy.copy(one), n=n, key=f"casusrapport:{n}") for n in range(1, 2_502)]
    engine.write(Batch(many))
    assert engine.contents() == {each.key: each.digest for each in many}


def test_a_batch_in_several_requests_is_whole(engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elasticsearch_bulk, "_ONE_REQUEST", 2_000)
    seen, really = [], Elasticsearch.bulk

    def counted(client: Elasticsearch, *args: Any, **given: Any) -> Any:
        seen.append(asked(engine))
        return really(client, *args, **given)

    monkeypatch.setattr(Elasticsearch, "bulk", counted)
    engine.write(batch(*range(2, 12)))
    assert len(seen) > 2
    assert set(map(tuple, seen)) == {(1,)}
    assert asked(engine) == [*range(1, 12)]


class Full:
    """A cluster that has no room for every second document of a bulk, the first ``times`` times it is asked."""

    def __init__(self, times: int) -> None:
        self.left = times
        self.really = Elasticsearch.bulk

    def bulk(self, client: Elasticsearch, *, operations: list[bytes], **given: Any) -> Any:
        if not self.left:
            return self.really(client, operations=operations, **given)
        self.left -= 1
        pairs = [operations[at : at + 2] for at in range(0, len(operations), 2)]
        answer = self.really(client, operations=[line for pair in pairs[::2] for line in pair], **given)
        taken = iter(answer.body["items"])
        refused = {"status": 429, "error": {"type": "es_rejected_execution_exception", "reason": "queue is full"}}
        items = [next(taken) if at % 2 == 0 else {"index": {"_id": "?", **refused}} for at in range(len(pairs))]
        answer.body["items"] = items
        return answer


def full(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    cluster = Full(times)
    monkeypatch.setattr(elasticsearch_bulk, "_FIRST_PAUSE", 0.01)

    def bulk(client: Elasticsearch, **given: Any) -> Any:
        return cluster.bulk(client, **given)

    monkeypatch.setattr(Elasticsearch, "bulk", bulk)


def test_what_a_busy_cluster_had_no_room_for_is_sent_again(
    engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    full(monkeypatch, 2)
    engine.write(batch(*range(2, 12), generation=3))
    assert asked(engine) == [*range(1, 12)]
    assert engine.status().generation == 3


def test_of_a_batch_that_found_no_room_nothing_is_seen_before_it_is_whole(
    engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as busy:
        full(busy, 5)
        with pytest.raises(EngineUnavailable, match="429"):
            engine.write(batch(*range(2, 102)))
    assert asked(engine) == [1]
    engine.write(batch(*range(2, 12)))
    assert asked(engine)[:11] == [*range(1, 12)]


def test_a_batch_that_is_interrupted_before_it_is_shown_comes_with_the_next(
    engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_self: ElasticsearchEngine) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(ElasticsearchEngine, "_refresh", interrupted)
        with pytest.raises(KeyboardInterrupt):
            engine.write(batch(2, generation=6))
    assert asked(engine) == [1]
    assert engine.status().generation == 0
    engine.write(batch(3, generation=7))
    assert asked(engine) == [1, 2, 3]
    assert engine.status().generation == 7


def test_a_batch_whose_answer_was_lost_is_written_again_without_harm(
    engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = Elasticsearch.bulk

    def lost(client: Elasticsearch, **given: Any) -> Any:
        really(client, **given)
        raise ConnectionTimeout("Connection timed out")

    given = batch(2, deletes=("casusrapport:1",), generation=4, read_in=4)
    with monkeypatch.context() as broken:
        broken.setattr(Elasticsearch, "bulk", lost)
        with pytest.raises(EngineUnavailable):
            engine.write(given)
    engine.write(given)
    assert asked(engine) == [2]
    assert engine.status().generation == 4


def test_a_copy_that_does_not_show_what_was_written_is_trouble(
    engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    behind = {"_shards": {"total": 2, "successful": 1, "failed": 1}}
    monkeypatch.setattr(type(engine.clients.write.indices), "refresh", lambda _self, **_: behind)
    with pytest.raises(EngineUnavailable, match="1 copies"):
        engine.write(batch(2))


def test_what_another_process_wrote_is_seen_and_a_closed_engine_opens_again(
    engine: ElasticsearchEngine, make: Any
) -> None:
    other = make()
    other.write(batch(2))
    assert asked(engine) == [1, 2]
    engine.close()
    other.close()
    assert asked(engine) == [1, 2]
    other.write(batch(3))
    engine.close()
    assert (engine.status().documents, len(engine.contents())) == (3, 3)
