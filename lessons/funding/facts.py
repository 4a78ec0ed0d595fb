"""Reads the files of facts. Everything is looked at before anything is written; faults name file, line and column."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Final, Literal, Self

from pydantic import BeforeValidator, Field, HttpUrl, model_validator

from lessons.days import FIRST, LAST
from lessons.funding.models import Certainty, FundingScheme, Milestone, SchemeCondition
from lessons.funding.rules import Window
from lessons.tables import Line, TableError, read_table

DATA: Final = Path(__file__).parent / "data"
"""The facts that come with the platform. A list in a cell is written with semicolons."""


def _split(cell: object) -> object:
    return [part.strip() for part in cell.split(";") if part.strip()] if isinstance(cell, str) else cell


def _unknown(cell: object) -> object:
    return None if cell == "" else cell


Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", max_length=60)]
Codes = Annotated[list[str], BeforeValidator(_split)]
Listed = Annotated[Codes, Field(min_length=1)]
Day = Annotated[datetime.date, Field(ge=FIRST, le=LAST)]
MaybeDay = Annotated[Day | None, BeforeValidator(_unknown)]
Time = Annotated[datetime.time | None, BeforeValidator(_unknown)]
Yes = Annotated[bool, BeforeValidator(lambda cell: {"ja": True, "nee": False}.get(cell, cell))]


class SourceFact(Line):
    """A line of ``sources.csv``."""

    key: Annotated[Code, Field(max_length=20)]
    title: str = Field(min_length=1, max_length=200)
    url: Annotated[HttpUrl, Field(max_length=400)] | Literal[""]
    """Empty where there is no public address any more."""


class MilestoneFact(Line):
    """A line of ``milestones.csv``."""

    code: Code
    date: Day
    precision: Milestone.Precision
    kind: Milestone.Kind
    title: str = Field(min_length=1, max_length=120)
    explanation: str = Field(max_length=600)
    sources: Listed
    certainty: Certainty


class TermFact(Line):
    """A line of ``terms.csv``: a term that facts or rules name."""

    list: Literal["sector", "applicant", "audience", "action_kind"]
    code: Code
    label: str = Field(min_length=1, max_length=120)
    description: str = Field(max_length=400)

    @property
    def term(self) -> str:
        """Its list and code, once in the file."""
        return f"{self.list}, {self.code}"


class SchemeFact(Line):
    """A line of ``schemes.csv``."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    name: str = Field(min_length=1, max_length=200)
    gazette: str = Field(max_length=120)
    goal: str = Field(min_length=1, max_length=400)
    applicants: Codes
    sectors: Codes
    route: FundingScheme.Route
    apply_from: MaybeDay
    apply_from_time: Time
    apply_until: MaybeDay
    apply_until_time: Time
    more_rounds: Yes
    valid_from: MaybeDay
    valid_until: MaybeDay
    known_until: MaybeDay
    ceiling: Annotated[Annotated[int, Field(ge=0)] | None, BeforeValidator(_unknown)]
    amounts: str = Field(max_length=600)
    cofinancing: str = Field(max_length=400)
    accountability: str = Field(max_length=400)
    successor: str
    sources: Listed
    certainty: Certainty

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if Window(self.apply_from, self.apply_from_time, self.apply_until, self.apply_until_time).is_backward:
            raise ValueError(f"{self.apply_until} is before {self.apply_from}")
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError(f"{self.valid_until} is before {self.valid_from}")
        return self


class ConditionFact(Line):
    """A line of ``conditions.csv``."""

    scheme: str
    number: int = Field(ge=1, le=200)
    text: str = Field(min_length=1, max_length=300)
    kind: SchemeCondition.Kind
    threshold: Annotated[Annotated[Decimal, Field(max_digits=14, decimal_places=4)] | None, BeforeValidator(_unknown)]
    unit: str = Field(max_length=60)
    sector: str
    sources: Listed
    certainty: Certainty

    @property
    def code(self) -> str:
        """Its scheme and number, once in the file."""
        return f"{self.scheme}, {self.number}"


@dataclass(frozen=True)
class Facts:
    """All that the files say."""

    terms: Sequence[TermFact]
    sources: Sequence[SourceFact]
    milestones: Sequence[MilestoneFact]
    schemes: Sequence[SchemeFact]
    conditions: Sequence[ConditionFact]


def read_facts(folder: Path = DATA) -> Facts:
    """Read and check the files of a folder.

    Raises:
        TableError: a file is missing, or something in one is wrong.
    """
    faults: list[str] = []
    terms = list(read_table(folder / "terms.csv", TermFact, "term", faults))
    sources = list(read_table(folder / "sources.csv", SourceFact, "key", faults))
    milestones = list(read_table(folder / "milestones.csv", MilestoneFact, "code", faults))
    schemes = list(read_table(folder / "schemes.csv", SchemeFact, "code", faults))
    conditions = list(read_table(folder / "conditions.csv", ConditionFact, "code", faults))
    known = {
        "sources": {"sources.csv": {entry.key for _, entry in sources}},
        "applicants": {"terms.csv": {entry.code for _, entry in terms if entry.list == "applicant"}},
        "sectors": {"terms.csv": {entry.code for _, entry in terms if entry.list == "sector"}},
        "scheme": {"schemes.csv": {entry.code for _, entry in schemes}},
    }
    known |= {"sector": known["sectors"], "successor": known["scheme"]}
    for name, entries in (("milestones", milestones), ("schemes", schemes), ("conditions", conditions)):
        faults += _unknown_names(folder / f"{name}.csv", entries, known)
    if faults:
        raise TableError(faults)
    return Facts(
        terms=[entry for _, entry in terms],
        sources=[entry for _, entry in sources],
        milestones=[entry for _, entry in milestones],
        schemes=[entry for _, entry in schemes],
        conditions=[entry for _, entry in conditions],
    )


def _unknown_names(
    path: Path, entries: Iterable[tuple[int, Line]], known: Mapping[str, Mapping[str, set[str]]]
) -> Iterator[str]:
    """What names something that stands in no file, as faults. An empty cell names nothing."""
    for line, entry in entries:
        for column in sorted(known.keys() & type(entry).model_fields.keys()):
            ((file, there),) = known[column].items()
            cell = getattr(entry, column)
            for name in cell if isinstance(cell, list) else [cell] if cell else []:
                if name not in there:
                    yield f"{path}:{line}: {column}: {name!r} is not in {file}"
