"""Both engines, and the nursery of real workers on the test's own database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search.engines.base import Engine
from tests.recovery.workers import Nursery, nursery
from tests.search.index.conftest import engine, find

__all__ = ["engine", "find", "workers"]


@pytest.fixture
def workers(engine: Engine, transactional_db: None, tmp_path: Path) -> Iterator[Nursery]:
    """A nursery on the test's database and engine."""
    with nursery(tmp_path) as made:
        yield made
