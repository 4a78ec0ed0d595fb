"""Engines on the real node, each test with a prefix of its own, and a client to look behind them."""

import secrets
from collections.abc import Iterator
from typing import Protocol

import pytest
from elasticsearch import Elasticsearch

from search.engines.base import Batch, Engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch_client import Cluster
from search.engines.fields import SearchDocument, prepare
from search.planner.planner import plan
from search.query.request import SearchRequest
from tests.conformance.corpus import document

OURS = "https://kennis.example (a1b2c3d4)"


class Make(Protocol):
    """Makes an engine; of another prefix or installation where that is given."""

    def __call__(self, prefix: str = ..., installation: str = ...) -> ElasticsearchEngine: ...


def asked(engine: Engine, q: str = "werven") -> list[int]:
    return [hit.n for hit in engine.search(plan(SearchRequest.from_params({"q": [q]}))).hits]


def werving(n: int) -> SearchDocument:
    return document(n, "Werving", lessons=["Werf vroeg."])


def batch(*numbers: int, deletes: tuple[str, ...] = (), generation: int = 0, read_in: int = 0) -> Batch:
    return Batch([prepare(werving(n)) for n in numbers], deletes, generation, read_in)


def rebuilt(engine: Engine, *numbers: int) -> str:
    """The name of a new index that answers, with these documents."""
    with engine.rebuild() as rebuild:
        rebuild.write(batch(*numbers))
        rebuild.publish()
    return rebuild.name


@pytest.fixture
def prefix() -> str:
    return f"adapter-{secrets.token_hex(4)}"


@pytest.fixture
def raw(elasticsearch_url: str) -> Iterator[Elasticsearch]:
    """A client that may do everything."""
    with Elasticsearch(elasticsearch_url, request_timeout=30) as client:
        yield client


@pytest.fixture
def make(elasticsearch_url: str, prefix: str, raw: Elasticsearch) -> Iterator[Make]:
    made: list[ElasticsearchEngine] = []

    def making(prefix: str = prefix, installation: str = OURS) -> ElasticsearchEngine:
        made.append(ElasticsearchEngine(Cluster((elasticsearch_url,), prefix, installation)))
        return made[-1]

    yield making
    for engine in made:
        engine.close()
    if left := list(raw.indices.get(index=f"{prefix}*", expand_wildcards="all")):
        raw.indices.delete(index=left)


@pytest.fixture
def engine(make: Make) -> ElasticsearchEngine:
    """An engine whose index holds document 1."""
    made = make()
    rebuilt(made, 1)
    return made
