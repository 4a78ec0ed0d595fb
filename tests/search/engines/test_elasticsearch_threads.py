"""Many threads search while one writes: each answer is that of one batch, whole."""

import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Final

from search.engines.base import Batch
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.fields import PreparedDocument, prepare
from search.planner.planner import plan
from search.query.request import SearchRequest
from tests.conformance.corpus import document

READERS: Final = 8
VERSIONS: Final = 7
ALWAYS: Final = range(1, 13)
SOMETIMES: Final = range(13, 25)
"""Documents of the even versions alone."""
ASKED: Final = plan(SearchRequest.from_params({"q": ["werven"]}))


def of_version(n: int, version: int) -> PreparedDocument:
    made = prepare(document(n, "Werving", lessons=["Werf vroeg."] * (1 + version % 3), jaar=[str(version)]))
    passages = tuple(replace(each, id=f"{n}-{each.place}-v{version}") for each in made.passages)
    return replace(made, passages=passages)


def batch(version: int, chance: random.Random) -> Batch:
    numbers = [*ALWAYS, *(SOMETIMES if version % 2 == 0 else ())]
    chance.shuffle(numbers)
    gone = () if version % 2 == 0 else tuple(f"casusrapport:{n}" for n in SOMETIMES)
    return Batch([of_version(n, version) for n in numbers], gone, version, version)


def expected(version: int) -> int:
    return len(ALWAYS) + (len(SOMETIMES) if version % 2 == 0 else 0)


def one_version(engine: ElasticsearchEngine) -> int:
    """The version of an answer, whose hits and counts are all of it."""
    answer = engine.search(ASKED)
    ((version, count),) = answer.facets["jaar"].items()
    assert answer.total == count == expected(int(version))
    assert len(answer.hits) == min(count, ASKED.limit)
    return int(version)


def one_version_of_lessons(engine: ElasticsearchEngine) -> int:
    """The version of the best lessons, which are those of the documents that are there."""
    best = engine.best_passages(ASKED.passages, [*ALWAYS, *SOMETIMES])
    (version,) = {int(lesson.rpartition("-v")[2]) for lesson in best.values()}
    assert best == {n: f"{n}-0-v{version}" for n in best}
    assert len(best) == expected(version)
    return version


def reading(engine: ElasticsearchEngine, done: threading.Event, look: Callable[[ElasticsearchEngine], int]) -> set[int]:
    seen, last = set(), 0
    while not done.is_set():
        version = look(engine)
        assert version >= last, "an answer of before the one that this reader had"
        last = version
        seen.add(version)
    return seen


def test_every_reader_sees_every_batch_whole(engine: ElasticsearchEngine) -> None:
    chance, done = random.Random(7), threading.Event()  # noqa: S311  # the same order in every run
    engine.write(Batch(deletes=["casusrapport:1"]))
    engine.write(batch(1, chance))
    with ThreadPoolExecutor(READERS) as pool:
        looks = [one_version, one_version_of_lessons] * (READERS // 2)
        readers = [pool.submit(reading, engine, done, look) for look in looks]
        try:
            for version in range(2, VERSIONS + 1):
                engine.write(batch(version, chance))
                assert one_version(engine) == one_version_of_lessons(engine) == version
                time.sleep(chance.uniform(0, 0.05))
        finally:
            done.set()
        seen = [reader.result() for reader in readers]
    assert all(len(versions) > 1 for versions in seen)
