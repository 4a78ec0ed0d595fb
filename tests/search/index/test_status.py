"""What an operator sees of index and worker."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from lessons.records.changes import content_generation
from search.engines.base import Engine
from search.index.leases import WORKER, Claim
from search.index.models import Outbox
from tests.factories import make_report, publish
from tests.search.index.conftest import EMBEDDED

pytestmark = pytest.mark.django_db


@contextmanager
def put_back() -> Iterator[None]:
    """The database afterwards is as it was before, as after the restore of a backup."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def shown(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    call_command("search_status", "--json")
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_status_tells_backlog_generations_index_and_worker(
    index: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    claim = Claim(WORKER)
    claim.take()
    record = publish(make_report())
    Outbox.objects.filter(key=record.key).update(dead=True, attempts=8, last_error="ValueError: no")

    found = shown(capsys)

    assert found["index"]["state"] == "ready"
    assert found["index"]["name"] == index.status().name
    assert found["worker"] == claim.holder
    assert found["pending"] == Outbox.objects.pending().count()
    assert found["dead_letters"] == [{"key": f"casusrapport:{record.number}", "attempts": 8, "error": "ValueError: no"}]
    assert found["content_generation"] > found["index"]["complete_up_to"]


def test_a_missing_index_is_told_in_words(engine: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys)["index"]["state"] == "missing"

    call_command("search_status")

    assert "build it first" in capsys.readouterr().out


@EMBEDDED
def test_an_index_of_another_analysis_is_told_in_words(
    index: Engine, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = Path(settings.SEARCH_DIR) / index.status().name / "manifest.json"
    index.close()
    manifest.write_text(manifest.read_text().replace('"fingerprint": "', '"fingerprint": "0'))

    found = shown(capsys)

    assert found["index"]["state"] == "mismatch"
    assert "fingerprint" in found["index"]["error"]


def test_an_index_that_is_ahead_of_a_database_that_was_put_back_is_told_and_built_again(
    index: Engine, catch_up: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    before = content_generation()
    with put_back():
        publish(make_report())
        catch_up()
        assert shown(capsys)["index"]["state"] == "ready"

    found = shown(capsys)["index"]

    assert content_generation() == before
    assert found["state"] == "mismatch"
    assert "was put back to an older state" in found["error"]

    call_command("search_rebuild", "--if-missing")
    capsys.readouterr()

    assert shown(capsys)["index"]["state"] == "ready"


def test_the_operator_can_let_dead_letters_be_tried_again(index: Engine, capsys: pytest.CaptureFixture[str]) -> None:
    record = publish(make_report())
    Outbox.objects.filter(key=record.key).update(dead=True, attempts=8)

    call_command("search_retry")

    assert "1" in capsys.readouterr().out
    assert Outbox.objects.pending().filter(key=record.key, attempts=0).exists()
