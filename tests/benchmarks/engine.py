"""How quickly the embedded engine answers, with the counts of every facet, among a thousand documents."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from search.engines.base import Batch
from search.engines.fields import prepare
from search.engines.tantivy import TantivyEngine
from search.planner.planner import plan
from search.query.request import SearchRequest
from tests.benchmarks.material import documents
from tests.benchmarks.measuring import Measurement, latency, rate

AMOUNT = 1000
QUESTIONS = {
    "search, two words, all facets": {"q": ["begeleiding starters"]},
    "search, six words, all facets": {"q": ["wat kost een invalpool voor schoolbesturen"]},
    "search, a phrase, all facets": {"q": ['"vaste begeleider"']},
    "search, no words, all facets": {},
    "search, a word and two filters, all facets": {
        "q": ["leraren"],
        "thema": ["code-1", "code-2"],
        "trede": ["code-3"],
    },
}


def measurements() -> Iterator[Measurement]:
    """Preparing and writing documents, then one request of each kind."""
    material = documents(AMOUNT)
    yield rate("preparing documents", "documents", 50, lambda: [prepare(document) for document in material[:50]])
    with tempfile.TemporaryDirectory(prefix="kennis-bench-") as folder:
        engine = TantivyEngine(Path(folder))
        with engine.rebuild() as rebuild:
            rebuild.write(Batch(upserts=[prepare(document) for document in material], generation=1))
            rebuild.publish()
        for what, params in QUESTIONS.items():
            question = plan(SearchRequest.from_params(params))
            yield latency(f"{what} ({AMOUNT})", lambda question=question: engine.search(question))
        engine.close()
