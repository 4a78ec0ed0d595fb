"""Elasticsearch's indices: what a fresh one is, whose it is, what made it, and which one answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from elastic_transport import ConnectionTimeout
from elasticsearch import Elasticsearch
from elasticsearch._sync.client.indices import IndicesClient

from search.analysis import FINGERPRINT
from search.engines import elasticsearch_bulk, elasticsearch_index
from search.engines.base import (
    Batch,
    EngineMisconfigured,
    EngineUnavailable,
    IndexMismatch,
    IndexMissing,
)
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch_index import Indices, mapping
from search.engines.fields import ALL_FACETS, PASSAGE_FIELDS, SCHEMA_VERSION, TEXT_FIELDS
from tests.search.engines.conftest import OURS, Make, asked, batch, rebuilt


def names(raw: Elasticsearch, prefix: str) -> set[str]:
    return set(raw.indices.get(index=f"{prefix}*", expand_wildcards="all"))


@contextmanager
def other_code(schema: int = SCHEMA_VERSION, fingerprint: str = "other") -> Iterator[None]:
    """The process runs code of another version."""
    with pytest.MonkeyPatch.context() as other:
        other.setattr(elasticsearch_index, "SCHEMA_VERSION", schema)
        other.setattr(elasticsearch_index, "FINGERPRINT", fingerprint)
        other.setattr(elasticsearch_index, "_MADE_BY", {"schema": schema, "fingerprint": fingerprint})
        yield


def uses(engine: ElasticsearchEngine) -> list[Callable[[], object]]:
    return [lambda: asked(engine), engine.status, engine.contents, lambda: engine.write(batch(9))]


def test_a_fresh_index_is_in_one_piece_and_shows_nothing_by_itself(
    engine: ElasticsearchEngine, raw: Elasticsearch
) -> None:
    name = engine.status().name
    settings = raw.indices.get_settings(index=name, include_defaults=True)[name]
    index = settings["settings"]["index"]
    assert (index["number_of_shards"], index["refresh_interval"]) == ("1", "-1")
    assert index["gc_deletes"] == "1h"
    assert settings["defaults"]["index"]["translog"]["durability"] == "REQUEST"


def test_a_fresh_index_takes_no_field_that_is_not_in_the_list_and_tells_what_made_it(
    engine: ElasticsearchEngine, raw: Elasticsearch
) -> None:
    name = engine.status().name
    found = raw.indices.get_mapping(index=name)[name]["mappings"]
    assert found["dynamic"] == "strict"
    assert found["_meta"] == {"schema": SCHEMA_VERSION, "fingerprint": FINGERPRINT, "installation": OURS}
    kinds = {field: of["type"] for field, of in found["properties"].items()}
    assert all(kinds[facet] == "keyword" for facet in ALL_FACETS)
    assert all(kinds[field.stems] == kinds[field.exact] == "text" for field in TEXT_FIELDS)
    lessons = found["properties"]["passages"]["properties"]
    assert all(lessons[field.stems]["analyzer"] == "whitespace" for field in PASSAGE_FIELDS)


def test_the_alias_names_schema_and_analysis(engine: ElasticsearchEngine, raw: Elasticsearch, prefix: str) -> None:
    name = engine.status().name
    alias = f"{prefix}-search.{SCHEMA_VERSION}.{FINGERPRINT}"
    assert set(raw.indices.get_alias(index=name)[name]["aliases"]) == {alias}
    assert name.startswith(f"{alias}.")


def test_without_an_index_a_write_makes_none(make: Make, raw: Elasticsearch, prefix: str) -> None:
    with pytest.raises(IndexMissing):
        make().write(batch(1))
    assert names(raw, prefix) == set()


def test_an_index_that_goes_while_it_is_written_is_not_made_anew(
    engine: ElasticsearchEngine, raw: Elasticsearch, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    state_after = elasticsearch_bulk._state_after

    def overtaken(client: Elasticsearch, alias: str, given: Batch) -> dict[str, int]:
        state = state_after(client, alias, given)
        raw.indices.delete(index=engine.status().name)
        return state

    monkeypatch.setattr(elasticsearch_bulk, "_state_after", overtaken)
    with pytest.raises(IndexMissing):
        engine.write(batch(2))
    assert names(raw, prefix) == set()


def test_an_index_that_goes_behind_an_open_engine_is_missing_and_not_empty(
    engine: ElasticsearchEngine, raw: Elasticsearch
) -> None:
    assert asked(engine) == [1]
    raw.indices.delete(index=engine.status().name)
    for use in uses(engine):
        with pytest.raises(IndexMissing):
            use()
    rebuilt(engine, 2)
    assert asked(engine) == [2]


def test_an_index_of_another_installation_is_refused_with_its_name(engine: ElasticsearchEngine, make: Make) -> None:
    other = make(installation="https://elders.example (ffff0000)")
    for use in [*uses(other), other.rebuild]:
        with pytest.raises(EngineMisconfigured) as refusal:
            use()
        for word in (engine.status().name, OURS, "https://elders.example (ffff0000)", "KENNIS_ELASTICSEARCH_PREFIX"):
            assert word in str(refusal.value)
    assert asked(engine) == [1]


def test_an_index_under_our_prefix_that_nobody_signed_is_refused(make: Make, raw: Elasticsearch, prefix: str) -> None:
    raw.indices.create(index=f"{prefix}-search.by-hand")
    with pytest.raises(EngineMisconfigured, match="by-hand"):
        asked(make())


def test_prefixes_of_which_one_begins_like_the_other_are_two(make: Make, raw: Elasticsearch, prefix: str) -> None:
    short, long = make(prefix, "one"), make(f"{prefix}-test", "two")
    for n in (1, 2, 3):
        rebuilt(short, n)
        rebuilt(long, n + 10)
    assert (asked(short), asked(long)) == ([3], [13])
    assert len(names(raw, prefix)) == 4


@pytest.mark.parametrize(("schema", "fingerprint"), [(SCHEMA_VERSION, "other"), (SCHEMA_VERSION + 1, FINGERPRINT)])
def test_beside_an_index_of_other_code_there_is_no_answer_but_words(make: Make, schema: int, fingerprint: str) -> None:
    with other_code(schema, fingerprint):
        name = rebuilt(make(), 1)
    for use in uses(make()):
        with pytest.raises(IndexMismatch, match=name):
            use()


def test_during_an_upgrade_the_old_and_the_new_code_are_each_answered_by_their_own_index(make: Make) -> None:
    with other_code():
        old = make()
        rebuilt(old, 1)
    new = make()
    rebuilt(new, 2)
    new.write(batch(3))
    assert asked(new) == [2, 3]
    with other_code():
        assert asked(old) == [1]
        old.write(batch(4))
        assert asked(old) == [1, 4]
    assert asked(new) == [2, 3]


@pytest.mark.parametrize(("key", "value"), [("schema", 0), ("fingerprint", "another")])
def test_an_index_behind_the_right_alias_that_says_it_was_made_by_something_else_is_refused(
    engine: ElasticsearchEngine, make: Make, raw: Elasticsearch, key: str, value: object
) -> None:
    told = mapping(OURS)["_meta"] | {key: value}
    raw.indices.put_mapping(index=engine.status().name, meta=told)
    for use in uses(make()):
        with pytest.raises(IndexMismatch, match=key):
            use()
    rebuilt(engine, 2)
    assert asked(make()) == [2]


def test_two_indices_that_answer_at_once_are_refused_also_by_who_was_at_work(
    engine: ElasticsearchEngine, make: Make, raw: Elasticsearch
) -> None:
    before = engine.status().name
    assert asked(engine) == [1]
    rebuilt(engine, 2)
    raw.indices.put_alias(index=before, name=engine.indices.alias)
    for use in [*uses(engine), *uses(make())]:
        with pytest.raises(IndexMismatch):
            use()
    rebuilt(engine, 3)
    assert asked(engine) == [3]


def test_an_index_in_two_pieces_has_no_answer(make: Make, raw: Elasticsearch, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = make()
    with monkeypatch.context() as other:
        other.setattr(elasticsearch_index, "SETTINGS", elasticsearch_index.SETTINGS | {"number_of_shards": 2})
        rebuilt(engine, 1, 2, 3)
    with pytest.raises(IndexMismatch, match="2 pieces"):
        asked(engine)
    rebuilt(engine, 1)
    assert asked(engine) == [1]


def test_a_closed_index_is_trouble_and_not_an_empty_answer(engine: ElasticsearchEngine, raw: Elasticsearch) -> None:
    closed = engine.status().name
    raw.indices.close(index=closed)
    for use in uses(engine):
        with pytest.raises(EngineUnavailable):
            use()
    rebuilt(engine, 2)
    assert asked(engine) == [2]


def test_the_index_before_this_one_stays_and_older_ones_go(
    engine: ElasticsearchEngine, raw: Elasticsearch, prefix: str
) -> None:
    made = [rebuilt(engine, n) for n in (2, 3, 4)]
    assert names(raw, prefix) == set(made[1:])
    assert engine.status().name == made[-1]


def test_what_a_killed_rebuild_left_goes_with_the_next(
    engine: ElasticsearchEngine, make: Make, raw: Elasticsearch, prefix: str
) -> None:
    before = engine.status().name
    left = make().rebuild().name
    assert left in names(raw, prefix)
    after = rebuilt(engine, 2)
    assert names(raw, prefix) == {before, after}


def test_a_rebuild_that_ends_before_it_is_published_leaves_nothing(
    engine: ElasticsearchEngine, raw: Elasticsearch, prefix: str
) -> None:
    before = names(raw, prefix)
    with engine.rebuild() as rebuild:
        rebuild.write(batch(2))
    assert names(raw, prefix) == before


@pytest.mark.parametrize("present", [(), (1,)], ids=["the first index", "beside another"])
def test_of_two_rebuilds_the_one_that_began_earlier_publishes_nothing(make: Make, present: tuple[int, ...]) -> None:
    engine = make()
    for n in present:
        rebuilt(engine, n)
    late, right = make().rebuild(), make().rebuild()
    right.write(batch(3))
    with pytest.raises(EngineUnavailable, match="Another rebuild"):
        late.publish()
    right.publish()
    with pytest.raises(EngineUnavailable, match="Another rebuild"):
        late.publish()
    assert asked(engine) == [3]
    assert engine.status().name == right.name


def test_a_rebuild_that_was_overtaken_writes_nothing_and_makes_no_index(
    engine: ElasticsearchEngine, raw: Elasticsearch, prefix: str
) -> None:
    with engine.rebuild() as late:
        late.write(batch(7))
        rebuilt(engine, 2)
        rebuilt(engine, 3)
        after = names(raw, prefix)
        assert late.name not in after
        with pytest.raises(EngineUnavailable, match="Another rebuild"):
            late.write(batch(8))
    assert names(raw, prefix) == after
    assert asked(engine) == [3]


def lost_answer(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Let the cluster swap the alias ``times`` times, of which only the last answer arrives where there are several."""
    really = IndicesClient.update_aliases

    def losing(self: IndicesClient, *, actions: list[dict[str, Any]]) -> object:
        if not any("must_exist" in each.get("remove", {}) and each["remove"]["must_exist"] for each in actions):
            return really(self, actions=actions)
        really(self, actions=actions)
        if times == 1:
            raise ConnectionTimeout("Connection timed out")
        return really(self, actions=actions)

    monkeypatch.setattr(IndicesClient, "update_aliases", losing)


