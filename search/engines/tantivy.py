"""Tantivy, the embedded engine: translates plans into its queries. Its files are kept by `tantivy_index`.

The library is imported in these two modules alone.
"""

import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tantivy import DocAddress, Occur, Order, Query, Schema, Searcher, SearchResult

from search.analysis import FINGERPRINT
from search.engines.base import Batch, EngineAnswer, EngineHit, EngineStatus
from search.engines.generations import Generations
from search.engines.tantivy_index import (
    DOCUMENTS,
    MANIFEST,
    PASSAGES,
    Pair,
    Snapshots,
    TantivyRebuild,
    Writer,
    trouble,
)
from search.planner import plan as p

_OVER_FETCH: Final = 50  # hits behind the page, among which equal scores are put in order
_PASSAGES_AT_ONCE: Final = 500
_MOST_CODES: Final = 10_000  # of one facet: more than any vocabulary, so that no count is left out

_Ranked = tuple[float, int, DocAddress]  # score, n, where it is

_TRANSLATIONS: Mapping[type, Callable[[Any, Schema], Query]] = {
    p.Term: lambda node, schema: Query.term_query(schema, node.field, node.token, "freq"),
    p.Phrase: lambda node, schema: Query.phrase_query(schema, node.field, list(node.tokens)),
    p.AllOf: lambda node, schema: Query.boolean_query([_clause(part, schema) for part in node.parts]),
    p.AnyOf: lambda node, schema: Query.boolean_query([(Occur.Should, _query(part, schema)) for part in node.parts]),
    p.DisMax: lambda node, schema: Query.disjunction_max_query([_query(part, schema) for part in node.parts], node.tie),
    p.Boost: lambda node, schema: Query.boost_query(_query(node.part, schema), node.factor),
    p.TermSet: lambda node, schema: _unscored(Query.term_set_query(schema, node.field, node.tokens)),
    p.All: lambda _node, _schema: Query.all_query(),
    p.Nothing: lambda _node, _schema: Query.empty_query(),
}


def _query(node: p.Node, schema: Schema) -> Query:
    return _TRANSLATIONS[type(node)](node, schema)


def _clause(node: p.Node, schema: Schema) -> tuple[Occur, Query]:
    if isinstance(node, p.Not):
        return Occur.MustNot, _query(node.part, schema)
    return Occur.Must, _query(node, schema)


def _unscored(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)


def _both(query: Query, filters: Sequence[Query]) -> Query:
    if not filters:
        return query
    return Query.boolean_query([(Occur.Must, query), *((Occur.Must, each) for each in filters)])


class TantivyEngine:
    """The embedded engine below one folder; see `search.engines.base.Engine`. One object serves all threads."""

    def __init__(self, root: Path) -> None:
        self._generations = Generations(root)
        self._snapshots = Snapshots(self._generations)
        self._writing = threading.Lock()
        self._writer: Writer | None = None

    def search(self, plan: p.Plan) -> EngineAnswer:
        """See `search.engines.base.Engine`."""
        with trouble():
            searcher = self._snapshots.now().documents
            match = _query(plan.match, DOCUMENTS)
            filters = {facet: _query(node, DOCUMENTS) for facet, node in plan.filters.items()}
            query = _both(match, list(filters.values()))
            total, page = _page(searcher, query, plan)
            hits = (EngineHit(n, _stored(searcher, address, "key"), score) for score, n, address in page)
            return EngineAnswer(total, tuple(hits), _counts(searcher, match, filters, plan.counted))

    def best_passages(self, plan: p.PassagePlan, parents: Sequence[int]) -> dict[int, str]:
        """See `search.engines.base.Engine`."""
        if not parents or isinstance(plan.match, p.Nothing):
            return {}
        with trouble():
            now = self._snapshots.now()
            searcher = now.passages
            within = Query.term_set_query(PASSAGES, "version", _versions(now.documents, parents))
            query = _both(_query(plan.match, PASSAGES), [_unscored(within)])
            found = searcher.search(query, _PASSAGES_AT_ONCE)
            if _count(found) > len(found.hits):
                found = searcher.search(query, _count(found))
            addresses = [address for _, address in found.hits]
            owners = _integers(searcher, "parent", addresses)
            places = _integers(searcher, "place", addresses)
            ranked = zip((-score for score, _ in found.hits), places, owners, addresses, strict=True)
            best: dict[int, DocAddress] = {}
            for _, _, owner, address in sorted(ranked, key=lambda row: row[:2]):
                best.setdefault(owner, address)
            return {owner: _stored(searcher, address, "id") for owner, address in best.items()}

    def write(self, batch: Batch) -> None:
        """See `search.engines.base.Engine`. A rebuild that ends meanwhile gets the batch as well."""
        with trouble(), self._writing:
            written = ""
            while written != (name := self._generations.current()):
                writer = self._open_writer(name)
                try:
                    writer.change(batch)
                except BaseException:
                    self._writer = None
                    writer.abandon()
                    raise
                written = name

    def rebuild(self) -> TantivyRebuild:
        """See `search.engines.base.Engine`."""
        return TantivyRebuild(self._generations)

    def contents(self) -> dict[str, str]:
        """See `search.engines.base.Engine`."""
        with trouble():
            searcher = self._snapshots.now().documents
            found = searcher.search(Query.all_query(), max(1, searcher.num_docs))
            addresses = [address for _, address in found.hits]
            return {_stored(searcher, each, "key"): _stored(searcher, each, "digest") for each in addresses}

    def status(self) -> EngineStatus:
        """See `search.engines.base.Engine`."""
        with trouble():
            now = self._snapshots.now()
            counts = now.documents.num_docs, now.passages.num_docs
            return EngineStatus(now.name, *counts, FINGERPRINT, now.moment.sequence, now.moment.generation)

    def close(self) -> None:
        """See `search.engines.base.Engine`."""
        with trouble(), self._writing:
            self._snapshots.close()
            if self._writer:
                self._writer.close()
            self._writer = None

    def _open_writer(self, name: str) -> Writer:
        if self._writer is None or self._writer.name != name:
            self._generations.check(name, MANIFEST)
            self._writer = None
            self._writer = Writer(self._generations, name, Pair(self._generations.folder(name)))
        return self._writer


