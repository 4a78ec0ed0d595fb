"""The engine is away for the length of three hundred publications: the site is up, and all is found afterwards."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django.fixtures import Settings

from search.engines.base import Engine
from search.index.connection import engine as engine_of_process
from search.index.leases import WORKER, holder_of
from search.index.models import Outbox
from search.index.rebuilding import rebuild
from tests.recovery.changes import World
from tests.recovery.truth import wrong
from tests.recovery.workers import Nursery, nursery
from tests.search.index.conftest import EMBEDDED, given
from tests.search.index.processes import wait_for
from tests.servers.elasticsearch import elasticsearch

pytestmark = pytest.mark.django_db(transaction=True)

PUBLICATIONS: Final = 300
REPORTS: Final = 25
LONGEST_PAUSE: Final = 75.0
"""Seconds until the worker tries again, and the time that it takes then."""

Away = Callable[[], None]


def publish_while_away(workers: Nursery, engine: Engine, client: Client, leave: Away, come_back: Away) -> list[str]:
    """Let the engine be away; what is wrong after it came back."""
    world = World(7, pairs=0, singles=REPORTS)
    rebuild(engine)
    worker = workers.worker()
    wait_for(lambda: holder_of(WORKER) != "")
    for word in world.unborn:
        world.be_born(word)
    wait_for(lambda: not Outbox.objects.pending().exists())

    leave()
    for n in range(PUBLICATIONS):
        subject = world.subjects[n % REPORTS]
        world.publish(subject)
        if n % 10 == 0:
            assert client.get(subject.records()[0].path).status_code == 200
    assert Outbox.objects.pending().count() == REPORTS
    assert not Outbox.objects.dead_letters().exists(), "nothing is given up because the engine is away"
    assert "the index cannot be written" in workers.log
    come_back()

    wait_for(lambda: not Outbox.objects.pending().exists(), LONGEST_PAUSE)
    workers.end(worker)
    return wrong(engine, world)


@EMBEDDED
def test_all_is_found_when_the_folder_of_the_index_is_back(workers: Nursery, engine: Engine, client: Client) -> None:
    folder = Path(django_settings.SEARCH_DIR)
    elsewhere = folder.with_name("elsewhere")

    assert (
        publish_while_away(
            workers,
            engine,
            client,
            lambda: folder.rename(elsewhere) and None,
            lambda: elsewhere.rename(folder) and None,
        )
        == []
    )


@contextmanager
def engine_on(url: str, settings: Settings) -> Iterator[Engine]:
    """This process's engine on a node of the test's own."""
    settings.ELASTICSEARCH = given(hosts=(url,), prefix=f"outage-{secrets.token_hex(6)}")
    made = engine_of_process()
    yield made
    made.close()


@pytest.mark.usefixtures("elasticsearch_here")
def test_all_is_found_when_the_node_is_back(tmp_path: Path, settings: Settings, client: Client) -> None:
    with (
        elasticsearch() as node,
        engine_on(node.url, settings) as engine,
        nursery(tmp_path) as workers,
    ):
        assert publish_while_away(workers, engine, client, node.kill, node.start) == []
