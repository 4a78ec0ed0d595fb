"""A writer is killed again and again between, before and in its commits: every answer shows one whole batch."""

import signal
import time
from collections.abc import Iterator
from typing import Any, Final

import pytest

from search.engines.base import Engine
from search.planner.planner import plan
from tests.recovery.chance import chance
from tests.recovery.places import BEFORE_WRITE, DURING_WRITE, HALF_VISIBLE, WRITTEN
from tests.recovery.reading import REST_SECONDS, request
from tests.recovery.workers import Kills, Nursery
from tests.recovery.writing import DOCUMENTS, FIRST, WORD, batch, lesson

pytestmark = pytest.mark.django_db(transaction=True)

KILLS: Final = 24
PLACES: Final = (BEFORE_WRITE, DURING_WRITE, HALF_VISIBLE, HALF_VISIBLE, WRITTEN)


def endings() -> Iterator[dict[str, Any]]:
    draw = chance(50)
    for _ in range(KILLS):
        yield {"place": draw.choice(PLACES), "seed": draw.random(), "role": "write"}


def torn(engine: Engine) -> str | None:
    """What is wrong with one answer, ``""``, or None where it changed while the lessons were asked for."""
    answer = engine.search(plan(request(WORD)))
    shown = dict(answer.facets["jaar"])
    if list(shown.values()) != [DOCUMENTS] or answer.total != DOCUMENTS:
        return f"{answer.total} documents, versions {shown}"
    (version,) = shown
    found = engine.best_passages(plan(request(lesson(int(version)))).passages, [hit.n for hit in answer.hits])
    if engine.search(plan(request(WORD))).facets["jaar"] != shown:
        return None
    if len(found) != len(answer.hits):
        return f"version {version}: lessons of {len(found)} of {len(answer.hits)}"
    return ""


def test_every_answer_shows_one_batch_whole(workers: Nursery, engine: Engine) -> None:
    with engine.rebuild() as new:
        new.write(batch(FIRST))
        new.publish()
    kills = Kills(workers, list(endings()))
    seen: list[str | None] = []

    kills.begin()
    while len(kills.done) < KILLS - 1:
        ended = len(kills.done)
        kills.next()
        while len(kills.done) == ended:
            seen.append(torn(engine))
            time.sleep(REST_SECONDS)
        engine.close()  # the next answer is that of a reader that began after the kill
        seen.append(torn(engine))

    assert [ending for ending in kills.done if ending["status"] != signal.SIGKILL] == []
    assert [answer for answer in seen if answer] == []
    assert seen.count("") > KILLS