def test_an_index_that_was_published_without_an_answer_is_not_dropped(
    engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost_answer(monkeypatch, 1)
    with pytest.raises(EngineUnavailable):
        rebuilt(engine, 2)
    assert asked(engine) == [2]


def test_a_swap_that_is_asked_for_again_because_the_answer_was_lost_is_done(
    engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost_answer(monkeypatch, 2)
    rebuilt(engine, 2)
    assert asked(engine) == [2]


def test_an_old_index_that_cannot_be_dropped_does_not_undo_the_new_one(
    engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuilt(engine, 2)

    def failing(_self: Indices, _name: str) -> None:
        raise ConnectionTimeout("Connection timed out")

    with monkeypatch.context() as broken:
        broken.setattr(Indices, "drop", failing)
        rebuilt(engine, 3)
    assert asked(engine) == [3]


def test_what_ended_a_rebuild_is_told_also_when_its_index_cannot_be_dropped(
    engine: ElasticsearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_self: Indices, _name: str) -> None:
        raise ConnectionTimeout("Connection timed out")

    monkeypatch.setattr(Indices, "drop", failing)
    with pytest.raises(ZeroDivisionError), engine.rebuild():
        raise ZeroDivisionError
    assert asked(engine) == [1]


def test_a_cluster_of_another_major_version_is_refused_before_anything_is_written(
    engine: ElasticsearchEngine, raw: Elasticsearch, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = names(raw, prefix)
    monkeypatch.setattr(elasticsearch_index, "MAJOR", 9)
    with pytest.raises(EngineMisconfigured, match=r"runs Elasticsearch 8\..* needs 9"):
        engine.rebuild()
    assert names(raw, prefix) == before
