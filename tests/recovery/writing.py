"""Batches of fifty documents that all carry one version, written without end by a process that will be killed."""

from itertools import count
from typing import Final

from search.engines.base import Batch, Engine
from search.engines.fields import Passage, PreparedDocument, SearchDocument, prepare
from search.planner.planner import plan
from tests.recovery.reading import request

DOCUMENTS: Final = 50
FIRST: Final = 1001
WORD: Final = "vijftigtal"


def lesson(version: int) -> str:
    """The word of the lessons of one version."""
    return f"vijftiglessen{version}"


def batch(version: int) -> Batch:
    """All documents in this version, each with a lesson."""
    return Batch([prepared(n, version) for n in range(1, DOCUMENTS + 1)], generation=version, read_in=version)


def prepared(n: int, version: int) -> PreparedDocument:
    words = {"statement": [lesson(version)], "explanation": []}
    return prepare(
        SearchDocument(
            n=n,
            key=f"casusrapport:{n}",
            texts={"title": [WORD], "summary": [], "lessons": [lesson(version)], "body": []},
            facets={"jaar": [str(version)]},
            sorts={"published": n, "title": WORD},
            passages=[Passage(f"{version}-{n}", words, "weer-doen")],
        )
    )


def newest(engine: Engine) -> int:
    """The version that is shown now."""
    return max(int(code) for code in engine.search(plan(request(WORD))).facets["jaar"])


def write_on(engine: Engine) -> None:
    """Write one version after another, each as one batch."""
    for version in count(newest(engine) + 1):
        engine.write(batch(version))
