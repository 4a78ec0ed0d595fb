"""Every case runs against every adapter there is."""

import hashlib
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from search.engines.base import Batch, Engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch_client import Cluster
from search.engines.fields import SearchDocument, prepare
from search.engines.tantivy import TantivyEngine
from search.query.request import SearchRequest
from search.results.search import SearchResults, find
from tests.conformance.corpus import CORPUS, document
from tests.conformance.unusual import UNUSUAL

CROWD: Final = 10_050

Adapter = Callable[[Path], Engine]
"""Makes an engine for a place of its own; two engines for one place share their index."""


def fill(engine: Engine, documents: Sequence[SearchDocument]) -> Engine:
    with engine.rebuild() as rebuild:
        rebuild.write(Batch([prepare(document) for document in documents]))
        rebuild.publish()
    return engine


@pytest.fixture(scope="session", params=["tantivy", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def adapter(request: pytest.FixtureRequest) -> Adapter:
    if request.param == "tantivy":
        return TantivyEngine
    url = request.getfixturevalue("elasticsearch_url")
    run = secrets.token_hex(4)

    def on_cluster(folder: Path) -> Engine:
        place = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
        return ElasticsearchEngine(Cluster((url,), f"conformance-{run}-{place}", "conformance"))

    return on_cluster


def forget(engine: Engine) -> None:
    """Close it; a cluster does not lose its indices with the test's folder, and has room for a thousand."""
    if isinstance(engine, ElasticsearchEngine):
        for name in list(engine.indices.found(engine.clients.write)):
            engine.indices.drop(name)
    engine.close()


@pytest.fixture(scope="session")
def engine(adapter: Adapter, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An index of the whole corpus, which no test changes."""
    made = fill(adapter(tmp_path_factory.mktemp("corpus")), CORPUS)
    yield made
    forget(made)


@pytest.fixture
def empty(adapter: Adapter, tmp_path: Path) -> Iterator[Engine]:
    """An index without documents, of the test's own."""
    made = fill(adapter(tmp_path), [])
    yield made
    forget(made)


@pytest.fixture
def ask(engine: Engine) -> Callable[..., SearchResults]:
    """Ask the corpus: ``ask("woord", thema=["werven"])``."""

    def asking(q: str = "", **params: Sequence[str]) -> SearchResults:
        return find(engine, SearchRequest.from_params({"q": [q], **params}))

    return asking


@pytest.fixture
def engine_of(empty: Engine) -> Callable[..., Callable[..., SearchResults]]:
    """Ask an index of documents with these titles."""

    def asking_of(titles: dict[int, str], **facets: Sequence[str]) -> Callable[..., SearchResults]:
        empty.write(Batch([prepare(document(n, title, **facets)) for n, title in titles.items()]))
        return lambda q, **params: find(empty, SearchRequest.from_params({"q": [q], **params}))

    return asking_of


@pytest.fixture(scope="session")
def strange(adapter: Adapter, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An index of the unusual documents, which no test changes."""
    made = fill(adapter(tmp_path_factory.mktemp("unusual")), UNUSUAL)
    yield made
    forget(made)


@pytest.fixture
def seek(strange: Engine) -> Callable[..., list[int]]:
    """The unusual documents that are found, in the order of the answer: ``seek("woord", jaar=["2021"])``."""

    def seeking(q: str = "", **params: Sequence[str]) -> list[int]:
        results = find(strange, SearchRequest.from_params({"q": [q], **params}))
        assert results.total >= len(results.hits)
        return [hit.n for hit in results.hits]

    return seeking


@pytest.fixture(scope="session")
def nothing(adapter: Adapter, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An index without documents, which no test changes."""
    made = fill(adapter(tmp_path_factory.mktemp("nothing")), [])
    yield made
    forget(made)


@pytest.fixture(scope="session")
def crowd(adapter: Adapter, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An index of more documents than there are pages for: ``CROWD``, of which the words are the same in all."""
    one = prepare(document(1, "Verslag", lessons=["Een verslag helpt."], thema=["werven"]))
    alike = [
        replace(one, n=n, key=f"casusrapport:{n}", sorts=prepare(document(n, "Verslag")).sorts, passages=())
        for n in range(1, CROWD + 1)
    ]
    made = adapter(tmp_path_factory.mktemp("crowd"))
    with made.rebuild() as rebuild:
        rebuild.write(Batch(alike))
        rebuild.publish()
    yield made
    forget(made)
