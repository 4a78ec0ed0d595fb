"""What a report's page is made of besides the document: what the record knows, and where it stands."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from lessons.vocabulary.labels import Labels

SITE_NAME = "Kennisplatform onderwijsregio's"


@dataclass(frozen=True)
class Place:
    """A region by name and address; ``url`` is empty where it has no public page."""

    title: str
    url: str = ""

    @property
    def author(self) -> str:
        """The region as the author of a citation."""
        return self.title if self.title.lower().startswith("onderwijsregio") else f"Onderwijsregio {self.title}"


@dataclass(frozen=True)
class EditionFacts:
    """One edition in the list of editions."""

    number: int
    published_on: datetime.date
    note: str
    erased: bool = False


@dataclass(frozen=True)
class Redaction:
    """That a passage was taken out, and why; never which."""

    why: str
    at: datetime.date


@dataclass(frozen=True)
class RecordFacts:
    """What the record and the edition shown know. ``editions``: all of them, oldest first."""

    number: int
    edition: int
    own_step: int
    lowered_to: int | None
    lowered_why: str
    confirmed_on: datetime.date | None
    redactions: Sequence[Redaction]
    editions: Sequence[EditionFacts]

    @property
    def newest(self) -> EditionFacts:
        """The edition that stands."""
        return self.editions[-1]

    @property
    def this(self) -> EditionFacts:
        """The edition shown."""
        return next(each for each in self.editions if each.number == self.edition)

    @property
    def is_old(self) -> bool:
        """Whether a newer edition stands."""
        return self.edition != self.newest.number

    @property
    def shown_step(self) -> int:
        """The lower of the report's own step and what the RE lowered it to."""
        return self.own_step if self.lowered_to is None else min(self.own_step, self.lowered_to)


@dataclass(frozen=True)
class Surroundings:
    """Where a page stands: its regions, the labels of now, the day, and the site's own address.

    ``fictional``: all content of this site is made up, and every citation says so.
    """

    region: Place
    labels: Labels
    today: datetime.date
    site_url: str
    co_regions: Sequence[Place] = field(default_factory=tuple)
    fictional: bool = False

    @property
    def source(self) -> str:
        """The platform, as a citation names it."""
        return f"{SITE_NAME}. Fictief rapport." if self.fictional else f"{SITE_NAME}."
