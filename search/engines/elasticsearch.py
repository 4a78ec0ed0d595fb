"""Elasticsearch, the engine for several machines: translates plans into its queries. See `elasticsearch_index`."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from elasticsearch import AuthorizationException, Elasticsearch
from elasticsearch.dsl import Search

from search.analysis import FINGERPRINT
from search.engines.base import (
    Batch,
    DocumentsRejected,
    EngineAnswer,
    EngineHit,
    EngineStatus,
    EngineUnavailable,
    IndexMismatch,
    IndexMissing,
)
from search.engines.elasticsearch_bulk import write
from search.engines.elasticsearch_client import Clients, Cluster, trouble
from search.engines.elasticsearch_hosts import Hosts
from search.engines.elasticsearch_index import ElasticsearchRebuild, Indices
from search.planner import plan as p

_ITS_OWN_COPY: Final = "_local"  # of the host that is asked; where it has none, that of another one
_MOST_CODES: Final = 10_000  # of one facet: more than any vocabulary, so that no count is left out
_AT_ONCE: Final = 2_000  # documents that are compared together

Body = dict[str, Any]

_A_DOCUMENT: Final[Body] = {"exists": {"field": "n"}}
_TRANSLATIONS: Mapping[type, Callable[[Any, float, str], Body]] = {
    p.Term: lambda node, boost, at: {"term": {at + node.field: {"value": node.token, "boost": boost}}},
    p.Phrase: lambda node, boost, at: {
        "match_phrase": {at + node.field: {"query": " ".join(node.tokens), "boost": boost}}
    },
    p.AllOf: lambda node, boost, at: _all_of(node, boost, at),  # noqa: PLW0108  # it stands below
    p.AnyOf: lambda node, boost, at: {
        "bool": {"should": [_query(part, at=at) for part in node.parts], "minimum_should_match": 1, "boost": boost}
    },
    p.DisMax: lambda node, boost, at: {
        "dis_max": {"queries": [_query(part, at=at) for part in node.parts], "tie_breaker": node.tie, "boost": boost}
    },
    p.Boost: lambda node, boost, at: _query(node.part, boost * node.factor, at),
    p.TermSet: lambda node, _boost, _at: {"constant_score": {"filter": _filter(node), "boost": 0.0}},
    p.All: lambda _node, boost, _at: {"constant_score": {"filter": _A_DOCUMENT, "boost": boost}},
    p.Nothing: lambda _node, _boost, _at: {"match_none": {}},
}


def _query(node: p.Node, boost: float = 1.0, at: str = "") -> Body:
    """A node of a plan; ``at`` stands before the names of its fields."""
    return _TRANSLATIONS[type(node)](node, boost, at)


def _all_of(node: p.AllOf, boost: float, at: str) -> Body:
    excluded = [_query(part.part, at=at) for part in node.parts if isinstance(part, p.Not)]
    wanted = [_query(part, at=at) for part in node.parts if not isinstance(part, p.Not)]
    return {"bool": {"must": wanted, "must_not": excluded, "boost": boost}}


def _filter(node: p.TermSet) -> Body:
    return {"terms": {node.field: list(node.tokens)}}


class ElasticsearchEngine:
    """The engine on a cluster; see `search.engines.base.Engine`. One object serves all threads."""

    def __init__(self, cluster: Cluster) -> None:
        self.clients = Clients(cluster)
        self.indices = Indices(cluster, self.clients)
        self._hosts = Hosts(cluster, self.clients)
        self._opened = False
        self._version_known = False

    def search(self, plan: p.Plan) -> EngineAnswer:
        """See `search.engines.base.Engine`."""
        found = self._ask(page_body(plan), plan.match)
        hits = tuple(
            EngineHit(hit["fields"]["n"][0], hit["fields"]["key"][0], hit["_score"] if plan.sort is None else 0.0)
            for hit in found["hits"]["hits"]
        )
        return EngineAnswer(found["hits"]["total"]["value"], hits, _counts(found.get("aggregations", {}), plan))

    def best_passages(self, plan: p.PassagePlan, parents: Sequence[int]) -> dict[int, str]:
        """See `search.engines.base.Engine`."""
        if not parents or isinstance(plan.match, p.Nothing):
            return {}
        found = self._ask(passages_body(plan, parents), plan.match)
        best = {}
        for hit in found["hits"]["hits"]:
            passage = hit["inner_hits"]["passages"]["hits"]["hits"][0]
            best[int(hit["fields"]["n"][0])] = str(passage["fields"]["passages.id"][0])
        return best

    def write(self, batch: Batch) -> None:
        """See `search.engines.base.Engine`."""
        with trouble():
            self.indices.answering(self.clients.write)
            try:
                write(self.clients.write, self.indices.alias, batch)
            except DocumentsRejected:
                self._refresh()
                raise
            self._refresh()  # not when a part is still to come: nobody sees half a batch

    def _refresh(self) -> None:
        """Show what was written. A copy that did not take part would go on showing what was before."""
        done = self.clients.write.indices.refresh(index=self.indices.alias)["_shards"]
        if done["failed"]:
            raise EngineUnavailable(f"{done['failed']} copies of the search index do not show what was written")

    def rebuild(self) -> ElasticsearchRebuild:
        """See `search.engines.base.Engine`."""
        return ElasticsearchRebuild(self.indices, self.clients)

    def contents(self) -> dict[str, str]:
        """See `search.engines.base.Engine`."""
        with trouble():
            self.indices.answering(self.clients.write)
            body = {"query": _A_DOCUMENT, "size": _AT_ONCE, "sort": [{"n": "asc"}], **_fields("key", "digest")}
            search = self._search(body).using(self.clients.write)
            return {hit.key[0]: hit.digest[0] for hit in search.iterate()}

    def status(self) -> EngineStatus:
        """See `search.engines.base.Engine`."""
        name = self._hosts.ask(self._answering, "status")
        counted = {
            "documents": {"filter": _A_DOCUMENT},
            "passages": {"nested": {"path": "passages"}},
            "sequence": {"max": {"field": "sequence"}},
            "generation": {"max": {"field": "generation"}},
        }
        found = self._ask({"size": 0, "aggs": counted}, p.All())["aggregations"]
        moment = (int(found[what]["value"] or 0) for what in ("sequence", "generation"))
        return EngineStatus(name, found["documents"]["doc_count"], found["passages"]["doc_count"], FINGERPRINT, *moment)

    def _answering(self, client: Elasticsearch) -> str:
        """The index that answers; a process asks once which version the cluster is."""
        if not self._version_known:
            with suppress(AuthorizationException):  # the role of a server process may not ask; that of the worker may
                self.indices.check_version(client, local=True)
            self._version_known = True
        return self.indices.answering(client, local=True)

    def close(self) -> None:
        """See `search.engines.base.Engine`."""
        self.clients.close()

    def _search(self, body: Body) -> "Search[Any]":
        return Search.from_dict(body).index(self.indices.alias)

    def _ask(self, body: Body, about: p.Node) -> dict[str, Any]:
        """What the cluster answers, whole. The same question goes to the same copy, so that its pages fit together."""
        search = self._search(body).params(preference=_ITS_OWN_COPY, allow_partial_search_results=False)

        def asked(client: Elasticsearch) -> dict[str, Any]:
            self._open(client)
            return _whole(search.using(client).execute(ignore_cache=True).to_dict())

        try:
            return self._hosts.ask(asked, repr(about))
        except (IndexMissing, IndexMismatch):
            self._opened = False
            raise

    def _open(self, client: Elasticsearch) -> None:
        """Look once whether the index behind the alias is ours, and made by this code."""
        if not self._opened:
            self.indices.answering(client, local=True)
            self._opened = True


def _whole(answer: dict[str, Any]) -> dict[str, Any]:
    """The answer, if it is that of one index in one piece: of two, scores do not compare and documents come twice."""
    shards = answer["_shards"]["total"]
    if shards != 1:
        raise IndexMismatch(f"The search index is in {shards} pieces, and this code needs one: build it again.")
    return answer


def page_body(plan: p.Plan) -> Body:
    """The request for a page of hits with its counts."""
    filters = {facet: _filter(node) for facet, node in plan.filters.items()}
    body: Body = {
        "query": _query(plan.match),
        "from": plan.offset,
        "size": plan.limit,
        "track_total_hits": True,
        "sort": _sort(plan),
        "aggs": _aggregations(plan.counted, filters),
        **_fields("n", "key"),
    }
    if filters:
        body["post_filter"] = _all_filters(filters)
    return body


def passages_body(plan: p.PassagePlan, parents: Sequence[int]) -> Body:
    """The request for the best passage of each document."""
    best = {"size": 1, "sort": [{"_score": "desc"}, {"passages.place": "asc"}], **_fields("passages.id")}
    passages = {"path": "passages", "query": _query(plan.match, at="passages."), "inner_hits": best}
    within = {"terms": {"n": list(parents)}}
    return {
        "query": {"bool": {"filter": [within, {"nested": passages}]}},
        "size": len(parents),
        "track_total_hits": False,
        **_fields("n"),
    }


def _fields(*names: str) -> Body:
    return {"_source": False, "docvalue_fields": list(names)}


def _sort(plan: p.Plan) -> list[Body]:
    if plan.sort is None:
        return [{"_score": "desc"}, {"n": "asc"}]
    return [{plan.sort.field: "desc" if plan.sort.descending else "asc"}]


def _all_filters(filters: Mapping[str, Body]) -> Body:
    return {"bool": {"filter": list(filters.values())}}


def _aggregations(counted: Sequence[str], filters: Mapping[str, Body]) -> Body:
    """Each facet under all filters but its own; those without one together."""

    def under(others: Mapping[str, Body], facets: Sequence[str]) -> Body:
        codes = {facet: {"terms": {"field": facet, "size": _MOST_CODES}} for facet in facets}
        return {"filter": _all_filters(others), "aggs": codes}

    groups = {"together": under(filters, [facet for facet in counted if facet not in filters])}
    for facet in counted:
        if facet in filters:
            groups[facet] = under({other: each for other, each in filters.items() if other != facet}, [facet])
    return groups


def _counts(found: Mapping[str, Any], plan: p.Plan) -> dict[str, dict[str, int]]:
    counts = {}
    for facet in plan.counted:
        buckets = found[facet if facet in plan.filters else "together"][facet]["buckets"]
        counts[facet] = {bucket["key"]: bucket["doc_count"] for bucket in buckets}
    return counts
