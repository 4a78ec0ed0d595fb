"""A worker is killed sixty times while a thousand changes are made: nothing is lost, and nobody sees half of one."""

import signal
from typing import Any, Final

import pytest

from search.engines.base import Engine
from search.index.models import Outbox
from search.index.rebuilding import rebuild
from tests.recovery.chance import chance
from tests.recovery.changes import Subject, World
from tests.recovery.places import PLACES
from tests.recovery.truth import is_settled, wrong, wrong_answers
from tests.recovery.workers import Kills, Nursery
from tests.search.index.processes import wait_for

pytestmark = pytest.mark.django_db(transaction=True)

CHANGES: Final = 1000
KILLS: Final = 60
SEED: Final = 2026


def endings(seed: int, kills: int) -> list[dict[str, Any]]:
    """How each worker ends: half of them at a moment, half at a place."""
    draw = chance(seed)
    places = [{"place": place} for place in PLACES * (kills // 2 // len(PLACES))]
    moments = [{"milliseconds": draw.randrange(400)} for _ in range(kills - len(places))]
    drawn = [ending | {"seed": draw.random()} for ending in [*places, *moments]]
    draw.shuffle(drawn)
    return drawn


def test_after_sixty_kills_index_and_records_are_the_same_and_no_reader_saw_half_a_change(
    workers: Nursery, engine: Engine
) -> None:
    world = World(SEED, pairs=10, singles=20)
    lost: list[str] = []

    def look(subject: Subject) -> None:
        if is_settled(subject):
            lost.extend(wrong_answers(engine, subject))

    rebuild(engine)
    kills = Kills(workers, endings(SEED, KILLS))
    reader = workers.reader(world.pair_words)
    points = sorted(chance(SEED).sample(range(20, CHANGES - 20), KILLS))
    kills.begin()

    for changes in world.run(CHANGES, look):
        while points and points[0] <= changes:
            points.pop(0)
            kills.next()
    kills.finish()
    workers.worker(after=kills.done[-1]["pid"])
    wait_for(lambda: not Outbox.objects.pending().exists())
    workers.end(reader)

    assert [ending for ending in kills.done if ending["status"] != signal.SIGKILL] == []
    assert sum(ending["there"] for ending in kills.done) > KILLS * 0.9, "most were killed where they should"
    assert lost == [], "the worker says that they are in the index"
    assert wrong(engine, world) == []
    seen = workers.read()
    assert seen["torn"] == []
    assert seen["counts"]["lessons"] > 100, seen
