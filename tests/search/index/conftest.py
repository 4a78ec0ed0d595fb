"""A real index in a folder of its own, and the questions that tests ask of it."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import settings as django_settings
from pytest_django.fixtures import Settings

from lessons.records.changes import content_generation
from lessons.records.models import PublicRecord
from search.engines.base import Batch, Engine
from search.engines.elasticsearch import ElasticsearchEngine
from search.index.connection import engine as engine_of_process
from search.index.draining import drain
from search.index.outbox import BATCH
from search.index.rebuilding import rebuild
from search.planner.planner import plan
from search.query.request import SearchRequest

Find = Callable[..., list[str]]


@pytest.fixture(params=["tantivy", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)])
def engine(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Iterator[Engine]:
    """The engine of this process, without an index yet: the embedded one, and one on a cluster."""
    settings.SEARCH_DIR, settings.ELASTICSEARCH = tmp_path / "index", None
    if request.param == "elasticsearch":
        url = request.getfixturevalue("elasticsearch_url")
        settings.ELASTICSEARCH = given(hosts=(url,), prefix=f"index-{secrets.token_hex(6)}")
    made = engine_of_process()
    yield made
    if isinstance(made, ElasticsearchEngine):
        for name in list(made.indices.found(made.clients.write)):
            made.indices.drop(name)
    made.close()


EMBEDDED: Final = pytest.mark.parametrize("engine", ["tantivy"], indirect=True)
"""For a test that changes the files of the embedded engine; the other one has tests of its own for that."""


def indices(engine: Engine) -> set[str]:
    """The names of all indices that there are, whether they answer or not."""
    if isinstance(engine, ElasticsearchEngine):
        return set(engine.indices.found(engine.clients.write))
    return {folder.name for folder in Path(django_settings.SEARCH_DIR).glob("idx-*")}


def lose(engine: Engine, record: PublicRecord) -> None:
    """Take a record out of the index behind the worker's back."""
    engine.write(Batch(deletes=[f"{record.kind}:{record.number}"], read_in=content_generation()))


def given(**different: Any) -> dict[str, Any]:
    """Settings of a cluster, as `cms.settings.engines` reads them."""
    usual = {"username": "", "password": "", "ca": "", "read_seconds": 0.9, "write_seconds": 30.0}
    return {**usual, **different}


@pytest.fixture
def index(engine: Engine, db: None) -> Engine:
    """The engine, with an index of what is public now."""
    rebuild(engine)
    return engine


@pytest.fixture
def find(engine: Engine) -> Find:
    """Asks as a visitor does: the keys of the documents that match, the best first."""

    def ask(q: str = "", **facets: str) -> list[str]:
        params = {"q": [q], **{facet: [code] for facet, code in facets.items()}}
        return [hit.key for hit in engine.search(plan(SearchRequest.from_params(params))).hits]

    return ask


@pytest.fixture
def catch_up(engine: Engine) -> Callable[[], None]:
    """Does what the worker does until nothing is left to do."""

    def work() -> None:
        while drain(engine).rows == BATCH:
            pass

    return work
