"""How a process gets its engine: by its settings, one object, and with a look at it before the work begins."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.utils import timezone
from pytest_django.fixtures import Settings

from search.engines.base import Engine, EngineError, EngineMisconfigured, EngineUnavailable, IndexMismatch, IndexMissing
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.tantivy import TantivyEngine
from search.index import connection
from search.index.connection import check_engine, engine
from search.index.models import Outbox
from search.index.worker import LONGEST_PAUSE, Worker
from tests.servers.ports import free_port

SENTENCE = "Elasticsearch does not know this user. Check KENNIS_ELASTICSEARCH_PASSWORD."


class Answers(Protocol):
    """Lets the engine of this process answer its first question with a fault."""

    def __call__(self, error: Exception) -> None: ...


@pytest.fixture
def engine_says(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> Answers:
    settings.ELASTICSEARCH, settings.SEARCH_DIR = None, tmp_path / "index"

    def say(error: Exception) -> None:
        def refuse(*args: Any) -> None:
            raise error

        for method in ("status", "write", "contents", "rebuild", "search"):
            monkeypatch.setattr(TantivyEngine, method, refuse)

    return say


@pytest.fixture
def cluster(settings: Settings) -> Iterator[dict[str, Any]]:
    """The settings of a cluster that is not there."""
    settings.ELASTICSEARCH = {
        "hosts": (f"http://127.0.0.1:{free_port()}",),
        "prefix": "kennis",
        "username": "web",
        "password": "geheim",
        "ca": "",
        "read_seconds": 0.2,
        "write_seconds": 0.2,
    }
    yield settings.ELASTICSEARCH
    engine().close()


def test_the_embedded_engine_is_one_object_for_each_folder(settings: Settings, tmp_path: Path) -> None:
    settings.ELASTICSEARCH = None
    settings.SEARCH_DIR = tmp_path / "one"
    first = engine()

    assert isinstance(first, TantivyEngine)
    assert engine() is first
    settings.SEARCH_DIR = tmp_path / "other"
    assert engine() is not first


@pytest.mark.django_db
def test_settings_of_a_cluster_make_one_engine_for_it(cluster: dict[str, Any], settings: Settings) -> None:
    first = engine()

    assert isinstance(first, ElasticsearchEngine)
    assert engine() is first
    settings.ELASTICSEARCH = cluster | {"prefix": "kennis-proef"}
    assert engine() is not first


@pytest.mark.django_db
def test_a_cluster_that_is_away_is_no_reason_not_to_begin(cluster: dict[str, Any]) -> None:
    assert "does not answer" in check_engine()


@pytest.mark.parametrize("trouble", [EngineUnavailable, IndexMissing, IndexMismatch])
def test_what_comes_and_goes_is_told_at_the_start(engine_says: Answers, trouble: type[EngineError]) -> None:
    engine_says(trouble("not now"))

    assert check_engine() == "not now"


def test_a_database_that_is_away_is_no_reason_not_to_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> Engine:
        raise DatabaseError("no connection")

    monkeypatch.setattr(connection, "engine", away)

    assert check_engine() == "no connection"


def test_an_engine_that_needs_another_setting_is_refused_at_the_start(engine_says: Answers) -> None:
    engine_says(EngineMisconfigured(SENTENCE))

    with pytest.raises(EngineMisconfigured, match="Check KENNIS_ELASTICSEARCH_PASSWORD"):
        check_engine()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "command", ["search_worker", "search_rebuild", "search_status", "search_reconcile", "serve_demo"]
)
def test_every_command_that_needs_the_engine_refuses_in_that_one_sentence(engine_says: Answers, command: str) -> None:
    engine_says(EngineMisconfigured(SENTENCE))

    with pytest.raises(CommandError) as refused:
        call_command(command)

    assert str(refused.value) == SENTENCE


@pytest.mark.django_db
def test_the_status_is_shown_before_it_is_refused(engine_says: Answers, capsys: pytest.CaptureFixture[str]) -> None:
    engine_says(EngineMisconfigured(SENTENCE))

    with pytest.raises(CommandError):
        call_command("search_status")

    assert f"misconfigured: {SENTENCE}" in capsys.readouterr().out


@pytest.mark.django_db
def test_the_status_names_the_hosts_of_the_cluster_and_no_password(
    cluster: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("search_status")

    shown = capsys.readouterr().out
    assert f"elasticsearch at {cluster['hosts'][0]}" in shown
    assert "unavailable" in shown
    assert "geheim" not in shown


@pytest.mark.django_db
def test_a_worker_at_work_waits_when_the_engine_needs_another_setting(
    engine_says: Answers, caplog: pytest.LogCaptureFixture
) -> None:
    engine_says(EngineMisconfigured(SENTENCE))
    row = Outbox.objects.create(kind="casusrapport", key="1", changed_in=1, changed_at=timezone.now())
    worker = Worker(engine(), poll_seconds=15)
    before = time.monotonic()

    worker.work()
    worker.work()  # woken by a change

    assert worker.failures == 1  # it was left alone the second time
    assert worker.look_at > before + LONGEST_PAUSE / 2
    assert SENTENCE in caplog.text
    row.refresh_from_db()
    assert (row.dead, row.attempts) == (False, 0)
