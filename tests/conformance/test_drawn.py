"""Small collections and questions drawn at random: the engine and the oracle agree on every one."""

from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.engines.base import Batch, Engine
from search.engines.fields import SearchDocument, prepare
from search.planner.planner import plan
from search.query.request import PAGE_SIZE, SearchRequest
from tests.conformance.corpus import document
from tests.conformance.oracle import answer

WORDS = [
    "leraar", "leraren", "school", "scholen", "werven", "werving", "zij-instroom", "zijinstroom", "instroom", "po/vo",
    "po", "regio's", "regios", "so&p", "so", "één", "een", "beleid", "begeleiding", "2023-2024", "1.200", "tijd.",
]  # fmt: skip
THEMES = ["werven", "matchen", "opleiden"]
SECTORS = ["po", "vo"]

texts = st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join)
documents = st.lists(
    st.builds(
        lambda title, lessons, body, day, thema, sector: (title, lessons, body, day, thema, sector),
        texts,
        st.lists(texts, max_size=3),
        texts,
        st.integers(-3, 3),
        st.lists(st.sampled_from(THEMES), max_size=3),
        st.lists(st.sampled_from(SECTORS), max_size=2),
    ),
    min_size=1,
    max_size=6,
)
clauses = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(WORDS).map(lambda word: f"-{word}"),
    texts.map(lambda text: f'"{text}"'),
    texts.map(lambda text: f'-"{text}"'),
)
requests = st.builds(
    lambda q, thema, sector, sort: SearchRequest.from_params(
        {"q": [" ".join(q)], "thema": thema, "sector": sector, "sorteer": [sort]}
    ),
    st.lists(clauses, max_size=3),
    st.lists(st.sampled_from(THEMES), max_size=2),
    st.lists(st.sampled_from(SECTORS), max_size=1),
    st.sampled_from(["relevantie", "nieuwste", "oudste", "titel"]),
)


def made(drawn: Sequence[tuple[str, list[str], str, int, list[str], list[str]]]) -> list[SearchDocument]:
    return [
        document(n, title, lessons=lessons, body=body, day=day, thema=thema, sector=sector)
        for n, (title, lessons, body, day, thema, sector) in enumerate(drawn, 1)
    ]


@settings(max_examples=40, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=documents, asked=st.lists(requests, min_size=3, max_size=8))
def test_the_engine_agrees_with_the_oracle(empty: Engine, drawn: list, asked: list[SearchRequest]) -> None:
    collection = made(drawn)
    empty.write(Batch([prepare(each) for each in collection], tuple(empty.contents())))
    assert len(collection) <= PAGE_SIZE
    for request in asked:
        right, found = answer(collection, request), empty.search(plan(request))
        assert {hit.n for hit in found.hits} == right.found
        assert found.total == len(right.found)
        assert found.facets == right.facets
        if right.order:
            assert tuple(hit.n for hit in found.hits) == right.order
