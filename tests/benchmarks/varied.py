"""Reports without end: each is mixed from real ones, as long and as full as they are, with words of its own.

Paragraphs, lessons and rows stay whole, so that phrases are found; codes are drawn anew, so that filters cut in every
way. In real texts the number of different words never stops growing (some twenty with each report of this length);
words put together from two others do the same here.
"""

import random
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

Document = dict[str, Any]

STORY: Final = ("challenge_text", "approach", "do_differently")
ROWS: Final = (
    "activities",
    "core_elements",
    "partners",
    "measurements",
    "voices",
    "conditions",
    "materials",
    "sources",
)
LONGEST_TITLE: Final = 90
SUMMARY_SENTENCES: Final = 4
FIRST_DAY: Final = date(2016, 1, 1)
DAYS: Final = 3600
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_WORD: Final = re.compile(r"\b[a-z]{5,10}\b")


class Varied:
    """Makes documents of schema 1. ``codes`` holds what there is to choose from, by the names of the document."""

    def __init__(self, documents: Sequence[Document], codes: Mapping[str, Sequence[str]]) -> None:
        self.documents = documents
        self.codes = codes
        self.paragraphs = {name: [part for d in documents for part in d[name].split("\n\n") if part] for name in STORY}
        self.rows = {name: [row for d in documents for row in d[name]] for name in (*ROWS, "lessons")}
        self.sentences = [part for d in documents for part in _SENTENCE.split(d["summary"])]
        self.words = sorted({word for d in documents for name in STORY for word in _WORD.findall(d[name])})

    def document(self, number: int) -> Document:
        """Document ``number``; always the same one."""
        chance = random.Random(number)  # noqa: S311 -- the same document each time
        base = chance.choice(self.documents)
        rows = {name: self._some(chance, name, len(base[name])) for name in ROWS}
        story = {name: "\n\n".join(self._paragraphs(chance, name, base[name])) for name in STORY}
        return base | story | rows | self._codes(chance, base) | self._dates(chance, base) | self._head(chance)

    def all_sentences(self) -> list[str]:
        """Every sentence of the stories and summaries."""
        stories = (part for name in STORY for paragraph in self.paragraphs[name] for part in _SENTENCE.split(paragraph))
        return [*self.sentences, *stories]

    def _some(self, chance: random.Random, name: str, amount: int) -> list[Any]:
        pool = self.rows[name]
        return chance.sample(pool, min(amount, len(pool)))

    def _paragraphs(self, chance: random.Random, name: str, like: str) -> Iterator[str]:
        pool = self.paragraphs[name]
        for paragraph in chance.sample(pool, min(len(pool), like.count("\n\n") + 1)):
            yield f"{paragraph} Daarbij hoorde ook {self._own_word(chance)}."

    def _own_word(self, chance: random.Random) -> str:
        return chance.choice(self.words) + chance.choice(self.words)

    def _head(self, chance: random.Random) -> Document:
        first, second = (title.split() for title in (d["title"] for d in chance.sample(self.documents, 2)))
        title = " ".join([*first[: len(first) // 2], *second[len(second) // 2 :]])
        lessons = [
            lesson | {"id": str(uuid.UUID(int=chance.getrandbits(128), version=4))}
            for lesson in self._some(chance, "lessons", chance.randint(3, 6))
        ]
        summary = " ".join(chance.sample(self.sentences, SUMMARY_SENTENCES))
        return {"title": title[:LONGEST_TITLE].strip(), "summary": summary, "lessons": lessons}

    def _codes(self, chance: random.Random, base: Document) -> Document:
        def some(name: str, most: int) -> list[str]:
            return sorted(chance.sample(self.codes[name], chance.randint(1, most)))

        theme, *more = chance.sample(self.codes["theme"], chance.randint(1, 3))
        return {
            "theme": theme,
            "more_themes": sorted(more),
            "sectors": some("sector", 3),
            "target_groups": some("target_group", 3),
            "municipalities": some("municipality", 5),
            "challenge": chance.choice(self.codes["challenge"]),
            "practice": chance.choice(self.codes["practice"]),
            "co_regions": [],
            "result_direction": chance.choice(self.codes["result_direction"]),
            "costs": base["costs"] | {"funding": some("funding", 2)},
            "reversibility": base["reversibility"] | {"kind": chance.choice(self.codes["reversibility"])},
        }

    def _dates(self, chance: random.Random, base: Document) -> Document:
        start = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        end = start + timedelta(days=chance.randrange(100, 1200))
        return {"start_date": start.isoformat(), "end_date": end.isoformat() if base["end_date"] else None}
