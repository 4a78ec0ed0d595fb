"""A hundred thousand documents for an engine, put together of analysed sentences: no database, and made in seconds."""

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from search.analysis import collation_key, index_forms
from search.engines.base import Batch, Engine
from search.engines.fields import (
    ALL_FACETS,
    GAP,
    PASSAGE_FIELDS,
    PUBLISHED_KEY,
    SENTINEL,
    TEXT_FIELDS,
    TITLE_KEY,
    PreparedDocument,
    PreparedPassage,
)
from search.index.documents import Place, ReportFacts, report_facets
from tests.benchmarks.varied import Varied

AMOUNT: Final = 100_000
STEP: Final = 500
#: Sentences of each text.
LENGTHS: Final = {"title": 1, "summary": 4, "lessons": 6, "body": 20, "statement": 1, "explanation": 2}
PASSAGES: Final = 3


class Sentence(NamedTuple):
    """A sentence as it is indexed."""

    exact: str
    stems: str


def fill(engine: Engine, batches: Iterable[list[PreparedDocument]]) -> None:
    """Write documents into a new index, and let it answer."""
    with engine.rebuild() as rebuild:
        for batch in batches:
            rebuild.write(Batch(upserts=batch))
        rebuild.publish()


def documents(source: Varied) -> Iterator[list[PreparedDocument]]:
    """The documents in batches; always the same ones."""
    sentences = [Sentence(exacts, stems) for exacts, stems in map(index_forms, source.all_sentences()) if exacts]
    for first in range(1, AMOUNT + 1, STEP):
        yield [document(source, sentences, n) for n in range(first, first + STEP)]


def document(source: Varied, sentences: Sequence[Sentence], n: int) -> PreparedDocument:
    """Document ``n``, with the facets of a report."""
    chance = random.Random(-n)  # noqa: S311 -- the same document each time
    like = source.document(n % 4_000)
    place = Place(f"regio-{n % 60}", "")
    facts = ReportFacts(n, str(n), like, n % 5, date(2024, 1, 1), [place], lambda _name, code: code)
    facets = report_facets(facts)
    return PreparedDocument(
        n=n,
        key=f"casusrapport:{n}",
        texts=texts(chance, sentences, [field.name for field in TEXT_FIELDS]),
        facets={facet: tuple(facets.get(facet, ())) for facet in ALL_FACETS},
        sorts={PUBLISHED_KEY: (n % 900 << 40) + n, TITLE_KEY: f"{collation_key(like['title'])}\t{n:013d}"},
        passages=tuple(
            PreparedPassage(f"{n}-{row}", n, row, texts(chance, sentences, [field.name for field in PASSAGE_FIELDS]))
            for row in range(PASSAGES)
        ),
    )


def texts(chance: random.Random, sentences: Sequence[Sentence], fields: Sequence[str]) -> dict[str, str]:
    """Fields of sentences drawn by chance."""
    made = {}
    for field in fields:
        chosen = chance.choices(sentences, k=LENGTHS[field])
        made[f"{field}_x"] = f" {GAP} ".join([*(each.exact for each in chosen), SENTINEL])
        made[f"{field}_s"] = " ".join([*(each.stems for each in chosen), SENTINEL])
    return made
