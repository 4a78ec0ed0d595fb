"""What is changed in one transaction comes to the index together, also when it is committed while the worker reads."""

from collections.abc import Callable
from itertools import count
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction

from lessons.records.models import PublicRecord
from lessons.regions.models import Region
from lessons.reports.models import CaseReport
from search.engines.base import Engine
from search.index import draining, rebuilding
from search.index.draining import drain
from search.index.outbox import requeue
from search.index.rebuilding import rebuild
from search.index.snapshot import snapshot
from tests.factories import make_region, make_report, publish
from tests.search.index.conftest import EMBEDDED, Find

pytestmark = pytest.mark.django_db(transaction=True)


def elsewhere(change: Callable[[], object]) -> None:
    """Do this on a connection of its own, and wait until it is committed."""

    def work() -> None:
        try:
            change()
        finally:
            connection.close()

    thread = Thread(target=work)
    thread.start()
    thread.join()


def once_before(
    monkeypatch: pytest.MonkeyPatch, module: Any, name: str, change: Callable[[], object], call: int = 1
) -> None:
    """Let somebody else commit a change just before the first call, or a later one, of a function that reads."""
    real, calls = getattr(module, name), count(1)

    def called(*args: Any) -> Any:
        if next(calls) == call:
            elsewhere(change)
        return real(*args)

    monkeypatch.setattr(module, name, called)


@pytest.fixture
def twins() -> list[CaseReport]:
    """Two public reports of one region."""
    region = make_region()
    reports = [make_report(region, title=f"Tweeling {n}") for n in (1, 2)]
    for report in reports:
        publish(report)
    return reports


def move(reports: list[CaseReport], region: Region) -> None:
    """To another region, together."""
    with transaction.atomic():
        for report in reports:
            CaseReport.objects.get(pk=report.pk).move(Region.objects.get(pk=region.pk), pos="last-child")


def change_one(report: CaseReport) -> None:
    requeue([("casusrapport", str(PublicRecord.objects.get(page_id=report.pk).number))])


@EMBEDDED
def test_a_worker_that_reads_one_of_two_does_not_show_it_before_the_other(
    engine: Engine, find: Find, twins: list[CaseReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(engine)
    region = make_region()
    drain(engine)
    change_one(twins[0])
    once_before(monkeypatch, draining, "read_present", lambda: move(twins, region))

    drain(engine)
    assert find("tweeling", regio=region.slug) == []

    drain(engine)
    assert len(find("tweeling", regio=region.slug)) == 2


@EMBEDDED
def test_a_rebuild_in_which_two_change_while_it_catches_up_with_one_shows_both_or_neither(
    engine: Engine, find: Find, twins: list[CaseReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    region = make_region()
    once_before(monkeypatch, rebuilding, "changed_since", lambda: change_one(twins[0]))
    once_before(monkeypatch, rebuilding, "read", lambda: move(twins, region))

    rebuild(engine)

    assert len(find("tweeling", regio=region.slug)) == 2


@EMBEDDED
def test_a_rebuild_in_which_two_change_at_its_very_end_shows_neither_and_the_worker_brings_both(
    engine: Engine, find: Find, twins: list[CaseReport], monkeypatch: pytest.MonkeyPatch
) -> None:
    region = make_region()
    once_before(monkeypatch, rebuilding, "changed_since", lambda: change_one(twins[0]))
    once_before(monkeypatch, rebuilding, "read", lambda: move(twins, region), call=2)

    rebuild(engine)
    assert find("tweeling", regio=region.slug) == []

    drain(engine)
    assert len(find("tweeling", regio=region.slug)) == 2


def test_a_snapshot_shows_nothing_that_is_committed_meanwhile_and_the_next_one_does() -> None:
    with snapshot():
        before = Region.objects.count()
        elsewhere(make_region)
        assert Region.objects.count() == before

    assert Region.objects.count() == before + 1


def test_in_a_transaction_of_the_caller_a_snapshot_sees_what_that_wrote() -> None:
    with transaction.atomic():
        make_region(title="Nieuw")
        with snapshot():
            assert Region.objects.filter(title="Nieuw").exists()
