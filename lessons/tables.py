"""Reads a table of facts: a CSV file, of which every fault is named by file, line and column."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

Entry = TypeVar("Entry", bound="Line")


class TableError(Exception):
    """What is wrong with the files, one line a fault."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = list(faults)


class Line(BaseModel):
    """One line of a table; its fields are the columns, in their order."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


def read_table(path: Path, kind: type[Entry], key: str, faults: list[str]) -> Iterator[tuple[int, Entry]]:
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
