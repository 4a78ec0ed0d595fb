"""A real index in a folder of its own, and the questions that tests ask of it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from search.engines.base import Engine
from search.index.connection import engine as engine_of_process
from search.index.draining import drain
from search.index.outbox import BATCH
from search.index.rebuilding import rebuild
from search.planner.planner import plan
from search.query.request import SearchRequest

Find = Callable[..., list[str]]


@pytest.fixture
def engine(settings: Settings, tmp_path: Path) -> Iterator[Engine]:
    """The engine of this process, without an index yet."""
    settings.SEARCH_DIR = tmp_path / "index"
    made = engine_of_process()
    yield made
    made.close()


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
