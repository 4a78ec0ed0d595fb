"""The content of one database moves to another as docs/operations.md says, and is the same there."""

import json
import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection

from cms.settings.env import ROOT
from lessons.records.models import Approval, Contribution, Edition, Generation, PublicRecord
from lessons.records.publishing import withdraw
from lessons.records.triggers import TABLE, install
from lessons.reports.models import CaseReport
from search.engines.base import Engine
from search.index.models import Outbox
from search.index.rebuilding import rebuild
from search.index.reconciling import reconcile
from tests.factories import UserFactory, author_of, make_region, make_report, publish, with_measurement
from tests.search.index.conftest import EMBEDDED
from tests.search.index.conftest import engine as engine  # noqa: PLC0414  # the fixture

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
Dump = Callable[[str], Path]


@pytest.fixture
def dump(tmp_path: Path) -> Dump:
    """Dumps the whole database with the options of the documented command."""
    documented = re.search(r"manage\.py dumpdata (.*) -o ", OPERATIONS)
    assert documented is not None
    options = shlex.split(documented[1])

    def run(name: str) -> Path:
        path = tmp_path / f"{name}.json"
        call_command("dumpdata", *options, "-o", str(path), verbosity=0)
        return path

    return run


def rows(dumped: Path) -> dict[tuple[str, str], dict[str, Any]]:
    """All rows, by model and key."""
    return {(row["model"], str(row.get("pk"))): row["fields"] for row in json.loads(dumped.read_text())}


def move(dumped: Path) -> None:
    """Load a dump into a database that is migrated and empty."""
    call_command("flush", interactive=False, verbosity=0)
    install(DEFAULT_DB_ALIAS)  # the database of a site refuses changed editions; that of the tests does not
    try:
        call_command("loaddata", str(dumped), verbosity=0)
    finally:
        drop_triggers()


def drop_triggers() -> None:
    """Let the database be emptied again after the test; PostgreSQL asks no trigger for that."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for event in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER {TABLE}_{event}")


@pytest.fixture(autouse=True)
def fresh_content_types() -> Iterator[None]:
    """An emptied database numbers its content types anew; the next test has the old numbers again."""
    yield
    ContentType.objects.clear_cache()


@pytest.fixture
def written() -> CaseReport:
    """A small site: two editions of a report, one that was withdrawn, and a draft."""
    region = make_region()
    author = author_of(region)
    report = make_report(region)
    publish(report, author=author)
    report.title, report.change_note = "Een nieuwe titel met een uitkomst", "De titel zegt nu de uitkomst."
    publish(with_measurement(report), author=author)
    withdraw(publish(make_report()), "Op verzoek van de regio.")
    make_report(region).save_revision(user=author)
    return report


def test_every_row_is_the_same_afterwards(written: CaseReport, dump: Dump) -> None:
    before = dump("before")
    move(before)

    assert rows(dump("after")) == rows(before)


@EMBEDDED
def test_editions_are_proven_and_everything_is_found(written: CaseReport, dump: Dump, engine: Engine) -> None:
    move(dump("all"))
    rebuild(engine)

    assert Edition.objects.count() == 3
    assert PublicRecord.objects.filter(state=PublicRecord.State.OPEN).count() == 1
    assert not reconcile(engine).any


def test_who_wrote_may_still_not_approve_and_numbers_go_on(written: CaseReport, dump: Dump) -> None:
    last = PublicRecord.objects.latest("number").number
    contributions, approvals = Contribution.objects.count(), Approval.objects.count()
    move(dump("all"))

    assert (Contribution.objects.count(), Approval.objects.count()) == (contributions, approvals)
    written.refresh_from_db()
    written.title, written.change_note = "Nog een titel met een uitkomst", "De titel is anders."
    assert publish(written, author=UserFactory()).current_edition.number == 3
    assert publish(make_report()).number == last + 1


def test_what_waited_for_the_index_still_waits(written: CaseReport, dump: Dump) -> None:
    pending, content = Outbox.objects.pending().count(), Generation.objects.get(name="content").number
    move(dump("all"))

    assert (Outbox.objects.pending().count(), Generation.objects.get(name="content").number) == (pending, content)
    assert pending > 0
