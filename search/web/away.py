"""What a visitor gets while the engine cannot answer: why, and the reports themselves, read from the records."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Q

from lessons.records.changes import content_generation
from lessons.records.models import PublicRecord
from lessons.records.opened import Withdrawn, opened, shown_step
from lessons.vocabulary.labels import Labels, labels
from search.engines.base import (
    EngineBusy,
    EngineError,
    EngineMisconfigured,
    EngineUnavailable,
    IndexMismatch,
    IndexMissing,
)
from search.query.request import SearchRequest
from search.web.cards import Card, theme_card
from search.web.regions import RegionRow, region_rows

MOST_REPORTS: Final = 60
"""That are read: enough to go on with, and no more work than a page of hits."""
PER_THEME: Final = 5
"""That are shown of each theme where no theme was chosen."""


@dataclass(frozen=True)
class Reason:
    """Why there is no answer and what to do, in two sentences, and after how many seconds to ask again."""

    text: str
    retry_seconds: int = 60


_BEING_BUILT: Final = Reason("De zoekmachine wordt opnieuw ingericht. Probeer het over enkele minuten opnieuw.")
_NOT_BUILT: Final = Reason(
    "De zoekmachine is nog niet ingericht, of wordt opnieuw ingericht. Probeer het over enkele minuten opnieuw."
)
_REASONS: Final[Mapping[type[EngineError], Reason]] = {
    EngineBusy: Reason("De zoekmachine heeft het nu te druk. Probeer het over een halve minuut opnieuw.", 30),
    EngineUnavailable: Reason("De zoekmachine is nu niet bereikbaar. Probeer het over een minuut opnieuw."),
    IndexMissing: _NOT_BUILT,
    IndexMismatch: _BEING_BUILT,
    EngineMisconfigured: Reason(
        "De zoekmachine is niet goed ingesteld. De beheerder moet dat herstellen. Probeer het later opnieuw.", 300
    ),
    EngineError: Reason(
        "De zoekmachine kon deze vraag niet beantwoorden. Probeer het over een minuut opnieuw, of met andere woorden."
    ),
}


def reason_of(error: EngineError) -> Reason:
    """What a visitor is told of an error."""
    return next(_REASONS[kind] for kind in type(error).__mro__ if kind in _REASONS)


@dataclass(frozen=True)
class ThemeList:
    """A theme, the address of all of its reports, and the newest of them."""

    label: str
    url: str
    reports: list[Card]


def away_page(error: EngineError, asked: SearchRequest) -> dict[str, Any]:
    """The context of ``search/unavailable.html``: three queries, and no question to the engine."""
    generation = content_generation()
    terms = labels(generation)
    chosen = [code for code in asked.selected("thema") if code in {theme.pk for theme in terms.all("theme")}]
    by_theme = _by_theme(chosen, terms, region_rows(generation))
    most = MOST_REPORTS if chosen else PER_THEME
    return {
        "away": {
            "text": reason_of(error).text,
            "again_url": f"/zoeken/{asked.permalink()}",
            "chosen": [ThemeList(terms("theme", code), "", by_theme.get(code, [])) for code in chosen],
            "themes": [
                ThemeList(theme.label, f"/zoeken/?thema={theme.pk}", by_theme.get(theme.pk, [])[:most])
                for theme in terms.all("theme")
                if theme.pk not in chosen
            ],
        }
    }


def _by_theme(chosen: Iterable[str], terms: Labels, regions: Mapping[int, RegionRow]) -> dict[str, list[Card]]:
    """The newest reports under each of their themes; only those of the chosen themes, where there are any."""
    found: dict[str, list[Card]] = {}
    for record, document in _newest(chosen):
        region = regions.get(record.region_id) if record.region_id else None
        meta = (region.title if region else "", ", ".join(document["sectors"]))
        step = shown_step(record, record.current_edition) if record.current_edition else 0
        card = theme_card(record.path, document, step, terms, *meta)
        for code in dict.fromkeys([document["theme"], *document["more_themes"]]):
            found.setdefault(code, []).append(card)
    return found


def _newest(themes: Iterable[str]) -> Iterator[tuple[PublicRecord, dict[str, Any]]]:
    """The newest open reports with their documents, in one query."""
    records = PublicRecord.objects.filter(kind=PublicRecord.Kind.REPORT, state=PublicRecord.State.OPEN)
    # The canonical text of a document holds a code in quotes; where else it may stand, `_by_theme` sees.
    named = [Q(current_edition__document__contains=f'"{code}"') for code in themes]
    if named:
        records = records.filter(reduce(or_, named))
    ordered = records.select_related("current_edition").order_by("-current_edition__published_at", "-number")
    for record in ordered[:MOST_REPORTS]:
        if record.current_edition is not None:
            try:
                yield record, opened(record, record.current_edition)
            except Withdrawn:
                continue
