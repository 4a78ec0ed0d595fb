"""Ordinary pages, each with the content of one report."""

import json
from collections.abc import Iterator, Mapping
from itertools import cycle, islice
from typing import Any, Final

from tqdm import tqdm
from wagtail.models import Page, Site

from lessons.records.models import Edition
from lessons.reports.markdown import to_html
from lessons.vocabulary.labels import LISTS
from tests.benchmarks.stock.models import ArticleFilter, ArticleIndexPage, ArticlePage, ArticleRow

#: Values of filters on a search page.
FILTERS: Final = 167
STORY: Final = {"De opgave": "challenge_text", "De aanpak": "approach", "Wat wij anders zouden doen": "do_differently"}
#: The lists of a report: what in each of their rows is the label, and what the text.
ROWS: Final = {
    "activities": ("what", ("who", "duration")),
    "core_elements": ("role", ("text",)),
    "partners": ("name", ("role", "hours")),
    "measurements": ("indicator", ("source", "how", "limits")),
    "lessons": ("statement", ("explanation", "for_whom")),
    "conditions": ("weight", ("text",)),
    "materials": ("title", ("kind", "licence")),
    "sources": ("title", ("publisher", "year")),
    "voices": ("name", ("position", "statement")),
}


def make_stock_pages(amount: int) -> None:
    """So many pages, two levels below the home page, as reports are in the tree."""
    home = Site.objects.get(is_default_site=True).root_page
    above = home.add_child(instance=Page(title="Artikelen", slug="artikelen"))
    listing = ArticleIndexPage(title="Praktijk", slug="praktijk")
    listing.filters = list(filters())
    above = above.add_child(instance=listing)
    editions = Edition.objects.order_by("-pk")[:amount]
    for edition in tqdm(editions, desc="Making ordinary pages", unit="page", disable=None):
        document = json.loads(edition.document)
        page = ArticlePage(
            title=document["title"],
            slug=f"artikel-{edition.pk}",
            summary=document["summary"],
            body=json.dumps(list(blocks(document))),
        )
        page.rows = list(rows(document))
        above.add_child(instance=page)


def blocks(document: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The story, a block for each paragraph."""
    for heading, name in STORY.items():
        yield {"type": "heading", "value": heading}
        for paragraph in document[name].split("\n\n"):
            yield {"type": "paragraph", "value": to_html(paragraph)}


def rows(document: Mapping[str, Any]) -> Iterator[ArticleRow]:
    """The rows of all lists, and the lines of the costs."""
    for part, (label, texts) in ROWS.items():
        for row in document[part]:
            text = " ".join(str(row[name]) for name in texts if row[name])
            yield ArticleRow(part=part, label=str(row[label])[:250], text=text)
    for line in document["costs"]["lines"]:
        yield ArticleRow(part="costs", label=line["what"][:250], text=line["amount"] or "")


def filters() -> Iterator[ArticleFilter]:
    """As many values as the search page has: the terms, and some more rows to their number."""
    terms = [(name, term.pk, term.label) for name, model in LISTS.items() for term in model._default_manager.all()]
    for number, (name, code, label) in enumerate(islice(cycle(terms), FILTERS)):
        yield ArticleFilter(name=name, code=code, label=label, count=number * 37)
