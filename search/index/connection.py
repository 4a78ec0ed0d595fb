"""The one place where a process gets its search engine."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import DatabaseError

from search.engines.base import Engine, EngineError, EngineMisconfigured
from search.engines.tantivy import TantivyEngine
from search.index.fitting import fitting_status
from search.index.installation import installation

TANTIVY: Final = "tantivy"
ELASTICSEARCH: Final = "elasticsearch"


def engine() -> Engine:
    """This process's engine, for all its threads; opened when it is first asked something.

    Raises:
        django.db.DatabaseError: the engine is a cluster, and the database cannot tell yet which installation this is.
    """
    if settings.ELASTICSEARCH is None:
        return _embedded(Path(settings.SEARCH_DIR))
    return _cluster(installation(), tuple(settings.ELASTICSEARCH.items()))


def engine_name() -> str:
    """Which engine it is."""
    return TANTIVY if settings.ELASTICSEARCH is None else ELASTICSEARCH


def engine_places() -> tuple[str, ...]:
    """Where it keeps its index: the addresses of the cluster, or the embedded engine's folder. No credentials."""
    if settings.ELASTICSEARCH is None:
        return (str(settings.SEARCH_DIR),)
    return tuple(settings.ELASTICSEARCH["hosts"])


def check_engine() -> str:
    """Ask the engine once, before a process begins its work: why it cannot answer for now, or ``""``.

    What comes and goes is no reason not to begin: the site is up while its engine is away, and without an index.

    Raises:
        EngineMisconfigured: it will not answer before somebody changes a setting, which the message names.
    """
    try:
        fitting_status(engine())
    except EngineMisconfigured:
        raise
    except (EngineError, DatabaseError) as error:
        return str(error)
    return ""


@lru_cache(maxsize=2)
def _embedded(folder: Path) -> Engine:
    return TantivyEngine(folder)


@lru_cache(maxsize=2)
def _cluster(owner: str, given: tuple[tuple[str, Any], ...]) -> Engine:
    # Half a second and 30 MB, which sites with the embedded engine do without.
    from search.engines.elasticsearch import ElasticsearchEngine  # noqa: PLC0415
    from search.engines.elasticsearch_client import Cluster  # noqa: PLC0415

    return ElasticsearchEngine(Cluster(installation=owner, **dict(given)))
