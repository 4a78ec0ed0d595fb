"""`/gereed/`: whether this site can do all of its work. For monitoring, so no Dutch.

A balancer asks `/gezond/`: without a worker or an index every page can still be read.
"""

from collections.abc import Callable
from typing import Any, Final

import structlog
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from search.index.connection import engine
from search.index.leases import WORKER, holder_of
from search.index.outbox import backlog
from search.index.status import index_state

log = structlog.get_logger(__name__)

OLDEST_CHANGE_SECONDS: Final = 120.0
"""A change that waits longer than this for the index says that the worker is not doing its work."""

Finding = dict[str, Any]
"""One part's answer: ``ok``, and what was seen."""


def database() -> Finding:
    """Whether the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return {"ok": True}


def migrations() -> Finding:
    """Whether the database is as new as this code."""
    executor = MigrationExecutor(connection)
    pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    return {"ok": not pending, "pending": pending}


def worker() -> Finding:
    """Whether a worker holds the lease."""
    return {"ok": bool(holder_of(WORKER))}


def outbox() -> Finding:
    """Whether changes reach the index in time."""
    found = backlog()
    return {
        "ok": found.oldest_seconds <= OLDEST_CHANGE_SECONDS,
        "pending": found.pending,
        "oldest_seconds": round(found.oldest_seconds),
        "given_up": found.dead,
        "trouble": found.trouble.partition(":")[0],
    }


def index() -> Finding:
    """Whether there is an index that fits this code."""
    found = index_state(engine())
    if not found.ready:
        log.warning("index_not_ready", state=found.state, error=found.error)
    return {"ok": found.ready, "state": found.state, "documents": found.documents}


CHECKS: Final[dict[str, Callable[[], Finding]]] = {
    "database": database,
    "migrations": migrations,
    "worker": worker,
    "outbox": outbox,
    "index": index,
}


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Every part with its answer; status 200 when all are well, else 503."""
    found = {name: answer(check) for name, check in CHECKS.items()}
    good = all(finding["ok"] for finding in found.values())
    return JsonResponse({"ready": good, **found}, status=200 if good else 503)


def answer(check: Callable[[], Finding]) -> Finding:
    """What a check finds; a database that does not answer is a finding, not a fault of this page."""
    try:
        return check()
    except DatabaseError as error:
        log.warning("not ready", check=check.__name__, error=str(error))
        return {"ok": False, "error": type(error).__name__}
