"""What is searched of a public record: its words, its codes, its place in a list. Pure; codes stay codes.

The labels of codes stand among the words of the body, so that a report about an ``invalpool`` is found by that word
although its author never wrote it. A new label reaches these words with the next change of a report, or the reconcile.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from lessons.reports.markdown import to_text
from search.analysis import collation_key
from search.engines.fields import Passage, SearchDocument

REPORT: Final = "casusrapport"
REGION: Final = "regio"
SCHEME: Final = "regeling"
GUIDANCE: Final = "handreiking"

Label = Callable[[str, str], str]
"""The label of a code in a list, both by name (``lessons.vocabulary.labels``)."""

EPOCH: Final = datetime.date(1970, 1, 1)


@dataclass(frozen=True)
class Place:
    """A region as a facet value and as a word."""

    slug: str
    title: str


@dataclass(frozen=True)
class ReportFacts:
    """All that a report's search document is made of. ``document`` is what `opened` gave; ``step`` the one shown."""

    n: int
    key: str
    document: Mapping[str, Any]
    step: int
    published_on: datetime.date
    regions: Sequence[Place]
    label: Label


@dataclass(frozen=True)
class RegionFacts:
    """All that a region's search document is made of; ``texts`` in Markdown, ``words`` plain, ``sectors`` codes."""

    n: int
    key: str
    place: Place
    intro: str
    texts: Sequence[str]
    words: Sequence[str]
    sectors: Sequence[str]
    published_on: datetime.date


@dataclass(frozen=True)
class SchemeFacts:
    """All that the document of a funding scheme is made of; ``words`` plain, ``sectors`` codes."""

    n: int
    key: str
    name: str
    goal: str
    words: Sequence[str]
    sectors: Sequence[str]
    published_on: datetime.date


@dataclass(frozen=True)
class GuidanceFacts:
    """All that the document of a guidance is made of: ``body`` in Markdown, ``words`` those of its rules."""

    n: int
    key: str
    title: str
    summary: str
    questions: Sequence[str]
    body: str
    words: Sequence[str]
    published_on: datetime.date


#: Marks that change which words are read: links, notes, tags, code; emphasis inside a word; numbers of a list. All
#: others stand between words, where the analysis passes over them; converting a text costs more than analysing it.
#: They are apart because each begins with what is quickly looked for.
_MARKS: Final = (
    re.compile(r"[\[<&`\\]"),
    re.compile(r"\*(?<=[^\W_]\*)\**[^\W_]"),
    re.compile(r"\n[ \t]*\d+[.)]"),
)


def words_of(text: str) -> str:
    """Markdown without the marks that would be read as words."""
    lines = f"\n{text}"
    return to_text(text) if any(marks.search(lines) for marks in _MARKS) else text


def filled(values: Iterable[str | None]) -> list[str]:
    """The values that are there, without doubles, in order."""
    return [value for value in dict.fromkeys(values) if value and not value.isspace()]


def sorts(published_on: datetime.date, title: str) -> dict[str, int | str]:
    """The values that a list can be ordered by."""
    return {"published": (published_on - EPOCH).days, "title": collation_key(title)}


def report_document(facts: ReportFacts) -> SearchDocument:
    """The search document of a report."""
    document = facts.document
    lessons = [passage(lesson) for lesson in document["lessons"]]
    return SearchDocument(
        n=facts.n,
        key=f"{REPORT}:{facts.key}",
        texts={
            "title": [document["title"]],
            "summary": filled([document["summary"]]),
            "lessons": [
                value for lesson in lessons for field in ("statement", "explanation") for value in lesson.text[field]
            ],
            "body": filled([*narrative(document), *row_words(document), *code_words(facts)]),
        },
        facets=report_facets(facts),
        sorts=sorts(facts.published_on, document["title"]),
        passages=lessons,
    )


def passage(lesson: Mapping[str, Any]) -> Passage:
    """A lesson as it is found on its own."""
    texts = {
        "statement": filled([lesson["statement"]]),
        "explanation": filled([words_of(lesson["explanation"]), lesson["for_whom"]]),
    }
    return Passage(id=lesson["id"], text=texts, verdict=lesson["verdict"])


