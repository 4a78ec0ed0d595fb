"""`/gereed/`: ready means that database, worker and index all do their work."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from search.engines.base import Engine, EngineMisconfigured
from search.index.connection import engine as engine_of_process
from search.index.leases import WORKER, Claim
from search.index.models import Lease, Outbox
from search.index.rebuilding import rebuild

pytestmark = pytest.mark.django_db


@pytest.fixture
def engine(settings: Any, tmp_path: Path) -> Iterator[Engine]:
    settings.SEARCH_DIR = tmp_path / "index"
    made = engine_of_process()
    yield made
    made.close()


@pytest.fixture
def running(engine: Engine) -> Engine:
    """An index, and a worker that holds the lease."""
    rebuild(engine)
    Claim(WORKER).take()
    return engine


def asked() -> tuple[int, dict[str, Any]]:
    answer = Client().get("/gereed/")
    assert answer["Content-Type"] == "application/json"
    assert "no-store" in answer["Cache-Control"]
    return answer.status_code, answer.json()


def test_a_site_of_which_all_parts_work_is_ready(running: Engine) -> None:
    status, found = asked()

    assert (status, found["ready"]) == (200, True)
    assert found["index"] == {"ok": True, "state": "ready", "documents": 0}
    assert all(found[part]["ok"] for part in ("database", "migrations", "worker", "outbox", "index"))


def test_without_an_index_it_is_not_ready(engine: Engine) -> None:
    Claim(WORKER).take()

    status, found = asked()

    assert (status, found["ready"]) == (503, False)
    assert found["index"]["state"] == "missing"
    assert found["worker"]["ok"]


def test_an_engine_that_needs_another_setting_is_told_in_one_word(
    running: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(engine: Engine) -> None:
        raise EngineMisconfigured("Elasticsearch does not know this user. Check KENNIS_ELASTICSEARCH_PASSWORD.")

    monkeypatch.setattr(type(running), "status", refuse)

    status, found = asked()

    assert status == 503
    assert found["index"] == {"ok": False, "state": "misconfigured", "documents": 0}


def test_without_a_living_worker_it_is_not_ready(running: Engine) -> None:
    Lease.objects.update(until=timezone.now() - datetime.timedelta(seconds=1))

    status, found = asked()

    assert status == 503
    assert found["worker"] == {"ok": False}


def test_a_change_that_waits_too_long_makes_it_not_ready(running: Engine) -> None:
    now = timezone.now()
    row = Outbox.objects.create(kind="casusrapport", key="1", changed_in=1, changed_at=now)
    assert asked()[0] == 200

    Outbox.objects.filter(pk=row.pk).update(changed_at=now - datetime.timedelta(minutes=10))
    status, found = asked()

    assert status == 503
    assert found["outbox"]["pending"] == 1
    assert found["outbox"]["oldest_seconds"] >= 600


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_database_that_is_older_than_the_code_is_not_ready(running: Engine) -> None:
    from django.db.migrations.recorder import MigrationRecorder  # noqa: PLC0415

    recorded = MigrationRecorder.Migration.objects.filter(app="search")
    names = list(recorded.values_list("name", flat=True))
    recorded.delete()
    try:
        status, found = asked()
    finally:
        for name in names:
            MigrationRecorder.Migration.objects.create(app="search", name=name)

    assert status == 503
    assert found["migrations"] == {"ok": False, "pending": len(names)}


def test_a_database_that_does_not_answer_is_told_in_the_same_form(
    running: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise OperationalError("no connection")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", refuse)

    status, found = asked()

    assert status == 503
    assert found["database"] == {"ok": False, "error": "OperationalError"}
    assert found["index"] == {"ok": False, "error": "OperationalError"}  # nobody can tell whether it fits


def test_only_reading_is_allowed() -> None:
    assert Client().post("/gereed/").status_code == 405


def test_migrations_are_complete() -> None:
    call_command("makemigrations", "search", check=True, dry_run=True, verbosity=0)
