"""One behaviour: Tantivy and Elasticsearch side by side, over fresh indexes of the same documents."""

import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.base import Batch, Engine, EngineAnswer, EngineHit
from search.engines.elasticsearch import ElasticsearchEngine
from search.engines.elasticsearch_client import Cluster
from search.engines.fields import SearchDocument, prepare
from search.engines.tantivy import TantivyEngine
from search.planner.planner import plan
from search.query.request import SearchRequest
from search.results.search import find
from tests.conformance.conftest import fill, forget
from tests.conformance.corpus import CORPUS, document
from tests.conformance.generated import DOCUMENTS, QUESTIONS, collection, questions
from tests.conformance.oracle import answer
from tests.conformance.parity import Comparison, Rule, Unexplained, compare, explanation, order


@dataclass(frozen=True)
class Both:
    """The two engines, to be filled with the same documents."""

    tantivy: Engine
    elasticsearch: Engine

    def hold(self, documents: Sequence[SearchDocument]) -> None:
        """Fresh indexes: what was deleted from an older one would still count in its scores."""
        prepared = [prepare(each) for each in documents]
        for engine in (self.tantivy, self.elasticsearch):
            with engine.rebuild() as rebuild:
                for at in range(0, len(prepared), 300):
                    rebuild.write(Batch(prepared[at : at + 300]))
                rebuild.publish()

    def compared(self, requests: Sequence[SearchRequest], size: int) -> list[Comparison]:
        return [compare(self.tantivy, self.elasticsearch, request, size) for request in requests]


@pytest.fixture(scope="module")
def two(elasticsearch_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Both]]:
    made: list[Engine] = []

    def making() -> Both:
        prefix = f"parity-{secrets.token_hex(6)}"
        cluster = ElasticsearchEngine(Cluster((elasticsearch_url,), prefix, "parity", read_seconds=10))
        made.append(cluster)
        return Both(TantivyEngine(tmp_path_factory.mktemp("parity")), cluster)

    yield making
    for engine in made:
        forget(engine)


@pytest.fixture(scope="module")
def documents() -> list[SearchDocument]:
    return collection()


@pytest.fixture(scope="module")
def compared(two: Callable[[], Both], documents: list[SearchDocument]) -> list[Comparison]:
    """Every question, compared; what no rule explains has failed here."""
    both = two()
    both.hold(documents)
    return both.compared(questions(documents), len(documents))


def test_the_collection_is_as_large_as_it_must_be(documents: list[SearchDocument], compared: list[Comparison]) -> None:
    assert len(documents) == DOCUMENTS >= 1_000
    assert len(compared) == QUESTIONS >= 500
    assert sum(len(each.passages) for each in documents) > 1_000
    assert sum(each.total > 10 for each in compared) > QUESTIONS / 3
    assert sum(each.total == 0 for each in compared) < QUESTIONS / 4


def test_the_questions_are_of_every_form(compared: list[Comparison]) -> None:
    asked = [each.request for each in compared if each.total > 1]
    assert sum('"' in request.q for request in asked) > 40
    assert sum(" -" in f" {request.q}" for request in asked) > 20
    assert sum(bool(request.facets) for request in asked) > 80
    assert sum(request.page > 1 for request in asked) > 60
    assert {request.sort for request in asked} == {"relevantie", "nieuwste", "oudste", "titel"}


def test_the_first_ten_are_the_same_for_99_of_100_questions(compared: list[Comparison]) -> None:
    same = sum(each.same_ten for each in compared)
    assert same >= 0.99 * len(compared)


def test_whoever_differs_in_the_first_ten_has_a_rule_that_says_why(compared: list[Comparison]) -> None:
    unlike = [each for each in compared if not each.same_ten]
    assert all(each.rules for each in unlike)
    assert set(Counter(rule for each in compared for rule in each.rules)) <= set(Rule)


