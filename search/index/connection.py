"""The one place where a process gets its search engine."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from search.engines.base import Engine
from search.engines.tantivy import TantivyEngine


def engine() -> Engine:
    """This process's engine, for all its threads; opened when it is first asked something."""
    return _engine(Path(settings.SEARCH_DIR))


@lru_cache(maxsize=2)
def _engine(folder: Path) -> Engine:
    return TantivyEngine(folder)
