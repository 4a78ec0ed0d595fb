"""What the template of a report shows, block by block in the order of the page. An absent block is None or empty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from search.web.cards import Step, Word


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere; without ``url`` they are only words."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Anchor:
    """A place on this page."""

    text: str
    href: str


@dataclass(frozen=True)
class Fact:
    """One of the six facts below the title, or a fact in the rail."""

    label: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class Notice:
    """A sentence above the page: an old edition, a lowered step, a passage left out, an age."""

    title: str
    text: str
    link_text: str = ""
    url: str = ""


@dataclass(frozen=True)
class Evidence:
    """How the region knows, and what came of it: always both, never mixed.

    ``met`` and ``missing`` are sentences of the rules; ``missing_title`` asks what the next step needs, and
    ``missing_lead`` leads in the answer.
    """

    step: Step
    direction: Word
    first: str
    text: str
    stair: Sequence[Step]
    met: Sequence[str]
    missing_title: str
    missing_lead: str
    missing: Sequence[str]


@dataclass(frozen=True)
class Background:
    """How one indicator was counted."""

    label: str
    facts: Sequence[Fact]


@dataclass(frozen=True)
class Measured:
    """The plot of begin and end, the same in a table, and what the numbers do not say.

    ``indicators`` has the shape that ``components/plots.html`` describes; ``rows`` are the cells of the table.
    """

    intro: Sequence[str]
    title: str
    indicators: Sequence[Mapping[str, Any]]
    legend: Mapping[str, str]
    source: str
    limits: Sequence[Fact]
    small: Sequence[str]
    not_measured: Sequence[str]
    rows: Sequence[Sequence[str]]
    background: Sequence[Background]


@dataclass(frozen=True)
class Story:
    """A titled part of the narrative."""

    title: str
    html: Markup


@dataclass(frozen=True)
class StepRow:
    """One thing that was done."""

    title: str
    text: str


@dataclass(frozen=True)
class Pair:
    """Two lists beside each other: what must be (solid) and what may be otherwise (dashed)."""

    solid: Sequence[str]
    dashed: Sequence[str]


@dataclass(frozen=True)
class Voice:
    """What a partner or the beroepsgroep said of the report."""

    title: str
    quote: str
    who: str
    position: str


@dataclass(frozen=True)
class Costs:
    """What it cost. ``sentence`` stands alone where there are no amounts."""

    sentence: str
    lines: Sequence[Mapping[str, str]]
    total: str | None
    per_result: str | None
    per_what: str
    meta: str
    note: str


@dataclass(frozen=True)
class WayBack:
    """Whether one can still go back.

    ``parts`` as ``cms.website.plots.reversibility_parts`` gives them while a date is still to come; ``past`` tells the
    same in sentences once all of them have gone by.
    """

    label: str
    text: str
    parts: Sequence[Mapping[str, Any]]
    cost: str
    past: Sequence[str]


@dataclass(frozen=True)
class Lesson:
    """One lesson with its permanent address; ``verdict`` is None only in a draft."""

    id: str
    statement: str
    explanation: Markup
    verdict: Word | None
    for_whom: str
    url: str
    citation: str


@dataclass(frozen=True)
class Material:
    """Something to take over."""

    title: str
    url: str
    details: str


@dataclass(frozen=True)
class Citation:
    """How to cite this edition; ``text`` is the whole of it in plain words."""

    author: str
    year: int
    edition: int
    address: str
    text: str


@dataclass(frozen=True)
class Edition:
    """One line of the history; ``date`` is ISO text."""

    number: int
    date: str
    note: str
    url: str
    current: bool


@dataclass(frozen=True)
class ReportPage:
    """A whole page."""

    title: str
    kicker: str
    lead: str
    abstract_en: str
    crumbs: Sequence[Link]
    facts: Sequence[Fact]
    about: Sequence[Fact]
    notices: Sequence[Notice]
    age: str
    evidence: Evidence
    measured: Measured | None
    story: Sequence[Story]
    look_back: Markup
    activities: Sequence[StepRow]
    core: Pair | None
    partners: Sequence[Sequence[str]]
    voices: Sequence[Voice]
    agreements: Sequence[Fact]
    profession_silent: bool
    costs: Costs | None
    way_back: WayBack | None
    lessons: Sequence[Lesson]
    conditions: Pair | None
    materials: Sequence[Material]
    grounds: Story | None
    sources: Sequence[Link]
    citation: Citation | None
    editions: Sequence[Edition]
    contents: Sequence[Anchor]
    contact: str
    address: str
    download: str
    hidden_from_engines: bool
