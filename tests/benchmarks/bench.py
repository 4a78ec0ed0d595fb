"""What every part of the benchmarks is given: the material, the engines, and a bar."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import Self, TypeVar

from tqdm import tqdm

from search.engines.base import Engine, IndexMismatch, IndexMissing
from search.index.rebuilding import rebuild
from tests.benchmarks import generated
from tests.benchmarks.editions import ensure, varied
from tests.benchmarks.engines import ENGINES, Measured
from tests.servers.absence import Absent

Item = TypeVar("Item")


class Bench:
    """One run. ``folder`` holds the material; ``engines`` are started when first asked for, and stopped at the end."""

    def __init__(self, folder: Path, names: Iterable[str] = tuple(ENGINES)) -> None:
        self.folder = folder
        self.names = names
        self._stack = ExitStack()
        ensure(folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    @cached_property
    def engines(self) -> list[Measured]:
        """Those that can run here."""
        return list(self._started())

    def _started(self) -> Iterator[Measured]:
        for name in self.names:
            try:
                yield self._stack.enter_context(ENGINES[name](self.folder))
            except Absent as absent:
                tqdm.write(f"{name} is not measured: {absent}")

    def editions(self, measured: Measured) -> Engine:
        """The engine with the index of all editions."""
        engine = measured.open("index", self.folder)
        if not is_filled(engine):
            rebuild(engine, lambda keys: self.bar(keys, f"{measured.name}: indexing editions"))
        return engine

    def generated(self, measured: Measured) -> Engine:
        """The engine with the index of the generated documents."""
        engine = measured.open("generated", self.folder)
        if not is_filled(engine):
            batches = generated.documents(varied())
            generated.fill(
                engine, self.bar(batches, f"{measured.name}: generating", generated.AMOUNT // generated.STEP)
            )
        return engine

    def bar(self, items: Iterable[Item], what: str, total: int | None = None) -> Iterable[Item]:
        """``items``, with a bar of their own that goes when they end."""
        return tqdm(items, desc=what, total=total, leave=False, disable=None)


def is_filled(engine: Engine) -> bool:
    """Whether there is an index that this code can use."""
    try:
        return engine.status().documents > 0
    except (IndexMissing, IndexMismatch):
        return False
