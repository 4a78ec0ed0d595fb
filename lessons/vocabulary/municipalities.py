"""The municipalities of a year: facts of Statistics Netherlands, for a real installation."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Final

from django.db import transaction
from pydantic import Field

from lessons.tables import Line, TableError, read_table
from lessons.vocabulary.models import Municipality

MUNICIPALITIES_2023: Final = Path(__file__).parent / "data" / "municipalities-2023.csv"
"""The 342 municipalities of 1 January 2023 (CBS, Gemeentelijke indeling op 1 januari 2023)."""


class MunicipalityLine(Line):
    """A line of the file."""

    code: Annotated[str, Field(pattern=r"^GM[0-9]{4}$")]
    name: str = Field(min_length=1, max_length=120)
    province: str = Field(min_length=1, max_length=30)


def read_municipalities(path: Path = MUNICIPALITIES_2023) -> list[MunicipalityLine]:
    """Read and check a file.

    Raises:
        TableError: it is missing, or something in it is wrong.
    """
    faults: list[str] = []
    lines = [line for _, line in read_table(path, MunicipalityLine, "code", faults)]
    if faults:
        raise TableError(faults)
    return lines


@transaction.atomic
def load_municipalities(lines: Iterable[MunicipalityLine], bar: Any = iter) -> Counter[str]:
    """Make those that are not there: how many were ``new``, the ``same``, or ``kept`` as this site calls them."""
    loaded: Counter[str] = Counter()
    known = Municipality.objects.in_bulk()
    for line in bar(lines):
        found = known.get(line.code)
        if found is None:
            Municipality(code=line.code, label=line.name, province=line.province).save()
            loaded["new"] += 1
        else:
            loaded["same" if (found.label, found.province) == (line.name, line.province) else "kept"] += 1
    return loaded
