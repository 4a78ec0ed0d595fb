"""A rebuild from all editions, and its three steps apart: reading records, analysing documents, writing the index."""

import time
from collections.abc import Callable, Iterator

from search.engines.base import Batch, Engine
from search.engines.fields import PreparedDocument, SearchDocument, prepare
from search.index.kinds import KINDS
from search.index.rebuilding import batches, public_keys, rebuild
from tests.benchmarks.bench import Bench
from tests.benchmarks.engines import Measured
from tests.benchmarks.measuring import Row, at_least, timed

TITLE = "Rebuild from editions"
APART = 2_000
STEP = 100  # as in a rebuild
WANTED = 1_000
RAW_WANTED = 0.5


def measurements(bench: Bench) -> Iterator[Row]:
    """The steps over some of the editions, then each engine over all of them."""
    keys = public_keys()[:APART]
    started = time.perf_counter(), time.process_time()
    read = [document for batch in batches(keys, STEP) for document in documents(batch)]
    yield from rates("reading", len(read), started)
    started = time.perf_counter(), time.process_time()
    prepared = [prepare(document) for document in read]
    yield from rates("analysing", len(read), started)
    for measured in bench.engines:
        engine = measured.open("steps", bench.folder)
        started = time.perf_counter(), time.process_time()
        write(engine, prepared)
        yield from rates(f"{measured.name}: writing", len(read), started)
        if measured.raw_write:
            seconds = time.perf_counter() - started[0]
            yield from against_raw(engine, measured.raw_write, prepared, seconds)
        engine.close()
        yield whole(bench, measured)


def documents(keys: list[tuple[str, str]]) -> Iterator[SearchDocument]:
    """What `search.index.reading` reads, without its analysis."""
    kind = KINDS[keys[0][0]]
    for source in kind.sources([key for _, key in keys]).values():
        yield kind.document(source)


def write(engine: Engine, prepared: list[PreparedDocument]) -> None:
    """A new index of these."""
    with engine.rebuild() as new:
        for batch in batches(prepared, STEP):
            new.write(Batch(upserts=batch))
        new.publish()


def against_raw(
    engine: Engine,
    raw_write: Callable[[str, list[PreparedDocument]], Callable[[], object]],
    prepared: list[PreparedDocument],
    ours: float,
) -> Iterator[Row]:
    """The same documents into another new index without our code, and how much of its rate we reach in ``ours``."""
    with engine.rebuild() as new:
        raw, _core = timed(raw_write(new.name, prepared))
    yield Row("a raw _bulk of the same", len(prepared) / raw, "documents/s")
    yield at_least("writing beside a raw _bulk", raw / ours, RAW_WANTED, "× raw")


def whole(bench: Bench, measured: Measured) -> Row:
    """Everything, as ``search_rebuild`` does it. The target is of the embedded engine; a cluster's is the raw rate."""
    engine = measured.open("index", bench.folder)
    started = time.perf_counter()
    made = rebuild(engine, lambda keys: bench.bar(keys, f"{measured.name}: rebuilding"))
    seconds = time.perf_counter() - started
    engine.close()
    what, rate = f"{measured.name}: all {made.documents:,} documents", made.documents / seconds
    return Row(what, rate, "documents/s") if measured.raw_write else at_least(what, rate, WANTED, "documents/s")


def rates(what: str, amount: int, started: tuple[float, float]) -> Iterator[Row]:
    """Documents a second by the clock on the wall, and what one costs of a core."""
    wall, core = time.perf_counter() - started[0], time.process_time() - started[1]
    yield Row(f"{what} {amount:,} documents", amount / wall, "documents/s")
    yield Row(f"{what}, time of a core", core / amount * 1000, "ms/document")
