"""Reads the files of facts. Everything is looked at before anything is written; faults name file, line and column."""

import csv
import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, HttpUrl, ValidationError, model_validator

from lessons.funding.models import Certainty, FundingScheme, Milestone, SchemeCondition

DATA: Final = Path(__file__).parent / "data"
"""The facts that come with the platform. A list in a cell is written with semicolons."""

Entry = TypeVar("Entry", bound="Fact")


class FactsError(Exception):
    """What is wrong with the files, one line a fault."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = list(faults)


def _split(cell: object) -> object:
    return [part.strip() for part in cell.split(";") if part.strip()] if isinstance(cell, str) else cell


def _unknown(cell: object) -> object:
    return None if cell == "" else cell


Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", max_length=60)]
Codes = Annotated[list[str], BeforeValidator(_split)]
Listed = Annotated[Codes, Field(min_length=1)]
Day = Annotated[datetime.date | None, BeforeValidator(_unknown)]
Time = Annotated[datetime.time | None, BeforeValidator(_unknown)]
Yes = Annotated[bool, BeforeValidator(lambda cell: {"ja": True, "nee": False}.get(cell, cell))]


class Fact(BaseModel):
    """One line of a file."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class SourceFact(Fact):
    """A line of ``sources.csv``."""

    key: Annotated[Code, Field(max_length=20)]
    title: str = Field(min_length=1, max_length=200)
    url: Annotated[HttpUrl, Field(max_length=400)] | Literal[""]
    """Empty where there is no public address any more."""


class MilestoneFact(Fact):
    """A line of ``milestones.csv``."""

    code: Code
    date: datetime.date
    precision: Milestone.Precision
    kind: Milestone.Kind
    title: str = Field(min_length=1, max_length=120)
    explanation: str = Field(max_length=600)
    sources: Listed
    certainty: Certainty


class TermFact(Fact):
    """A line of ``terms.csv``: a term that facts or rules name."""

    list: Literal["sector", "applicant", "audience", "action_kind"]
    code: Code
    label: str = Field(min_length=1, max_length=120)
    description: str = Field(max_length=400)

    @property
    def term(self) -> str:
        """Its list and code, once in the file."""
        return f"{self.list}, {self.code}"


class SchemeFact(Fact):
    """A line of ``schemes.csv``."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    name: str = Field(min_length=1, max_length=200)
    gazette: str = Field(max_length=120)
    goal: str = Field(min_length=1, max_length=400)
    applicants: Codes
    sectors: Codes
    route: FundingScheme.Route
    apply_from: Day
    apply_from_time: Time
    apply_until: Day
    apply_until_time: Time
    more_rounds: Yes
    valid_from: Day
    valid_until: Day
    ceiling: Annotated[Annotated[int, Field(ge=0)] | None, BeforeValidator(_unknown)]
    amounts: str = Field(max_length=600)
    cofinancing: str = Field(max_length=400)
    accountability: str = Field(max_length=400)
    successor: str
    sources: Listed
    certainty: Certainty

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        for first, last in ((self.apply_from, self.apply_until), (self.valid_from, self.valid_until)):
            if first and last and last < first:
                raise ValueError(f"{last} is before {first}")
        return self


class ConditionFact(Fact):
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
        FactsError: a file is missing, or something in one is wrong.
    """
    faults: list[str] = []
    terms = list(_read(folder / "terms.csv", TermFact, "term", faults))
    sources = list(_read(folder / "sources.csv", SourceFact, "key", faults))
    milestones = list(_read(folder / "milestones.csv", MilestoneFact, "code", faults))
    schemes = list(_read(folder / "schemes.csv", SchemeFact, "code", faults))
    conditions = list(_read(folder / "conditions.csv", ConditionFact, "code", faults))
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
        raise FactsError(faults)
    return Facts(
        terms=[entry for _, entry in terms],
        sources=[entry for _, entry in sources],
        milestones=[entry for _, entry in milestones],
        schemes=[entry for _, entry in schemes],
        conditions=[entry for _, entry in conditions],
    )


def _unknown_names(
    path: Path, entries: Iterable[tuple[int, Fact]], known: Mapping[str, Mapping[str, set[str]]]
) -> Iterator[str]:
    """What names something that stands in no file, as faults. An empty cell names nothing."""
    for line, entry in entries:
        for column in sorted(known.keys() & type(entry).model_fields.keys()):
            ((file, there),) = known[column].items()
            cell = getattr(entry, column)
            for name in cell if isinstance(cell, list) else [cell] if cell else []:
                if name not in there:
                    yield f"{path}:{line}: {column}: {name!r} is not in {file}"


def _read(path: Path, kind: type[Entry], key: str, faults: list[str]) -> Iterator[tuple[int, Entry]]:
    """The lines of a file with their numbers; what is wrong with one goes to ``faults``."""
    seen: dict[str, int] = {}
    for line, row in _rows(path, kind.model_fields, faults):
        try:
            entry = kind.model_validate(row)
        except ValidationError as error:
            for each in error.errors():
                column = f" {each['loc'][0]}:" if each["loc"] else ""  # none where it is about several
                faults.append(f"{path}:{line}:{column} {each['msg']}")
            continue
        name = getattr(entry, key)
        if name in seen:
            faults.append(f"{path}:{line}: {key}: {name!r} stands on line {seen[name]} too")
            continue
        seen[name] = line
        yield line, entry


def _rows(path: Path, columns: Iterable[str], faults: list[str]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    except (OSError, UnicodeDecodeError) as error:
        faults.append(f"{path}: {error}")
        return
    reader = csv.DictReader(lines, strict=True)
    if list(reader.fieldnames or ()) != list(columns):
        faults.append(f"{path}:1: the columns must be {', '.join(columns)}")
        return
    try:
        for row in reader:
            if None in row or None in row.values():
                faults.append(f"{path}:{reader.line_num}: not as many cells as columns")
            else:
                yield reader.line_num, row
    except csv.Error as error:
        faults.append(f"{path}:{reader.line_num}: {error}")