def _page(searcher: Searcher, query: Query, plan: p.Plan) -> tuple[int, list[_Ranked]]:
    """How many hits there are, and those of the page."""
    if plan.sort is None:
        return _best_page(searcher, query, plan)
    order = Order.Desc if plan.sort.descending else Order.Asc
    found = searcher.search(query, plan.limit, order_by_field=plan.sort.field, offset=plan.offset, order=order)
    numbers = _integers(searcher, "n", [address for _, address in found.hits])
    return _count(found), [(0.0, n, address) for n, (_, address) in zip(numbers, found.hits, strict=True)]


def _best_page(searcher: Searcher, query: Query, plan: p.Plan) -> tuple[int, list[_Ranked]]:
    """The best first, equal scores by ``n``: the library leaves their order open, so it is asked for more."""
    end = plan.offset + plan.limit
    wanted = end + _OVER_FETCH
    found = searcher.search(query, wanted)
    while len(found.hits) == wanted and found.hits[-1][0] == found.hits[end - 1][0]:
        wanted *= 4
        found = searcher.search(query, wanted)
    numbers = _integers(searcher, "n", [address for _, address in found.hits])
    ranked = [(float(score), n, address) for n, (score, address) in zip(numbers, found.hits, strict=True)]
    ranked.sort(key=lambda hit: (-hit[0], hit[1]))
    return _count(found), ranked[plan.offset : end]


def _stored(searcher: Searcher, address: DocAddress, field: str) -> str:
    return str(searcher.doc(address).get_first(field))


def _integers(searcher: Searcher, field: str, addresses: list[DocAddress]) -> list[int]:
    return [int(value or 0) for value in searcher.fast_field_values(field, addresses)]


def _versions(documents: Searcher, numbers: Sequence[int]) -> list[int]:
    """The versions of these documents; of those that are not there any more, none."""
    found = documents.search(Query.term_set_query(DOCUMENTS, "n", numbers), len(numbers), count=False)
    return _integers(documents, "version", [address for _, address in found.hits])


def _count(found: SearchResult) -> int:
    return int(found.count)  # type: ignore[attr-defined]  # it is there, only the library's stub does not say so


def _counts(
    searcher: Searcher, match: Query, filters: Mapping[str, Query], counted: Sequence[str]
) -> dict[str, dict[str, int]]:
    """For every facet its codes, each facet under all filters but its own."""
    counts: dict[str, dict[str, int]] = {}
    together = [facet for facet in counted if facet not in filters]
    for facets in [together, *([facet] for facet in counted if facet in filters)]:
        others = [query for facet, query in filters.items() if facet not in facets]
        request = {facet: {"terms": {"field": facet, "size": _MOST_CODES}} for facet in facets}
        answer = searcher.aggregate(_both(match, others), request) if request else {}
        for facet in facets:
            counts[facet] = {bucket["key"]: bucket["doc_count"] for bucket in answer[facet]["buckets"]}
    return counts