def test_sets_and_counts_are_those_of_the_oracle_too(
    compared: list[Comparison], documents: list[SearchDocument]
) -> None:
    for each in compared[:: QUESTIONS // 5]:
        assert each.total == len(answer(documents, each.request).found)


@pytest.mark.parametrize("q", ["", "tijd", "starter", '"vaste coach"', "een -verslag", "regio", "po/vo", "verslag"])
def test_a_whole_page_of_results_is_the_same(both_with_corpus: Both, q: str) -> None:
    one, other = (
        find(engine, SearchRequest.from_params({"q": [q]}))
        for engine in (both_with_corpus.tantivy, both_with_corpus.elasticsearch)
    )
    assert one == other


@pytest.fixture(scope="module")
def both_with_corpus(two: Callable[[], Both]) -> Both:
    both = two()
    both.hold(CORPUS)
    return both


def test_both_hold_the_same_documents_and_lessons(both_with_corpus: Both) -> None:
    one, other = both_with_corpus.tantivy, both_with_corpus.elasticsearch
    assert one.contents() == other.contents()
    first, second = one.status(), other.status()
    assert (first.documents, first.passages, first.generation) == (second.documents, second.passages, second.generation)


WORDS = [
    "leraar", "leraren", "school", "scholen", "werven", "werving", "zij-instroom", "instroom", "po/vo", "regio's",
    "so&p", "so", "één", "een", "beleid", "begeleiding", "2023-2024", "1.200", "café", "教育", "𐌰𐌱", "Straße", "x" * 70,
    "e\u0301e\u0301n", "ﬁets", "$", "|", "٢٣", "ǅ",
]  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
drawn_documents = st.lists(
    st.fixed_dictionaries(
        {
            "title": texts,
            "summary": texts,
            "lessons": st.lists(texts, max_size=3),
            "body": texts,
            "day": st.integers(-2, 2),
            "thema": st.lists(st.sampled_from(["werven", "matchen", "opleiden"]), max_size=3),
            "jaar": st.lists(st.sampled_from(["2022", "2023"]), max_size=1),
            "trede": st.lists(st.sampled_from(["0", "3"]), min_size=1, max_size=1),
            "richting": st.lists(st.sampled_from(["positief", "gemengd"]), min_size=1, max_size=1),
        }
    ),
    min_size=1,
    max_size=9,
)
clauses = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS).map(lambda word: f"-{word}"),
    texts.map(lambda text: f'"{text}"'),
    texts.map(lambda text: f'-"{text}"'),
)
requests = st.builds(
    lambda q, thema, jaar, sort, page: SearchRequest.from_params(
        {"q": [" ".join(q)], "thema": thema, "jaar": jaar, "sorteer": [sort], "pagina": [page]}
    ),
    st.lists(clauses, max_size=3),
    st.lists(st.sampled_from(["werven", "matchen", "opleiden"]), max_size=2),
    st.lists(st.sampled_from(["2022", "2023"]), max_size=1),
    st.sampled_from(["relevantie", "relevantie", "nieuwste", "oudste", "titel"]),
    st.sampled_from(["1", "1", "2"]),
)


@pytest.fixture(scope="module")
def drawing(two: Callable[[], Both]) -> Both:
    return two()


@settings(max_examples=25, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=drawn_documents, asked=st.lists(requests, min_size=6, max_size=12))
def test_drawn_collections_have_the_same_answers(drawing: Both, drawn: list, asked: list[SearchRequest]) -> None:
    made = [document(n, **each) for n, each in enumerate(drawn, 1)]
    drawing.hold(made)
    drawing.compared(asked, len(made))


def of_scores(*scores: tuple[int, float]) -> EngineAnswer:
    hits = tuple(EngineHit(n, str(n), score) for n, score in scores)
    return EngineAnswer(len(hits), hits, {})


ASKED = plan(SearchRequest.from_params({"q": ["werven"]}))
SORTED = plan(SearchRequest.from_params({"q": ["werven"], "sorteer": ["nieuwste"]}))


def test_a_swap_within_the_last_bits_has_a_name() -> None:
    one, other = of_scores((1, 5.000001), (2, 5.0), (3, 1.0)), of_scores((2, 5.000001), (1, 5.0), (3, 1.0))
    assert order(one) != order(other)
    assert explanation(ASKED, one, other) is Rule.WITHIN_FLOAT


@pytest.mark.parametrize("asked", [ASKED, SORTED])
def test_a_swap_of_scores_that_differ_has_no_name(asked: object) -> None:
    gap = 5.0001 if asked is ASKED else 5.0
    one, other = of_scores((1, gap), (2, 5.0)), of_scores((2, gap), (1, 5.0))
    with pytest.raises(Unexplained):
        explanation(asked, one, other)


def test_two_engines_of_which_one_lacks_a_document_are_unlike(tmp_path: Path) -> None:
    one, other = TantivyEngine(tmp_path / "one"), TantivyEngine(tmp_path / "other")
    fill(one, CORPUS), fill(other, CORPUS[1:])
    with pytest.raises(Unexplained, match="totals"):
        compare(one, other, SearchRequest.from_params({"q": ["campagne"]}), len(CORPUS))
