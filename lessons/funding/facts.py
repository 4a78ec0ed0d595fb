"""Reads the files of facts. Everything is looked at before anything is written; faults name file, line and column."""

import csv
import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, HttpUrl, ValidationError

from lessons.funding.models import Certainty, Milestone

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


Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$", max_length=60)]
Listed = Annotated[list[str], BeforeValidator(_split), Field(min_length=1)]


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


@dataclass(frozen=True)
class Facts:
    """All that the files say."""

    sources: Sequence[SourceFact]
    milestones: Sequence[MilestoneFact]


def read_facts(folder: Path = DATA) -> Facts:
    """Read and check the files of a folder.

    Raises:
        FactsError: a file is missing, or something in one is wrong.
    """
    faults: list[str] = []
    sources = list(_read(folder / "sources.csv", SourceFact, "key", faults))
    milestones = list(_read(folder / "milestones.csv", MilestoneFact, "code", faults))
    known = {source.key for _, source in sources}
    for line, milestone in milestones:
        for key in milestone.sources:
            if key not in known:
                faults.append(f"{folder / 'milestones.csv'}:{line}: sources: {key!r} is not in sources.csv")
    if faults:
        raise FactsError(faults)
    return Facts([source for _, source in sources], [milestone for _, milestone in milestones])


def _read(path: Path, kind: type[Entry], key: str, faults: list[str]) -> Iterator[tuple[int, Entry]]:
    """The lines of a file with their numbers; what is wrong with one goes to ``faults``."""
    seen: dict[str, int] = {}
    for line, row in _rows(path, kind.model_fields, faults):
        try:
            entry = kind.model_validate(row)
        except ValidationError as error:
            faults += [f"{path}:{line}: {'.'.join(map(str, e['loc'][:1]))}: {e['msg']}" for e in error.errors()]
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