def report_facets(facts: ReportFacts) -> dict[str, list[str]]:
    """The codes that a report is filtered and counted by."""
    document = facts.document
    step, direction = str(facts.step), document["result_direction"]
    return {
        "soort": [REPORT],
        "rapportsoort": filled([document["kind"]]),
        "thema": filled([document["theme"], *document["more_themes"]]),
        "sector": filled(document["sectors"]),
        "opgave": filled([document["challenge"]]),
        "praktijk": filled([document["practice"]]),
        "doelgroep": filled(document["target_groups"]),
        "regio": filled(place.slug for place in facts.regions),
        "trede": [step],
        "richting": filled([direction]),
        "profiel": [f"{step}|{direction}"] if direction else [],
        "oordeel": filled(lesson["verdict"] for lesson in document["lessons"]),
        "status": filled([document["status"]]),
        "omkeerbaar": filled([document["reversibility"]["kind"]]),
        "financiering": filled(document["costs"]["funding"]),
        "materiaal": filled(material["kind"] for material in document["materials"]),
        "jaar": filled([(document["start_date"] or "")[:4]]),
    }


def narrative(document: Mapping[str, Any]) -> Iterator[str]:
    """What the author told in sentences."""
    for name in ("challenge_text", "approach", "do_differently"):
        yield words_of(document[name])
    yield document["stop_reason"]
    yield document["theory"]
    yield document["abstract_en"]
    yield document["reversibility"]["explanation"]
    yield document["reversibility"]["cost"]
    yield document["costs"]["included"]
    yield document["costs"]["per_what"]


#: The parts of a report that repeat, and what in each of their rows is words.
ROW_WORDS: Final = {
    "activities": ("what", "who"),
    "core_elements": ("text",),
    "partners": ("name", "role"),
    "measurements": ("how", "limits", "source"),
    "conditions": ("text",),
    "materials": ("title",),
    "sources": ("title", "publisher"),
    "voices": ("name", "statement"),
}


def row_words(document: Mapping[str, Any]) -> Iterator[str]:
    """What stands in the rows of a report."""
    for part, names in ROW_WORDS.items():
        for row in document[part]:
            yield from (row[name] for name in names)
    for row in document["measurements"]:
        yield row["comparison"]["group"] if row["comparison"] else ""
    for line in document["costs"]["lines"]:
        yield line["what"]


#: The lists of terms that a report takes codes from, and where in the document these stand.
CODES: Final[Mapping[str, Callable[[Mapping[str, Any]], Iterable[str]]]] = {
    "theme": lambda d: [d["theme"], *d["more_themes"]],
    "sector": lambda d: d["sectors"],
    "challenge": lambda d: [d["challenge"]],
    "practice": lambda d: [d["practice"]],
    "target_group": lambda d: d["target_groups"],
    "municipality": lambda d: d["municipalities"],
    "funding": lambda d: d["costs"]["funding"],
    "indicator": lambda d: [row["indicator"] for row in d["measurements"]],
}


def code_words(facts: ReportFacts) -> Iterator[str]:
    """The labels of a report's codes, and the names of its regions."""
    for name, codes in CODES.items():
        yield from (facts.label(name, code) for code in codes(facts.document) if code)
    yield from (place.title for place in facts.regions)


def region_document(facts: RegionFacts) -> SearchDocument:
    """The search document of a region."""
    return SearchDocument(
        n=facts.n,
        key=f"{REGION}:{facts.key}",
        texts={
            "title": [facts.place.title],
            "summary": filled([words_of(facts.intro)]),
            "lessons": [],
            "body": filled([*(words_of(text) for text in facts.texts), *facts.words]),
        },
        facets={"soort": [REGION], "sector": filled(facts.sectors), "regio": [facts.place.slug]},
        sorts=sorts(facts.published_on, facts.place.title),
        passages=[],
    )


def scheme_document(facts: SchemeFacts) -> SearchDocument:
    """The search document of a funding scheme."""
    return SearchDocument(
        n=facts.n,
        key=f"{SCHEME}:{facts.key}",
        texts={"title": [facts.name], "summary": filled([facts.goal]), "lessons": [], "body": filled(facts.words)},
        facets={"soort": [SCHEME], "sector": filled(facts.sectors)},
        sorts=sorts(facts.published_on, facts.name),
        passages=[],
    )


def guidance_document(facts: GuidanceFacts) -> SearchDocument:
    """The search document of a guidance with its rules."""
    return SearchDocument(
        n=facts.n,
        key=f"{GUIDANCE}:{facts.key}",
        texts={
            "title": [facts.title],
            "summary": filled([facts.summary]),
            "lessons": [],
            "body": filled([*facts.questions, words_of(facts.body), *facts.words]),
        },
        facets={"soort": [GUIDANCE]},
        sorts=sorts(facts.published_on, facts.title),
        passages=[],
    )
