"""A rebuild in several processes makes the same index as in one, and leaves no process behind."""

import multiprocessing
from typing import Any

import pytest

from lessons.records.publishing import withdraw
from search.engines.base import Engine
from search.index.ahead import processes_for, reader
from search.index.kinds import KINDS
from search.index.rebuilding import public_keys, rebuild
from tests.factories import make_report, publish
from tests.search.index.conftest import EMBEDDED

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def in_two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few documents there are."""
    monkeypatch.setattr("search.index.rebuilding.processes_for", lambda _keys: 2)
    monkeypatch.setattr("search.index.rebuilding.STEP", 2)


@EMBEDDED
def test_two_processes_make_the_same_index_as_one(engine: Engine, request: pytest.FixtureRequest) -> None:
    for _ in range(5):
        publish(make_report())
    withdraw(publish(make_report()))
    rebuild(engine)
    alone = engine.contents()
    assert len(alone) >= 10  # each report in a region of its own

    request.getfixturevalue("in_two_processes")
    done = rebuild(engine)

    assert engine.contents() == alone
    assert done.documents == len(alone)
    assert multiprocessing.active_children() == []


@EMBEDDED
def test_what_cannot_be_read_in_another_process_is_told_with_its_fault(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, in_two_processes: None
) -> None:
    bad, good = publish(make_report()), publish(make_report())
    make = KINDS["casusrapport"].document

    def document(source: Any) -> Any:
        if source[0].key == bad.key:
            raise Unsendable(source)
        return make(source)

    monkeypatch.setattr(KINDS["casusrapport"], "document", document)
    done = rebuild(engine)

    assert [type(fault) for fault in done.failed.values()] == [Unsendable]
    assert f"casusrapport:{good.number}" in engine.contents()


class Unsendable(Exception):
    """Holds something that cannot go from one process to another."""

    def __init__(self, source: Any) -> None:
        super().__init__(lambda: source)


def test_processes_end_when_the_reading_is_given_up() -> None:
    publish(make_report())

    with pytest.raises(KeyboardInterrupt):
        give_up()

    assert multiprocessing.active_children() == []


def give_up() -> None:
    with reader(2) as read_all:
        next(read_all([public_keys()] * 50))
        raise KeyboardInterrupt


def test_few_documents_are_read_in_this_process() -> None:
    assert processes_for(100) == 1


@pytest.mark.django_db
def test_what_only_this_transaction_sees_is_read_in_this_process() -> None:
    assert processes_for(1_000_000) == 1
