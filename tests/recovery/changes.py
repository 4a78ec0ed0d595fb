"""A thousand public changes by the functions that the site uses, drawn by chance, and what must be found afterwards."""

import datetime
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID, uuid4

from django.contrib.auth.models import User
from django.db import transaction

from lessons.records.models import PublicRecord
from lessons.records.publishing import lower_step, withdraw
from lessons.records.redaction import redact
from lessons.regions.models import Region
from lessons.reports.models import CaseReport
from lessons.reports.rows import Lesson
from tests.factories import UserFactory, make_region, make_report, publish
from tests.recovery.chance import chance
from tests.recovery.reading import lesson_word

FIRST_YEAR: Final = 1001
"""A version is told by the year in which the report says it began: a facet, so that answers show it."""
OWN_STEP: Final = 1
REGIONS: Final = 4
WINDOW: Final = 8
"""So many subjects change in turn; those before them rest, so that what was lost of them stays lost."""
BREATH_SECONDS: Final = 0.02
"""Between two changes: SQLite has one writer at a time, and no queue for the others."""
SECRETS: Final = ("aap", "noot", "mies")


@dataclass
class Subject:
    """One report, or two that are always changed together; what the public must find of it."""

    word: str
    """Stands in every version, and in no other subject."""
    reports: list[CaseReport]
    region: Region
    lessons: list[UUID] = field(default_factory=list)
    version: int = 0
    is_open: bool = False
    step: int = OWN_STEP
    hidden: int = 0
    """How many of its secrets were redacted."""

    @property
    def year(self) -> str:
        """The code that tells the version in answers."""
        return str(FIRST_YEAR + self.version)

    @property
    def secrets(self) -> list[str]:
        """The words that a redaction takes out, one by one."""
        return [f"{self.word}{secret}" for secret in SECRETS]

    def records(self) -> list[PublicRecord]:
        return list(PublicRecord.objects.filter(page_id__in=[report.pk for report in self.reports]).order_by("number"))


class World:
    """All subjects, and the chance that changes them. Equal seeds give equal changes."""

    def __init__(self, seed: int, pairs: int, singles: int) -> None:
        self.chance = chance(seed)
        self.approver: User = UserFactory()
        self.regions = [make_region() for _ in range(REGIONS)]
        self.unborn = [f"tweeling{n}" for n in range(pairs)] + [f"enkeling{n}" for n in range(singles)]
        self.chance.shuffle(self.unborn)
        self.subjects: list[Subject] = []
        self.changes = 0

    @property
    def pair_words(self) -> list[str]:
        return [word for word in self.unborn if word.startswith("tweeling")]

    def run(self, changes: int, look: Callable[[Subject], None]) -> Iterator[int]:
        """Make so many changes; how many there were is told after each. A pair counts for two.

        ``look`` is called with every subject before it is changed again.
        """
        steps = changes / (len(self.unborn) + 1)
        while self.changes < changes:
            if self.unborn and self.changes >= steps * len(self.subjects):
                self.be_born(self.unborn.pop())
            else:
                subject = self.chance.choice(self.subjects[-WINDOW:])
                look(subject)
                self.change(subject)
            yield self.changes
            time.sleep(BREATH_SECONDS)

    def be_born(self, word: str) -> None:
        """The first publication of a subject."""
        region = self.chance.choice(self.regions)
        reports = [make_report(region) for _ in range(2 if word.startswith("tweeling") else 1)]
        subject = Subject(word, reports, region, lessons=[uuid4() for _ in reports])
        self.subjects.append(subject)
        self.publish(subject)

    def change(self, subject: Subject) -> None:
        """One change of a kind that makes sense now."""
        kinds: list[tuple[Callable[[Subject], None], int]] = [(self.move, 14), (self.lower, 40)]
        if subject.hidden < len(SECRETS):
            kinds.append((self.redact, 14))
        if subject.is_open:
            kinds += [(self.withdraw, 12), (self.publish, 12)]
        else:
            kinds += [(self.reopen, 30), (self.publish, 10)]
        change = self.chance.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])[0]
        change(subject)

    @transaction.atomic
    def publish(self, subject: Subject) -> None:
        """A new edition, with other words in title, summary and lesson."""
        subject.version += 1
        word = lesson_word(subject.word, subject.year)
        for report, lesson in zip(subject.reports, subject.lessons, strict=True):
            report.refresh_from_db()
            report.title = f"{subject.word} in versie {word}"
            report.start_date = datetime.date(int(subject.year), 1, 1)
            report.change_note = f"Versie {subject.version}."
            report.approach = " ".join(f"Mevrouw {secret} belde alle scholen." for secret in subject.secrets)
            report.lessons = [Lesson(pk=lesson, statement=f"Les {word}", explanation="Bel terug.", verdict="weer-doen")]
        self._publish(subject)

    @transaction.atomic
    def reopen(self, subject: Subject) -> None:
        """The same words, approved again."""
        for report in subject.reports:
            report.refresh_from_db()
        self._publish(subject)

    def _publish(self, subject: Subject) -> None:
        for report in subject.reports:
            publish(report, self.approver)
        subject.is_open = True
        self.changes += len(subject.reports)

    @transaction.atomic
    def withdraw(self, subject: Subject) -> None:
        for record in self._records(subject):
            withdraw(record, "Niet meer juist.")
        subject.is_open = False

    @transaction.atomic
    def move(self, subject: Subject) -> None:
        """To another region."""
        subject.region = self.chance.choice([region for region in self.regions if region != subject.region])
        for report in subject.reports:
            report.refresh_from_db()
            report.move(Region.objects.get(pk=subject.region.pk), pos="last-child")
        self.changes += len(subject.reports)

    @transaction.atomic
    def lower(self, subject: Subject) -> None:
        """Down a step, or back."""
        subject.step = 0 if subject.step else OWN_STEP
        for record in self._records(subject):
            lower_step(record, None if subject.step else 0, "Er is niets uitgevoerd.")

    @transaction.atomic
    def redact(self, subject: Subject) -> None:
        """Take the next secret out of all editions."""
        passage = f"Mevrouw {subject.secrets[subject.hidden]} belde"
        subject.hidden += 1
        for record in self._records(subject):
            redact(record, passage, "Een naam.")

    def _records(self, subject: Subject) -> list[PublicRecord]:
        self.changes += len(subject.reports)
        return subject.records()
