"""A change calls the worker when it is committed, on either database; nobody listening is no matter."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from search.index.wake import LONGEST_ADDRESS, Ear, SocketListener, bell, ring, wake
from tests.search.index.processes import wait_for

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def ear() -> Iterator[Ear]:
    made = Ear()
    made.listening = True
    assert made.wait(0), "listening anew counts as a call: there may have been one before"
    yield made
    made.close()


def test_a_call_is_heard_at_the_commit_and_not_before(ear: Ear) -> None:
    with transaction.atomic():
        wake()
        assert not ear.wait(0.1)

    assert ear.wait(2)
    assert not ear.wait(0.1), "one call wakes once"


def test_many_calls_wake_once(ear: Ear) -> None:
    for _ in range(30):
        wake()
    wait_for(lambda: False, 0.5)  # PostgreSQL's calls are on their way

    assert ear.wait(2)
    assert not ear.wait(0.1)


def test_a_change_that_is_rolled_back_calls_nobody(ear: Ear) -> None:
    with transaction.atomic():
        wake()
        transaction.set_rollback(True)

    assert not ear.wait(0.2)


def test_without_a_worker_a_change_is_committed_all_the_same() -> None:
    bell().unlink(missing_ok=True)

    wake()


def test_a_stop_ends_the_wait(ear: Ear) -> None:
    ear.stop()

    assert not ear.wait(30)


@pytest.mark.skipif("connection.vendor != 'postgresql'")
def test_a_cut_connection_is_listened_to_again(ear: Ear) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )

    assert ear.wait(5), "what was missed is looked for"
    assert ear.wait(5), "and so after listening again"
    wake()
    assert ear.wait(5)


@pytest.fixture
def sqlite_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database file in a folder whose path is too long for a socket's address."""
    folder = tmp_path / ("lang" * 20)
    folder.mkdir()
    file = folder / "kennis.sqlite3"
    file.touch()
    monkeypatch.setitem(connection.settings_dict, "NAME", str(file))
    return file


def test_a_long_path_is_no_hindrance_to_the_socket(sqlite_file: Path) -> None:
    assert len(str(bell())) > LONGEST_ADDRESS
    listener = SocketListener()
    try:
        ring()
        assert listener.socket.recv(16) == b"!"
    finally:
        listener.close()
    ring()  # nobody hears it, and that is no matter


def test_the_socket_of_a_dead_worker_is_replaced_and_a_late_close_leaves_the_new_one(sqlite_file: Path) -> None:
    dead = SocketListener()
    living = SocketListener()

    dead.close()

    ring()
    assert living.socket.recv(16) == b"!"
    living.close()


def test_a_close_at_the_very_moment_in_which_the_next_worker_begins_does_not_make_that_one_deaf(
    sqlite_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late, began = SocketListener(), []
    with monkeypatch.context() as closing:
        closing.setattr(Path, "unlink", meanwhile(Path.unlink, lambda: began.append(SocketListener())))
        late.close()
    living = began[0] if began else SocketListener()

    ring()
    assert living.socket.recv(16) == b"!"
    living.close()


def meanwhile(real: Callable[..., None], happens: Callable[[], None]) -> Callable[..., None]:
    """Before the first call of ``real``, something happens once."""
    left = [happens]

    def call(*args: Any, **kwargs: Any) -> None:
        while left:
            left.pop()()
        real(*args, **kwargs)

    return call
