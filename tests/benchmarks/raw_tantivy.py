"""Tantivy asked directly, as lean as its library allows: one search and the counts, all queries made beforehand.

It gives no order to equal scores, reads no stored field, and finds no lesson: what the engine of the site does more is
in its own time.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tantivy import Index, Occur, Order, Query, Schema

from search.planner import plan as p


def asking(folder: Path) -> Callable[[p.Plan], Callable[[], object]]:
    """What prepares questions to the index that answers below ``folder``."""
    index = Index.open(str(folder / (folder / "current").read_text() / "documents"))
    searcher, schema = index.searcher(), index.schema

    def prepared(plan: p.Plan) -> Callable[[], object]:
        match = query(plan.match, schema)
        filters = {facet: query(node, schema) for facet, node in plan.filters.items()}
        wanted = joined([match, *filters.values()])
        counts = [(wanted, terms([facet for facet in plan.counted if facet not in filters]))]
        for facet in filters:
            others = [each for name, each in filters.items() if name != facet]
            counts.append((joined([match, *others]), terms([facet])))
        field = plan.sort.field if plan.sort else None
        order = Order.Asc if plan.sort and not plan.sort.descending else Order.Desc

        def ask() -> object:
            found = searcher.search(wanted, plan.limit, order_by_field=field, offset=plan.offset, order=order)
            return found, [searcher.aggregate(within, what) for within, what in counts]

        return ask

    return prepared


def terms(facets: list[str]) -> dict[str, object]:
    """The counts of all codes of these facets."""
    return {facet: {"terms": {"field": facet, "size": 10_000}} for facet in facets}


def joined(queries: list[Query]) -> Query:
    """All of these."""
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, each) for each in queries])


def query(node: p.Node, schema: Schema) -> Query:
    """A node of a plan in the library's own objects."""
    return MADE[type(node)](node, schema)


MADE: dict[type, Callable[[Any, Schema], Query]] = {
    p.Term: lambda node, schema: Query.term_query(schema, node.field, node.token, "freq"),
    p.Phrase: lambda node, schema: Query.phrase_query(schema, node.field, list(node.tokens)),
    p.AllOf: lambda node, schema: joined([query(part, schema) for part in node.parts]),
    p.DisMax: lambda node, schema: Query.disjunction_max_query([query(part, schema) for part in node.parts], node.tie),
    p.Boost: lambda node, schema: Query.boost_query(query(node.part, schema), node.factor),
    p.TermSet: lambda node, schema: Query.const_score_query(
        Query.term_set_query(schema, node.field, list(node.tokens)), 0.0
    ),
    p.All: lambda _node, _schema: Query.all_query(),
}
