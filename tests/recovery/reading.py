"""A visitor who asks all the time, and notes every answer that shows half of a change."""

import json
import signal
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from search.engines.base import EngineAnswer, EngineError
from search.index.connection import engine as engine_of_process
from search.planner.planner import plan
from search.query.request import SearchRequest
from tests.recovery.chance import chance

VERSION = "jaar"
"""The facet that tells a version: reports begin in the year that is its number."""
SAME = (VERSION, "regio", "trede")
"""The facets that both of two twins have one code of, and the same one."""
REST_SECONDS = 0.01


def request(q: str) -> SearchRequest:
    return SearchRequest.from_params({"q": [q]})


def lesson_word(word: str, version: str) -> str:
    """The word that stands in the lessons of one version of one pair alone."""
    return f"{word}les{version}"


class Reader:
    """Asks for pairs of reports, of which both are always changed in one transaction. ``words`` name the pairs."""

    def __init__(self, report: Path, words: Sequence[str]) -> None:
        self.report = report
        self.words = words
        self.engine = engine_of_process()
        self.counts: Counter[str] = Counter()
        self.torn: list[str] = []
        self.stopping = False
        self.chance = chance(4)

    def run(self) -> None:
        signal.signal(signal.SIGTERM, self.stop)
        while not self.stopping:
            try:
                self.look(self.chance.choice(self.words))
            except EngineError as error:
                self.counts["unanswered"] += 1
                self.torn.append(f"not answered: {error}")
            time.sleep(REST_SECONDS)
        self.report.write_text(json.dumps({"counts": self.counts, "torn": self.torn}))

    def stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def look(self, word: str) -> None:
        """Ask for one pair, and for the lessons of the version that was shown."""
        answer = self.engine.search(plan(request(word)))
        if not self.is_whole(word, answer) or not answer.hits:
            return
        (version,) = answer.facets[VERSION]
        lessons = plan(request(lesson_word(word, version))).passages
        found = self.engine.best_passages(lessons, [hit.n for hit in answer.hits])
        if self.engine.search(plan(request(word))) != answer:
            return  # it changed between the two questions
        self.counts["lessons"] += 1
        if len(found) != len(answer.hits):
            self.torn.append(f"{word}, version {version}: lessons of {len(found)} of two")

    def is_whole(self, word: str, answer: EngineAnswer) -> bool:
        self.counts[f"{answer.total} found"] += 1
        shown = {facet: dict(answer.facets[facet]) for facet in SAME}
        whole = answer.total == 0 or (
            answer.total == 2 and all(list(codes.values()) == [2] for codes in shown.values())
        )
        if not whole:
            self.torn.append(f"{word}: {answer.total} found, {shown}")
        return whole
