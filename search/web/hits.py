"""From hits to cards: records with their editions in one query, and the words that answer the question."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.urls import reverse
from django.utils.timezone import localdate

from lessons.records.models import PublicRecord
from lessons.records.opened import Withdrawn, opened, shown_step
from lessons.reports.choices import Kind, Verdict
from lessons.reports.markdown import to_text
from search.index.documents import GUIDANCE, REGION, REPORT, SCHEME, words_of
from search.index.kinds import split_key
from search.planner.plan import Marks
from search.results.highlight import Segment, answers, highlight, snippet
from search.results.search import Hit
from search.web.cards import Card, Part, label_of, period, report_card, went_differently, word_of
from search.web.guidance import GuidanceRow
from search.web.regions import RegionRow
from search.web.schemes import SchemeRow

#: Where an answer may stand when no lesson has it, and what the reader is told.
ELSEWHERE_IN_REPORT = (
    ("summary", "Uit de samenvatting"),
    ("challenge_text", "Uit de opgave"),
    ("approach", "Uit de aanpak"),
    ("do_differently", "Uit ‘wat zouden wij anders doen’"),
)


#: What a card is made of; dates and reasons that it does not show cost more to read than the document itself.
READ: Final = (
    *("number", "kind", "state", "lowered_to", "redactions", "region_id"),
    *("current_edition__document", "current_edition__own_step"),
)


@dataclass(frozen=True)
class FoundReport:
    """An open record with its document and the step to show."""

    record: PublicRecord
    document: Mapping[str, Any]
    step: int


def found_reports(hits: Iterable[Hit]) -> dict[str, FoundReport]:
    """The reports among the hits by their key, in one query. What was withdrawn since it was indexed is left out."""
    numbers = [int(key) for kind, key in (split_key(hit.key) for hit in hits) if kind == REPORT]
    if not numbers:
        return {}
    records = PublicRecord.objects.select_related("current_edition").only(*READ)
    found = {}
    for record in records.filter(kind=REPORT, number__in=numbers):
        edition = record.current_edition
        if edition is None:
            continue
        try:
            found[f"{REPORT}:{record.key}"] = FoundReport(record, opened(record, edition), shown_step(record, edition))
        except Withdrawn:
            continue
    return found


def parts(segments: Iterable[Segment]) -> list[Part]:
    """Segments as a template shows them."""
    return [Part(segment.text, segment.marked) for segment in segments]


def asks_words(marks: Marks) -> bool:
    """Whether there is anything to mark."""
    return bool(marks.stems or marks.exacts or marks.phrases)


def passage(text: str, marks: Marks) -> list[Part]:
    """The stretch of ``text`` that answers most, with dots where something was left out."""
    cut = snippet(text, marks)
    before = [Part("… ", mark=False)] if cut.cut_before else []
    after = [Part(" …", mark=False)] if cut.cut_after else []
    return [*before, *parts(cut.segments), *after]


def sentence(text: str) -> str:
    """``text`` with a full stop, so that what follows reads as a new sentence."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def with_lesson(card: Card, found: FoundReport, number: int, marks: Marks) -> Card:
    """The card with lesson ``number`` (from 0) as its passage."""
    lessons: Sequence[Mapping[str, Any]] = found.document["lessons"]
    lesson = lessons[number]
    text = f"{sentence(lesson['statement'])} {to_text(lesson['explanation'])}".replace("\n", " ").strip()
    return replace(
        card,
        passage=passage(text, marks),
        passage_label=f"Les {number + 1} van {len(lessons)}",
        passage_url=f"{card.url}#les-{lesson['id']}",
        verdict=word_of(Verdict, lesson["verdict"]),
        for_whom=parts(highlight(lesson["for_whom"].rstrip("."), marks)),
    )


def with_passage(card: Card, found: FoundReport, hit: Hit, marks: Marks) -> Card:
    """The card with the words that answer best: a lesson; else a part of the report; else its first lesson."""
    lessons = found.document["lessons"]
    numbers = {lesson["id"]: number for number, lesson in enumerate(lessons)}
    if hit.best_lesson in numbers:
        return with_lesson(card, found, numbers[hit.best_lesson], marks)
    for name, label in ELSEWHERE_IN_REPORT if asks_words(marks) else ():
        text = found.document[name]
        if answers(words_of(text), marks):
            return replace(card, passage=passage(to_text(text), marks), passage_label=label)
    return with_lesson(card, found, 0, marks) if lessons else card


def card_of_report(found: FoundReport, hit: Hit, marks: Marks, regions: Mapping[int, RegionRow]) -> Card:
    """A report on the search page."""
    document = found.document
    where = [regions[pk].title for pk in (found.record.region_id, *document["co_regions"]) if pk in regions]
    meta = [", ".join(where), ", ".join(document["sectors"]), period(document)]
    card = report_card(found.record.path, document, found.step, label_of(Kind, document["kind"]), meta)
    card = replace(card, title=parts(highlight(document["title"], marks)))
    return with_passage(card, found, hit, marks)


def card_of_region(region: RegionRow, marks: Marks) -> Card:
    """A region on the search page."""
    return Card(
        url=reverse("region", args=[region.slug]),
        title=parts(highlight(region.title, marks)),
        kind="Regio",
        meta=["opgegaan in een andere regio"] if region.is_merged(localdate()) else [],
        passage=passage(to_text(region.intro), marks),
    )


def card_of_scheme(scheme: SchemeRow, marks: Marks) -> Card:
    """A funding scheme on the search page."""
    return Card(
        url=scheme.path,
        title=parts(highlight(scheme.name, marks)),
        kind="Regeling",
        meta=[scheme.years] if scheme.years else [],
        passage=passage(scheme.goal, marks),
    )


def card_of_guidance(guidance: GuidanceRow, marks: Marks) -> Card:
    """A guidance on the search page."""
    return Card(
        url=guidance.path,
        title=parts(highlight(guidance.title, marks)),
        kind="Handreiking",
        meta=["Wat kan nu?"],
        passage=passage(guidance.summary, marks),
    )


@dataclass(frozen=True)
class Around:
    """What is kept in memory of other things than reports, by their ids."""

    regions: Mapping[int, RegionRow]
    schemes: Mapping[int, SchemeRow]
    guidance: Mapping[int, GuidanceRow]

    def card(self, kind: str, number: int, marks: Marks) -> Card | None:
        """The card of one of them; None for what is not public any more."""
        if kind == REGION and number in self.regions and self.regions[number].live:
            return card_of_region(self.regions[number], marks)
        if kind == SCHEME and number in self.schemes:
            return card_of_scheme(self.schemes[number], marks)
        if kind == GUIDANCE and number in self.guidance:
            return card_of_guidance(self.guidance[number], marks)
        return None


@dataclass(frozen=True)
class Shown:
    """The cards of a page, and those of its reports that went differently and stand in the strip."""

    cards: list[Card]
    elsewhere: list[Card]


def cards(hits: Sequence[Hit], marks: Marks, around: Around, *, strip: bool) -> Shown:
    """The hits as cards, in order. With ``strip``, at most two that went differently move up, after the second."""
    reports = found_reports(hits)
    made: list[Card] = []
    moved: list[Card] = []
    for hit in hits:
        found = reports.get(hit.key)
        if found is not None:
            card = card_of_report(found, hit, marks, around.regions)
            up = strip and len(made) >= 2 and len(moved) < 2 and went_differently(found.document)
            (moved if up else made).append(card)
            continue
        kind, key = split_key(hit.key)
        other = around.card(kind, int(key), marks)
        if other is not None:
            made.append(other)
    return Shown(made, moved)
