"""What was written too late, by a process that had lost its right, is brought again as it is now."""

from collections.abc import Callable
from typing import Any

import pytest

from lessons.records.publishing import withdraw
from search.engines.base import Engine
from search.index.draining import drain
from search.index.leases import WRITER, Claim, LeaseLost
from search.index.models import Lease, Outbox
from search.index.rebuilding import rebuild
from tests.factories import make_report, publish
from tests.search.index.conftest import Find

pytestmark = pytest.mark.django_db


def overtaken(done: Callable[..., Any], engine: Engine, change: Callable[[], None]) -> Callable[..., Any]:
    """``done``, after a pause in which another process took the right to write, and brought a change to the index."""

    def late(*args: Any) -> Any:
        Lease.objects.filter(name=WRITER).delete()
        change()
        drain(engine)
        return done(*args)

    return late


def test_a_batch_that_was_written_too_late_is_brought_again(
    engine: Engine, find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(engine)
    record = publish(make_report(approach="Zeldzaamheidje."))
    write = engine.write

    def withdrawn() -> None:
        monkeypatch.setattr(engine, "write", write)
        withdraw(record)

    monkeypatch.setattr(engine, "write", overtaken(write, engine, withdrawn))

    drain(engine)
    assert Outbox.objects.pending().exists()
    drain(engine)

    assert find("zeldzaamheidje") == []


def test_an_index_that_was_published_too_late_gets_what_the_one_before_it_had_got(
    engine: Engine, find: Find, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(engine)
    record = publish(make_report(approach="Zeldzaamheidje."))
    drain(engine)
    begin = engine.rebuild

    def begun() -> Any:
        new = begin()
        monkeypatch.setattr(new, "publish", overtaken(new.publish, engine, lambda: withdraw(record)))
        return new

    monkeypatch.setattr(engine, "rebuild", begun)

    rebuild(engine)
    drain(engine)

    assert find("zeldzaamheidje") == []


def test_a_right_that_another_process_had_meanwhile_is_lost_although_it_is_free_now() -> None:
    one, two = Claim(WRITER), Claim(WRITER)
    one.take()
    Lease.objects.filter(name=WRITER).update(holder="", until="2020-01-01T00:00Z")
    two.take()
    two.release()

    with pytest.raises(LeaseLost):
        one.renew()
