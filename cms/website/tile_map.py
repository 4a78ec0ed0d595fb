"""A map of tiles: every municipality is one, and all are as large. They lie by approximation, or by province."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from lessons.vocabulary.models import Municipality

ELSEWHERE = "Overige gemeenten"
LETTERS = 3
"""So many letters of a name fit on a tile."""


@dataclass(frozen=True)
class Tile:
    """One municipality. ``state`` is ``in``, ``twice`` or ``none``; ``name`` says all of it in words."""

    code: str
    name: str
    state: str
    url: str = ""


@dataclass(frozen=True)
class TileGroup:
    """Tiles in rows, ``None`` where there is no municipality; or all in one row that wraps, under a title."""

    title: str
    rows: Sequence[Sequence[Tile | None]]
    placed: bool


def tile_map(municipalities: Sequence[Municipality], tile: Callable[[Municipality], Tile]) -> list[TileGroup]:
    """One group with rows and columns where each has its place, else a group for each province, by name."""
    if all(each.tile_column is not None and each.tile_row is not None for each in municipalities):
        return [TileGroup("", placed(municipalities, tile), placed=True)] if municipalities else []
    provinces = sorted({each.province for each in municipalities}, key=lambda name: (not name, name))
    return [
        TileGroup(province or ELSEWHERE, [[tile(each) for each in by_name(municipalities, province)]], placed=False)
        for province in provinces
    ]


def by_name(municipalities: Iterable[Municipality], province: str) -> list[Municipality]:
    """Those of a province, on alphabet."""
    return sorted((each for each in municipalities if each.province == province), key=lambda each: each.label)


def placed(municipalities: Sequence[Municipality], tile: Callable[[Municipality], Tile]) -> list[list[Tile | None]]:
    """Rows from the top, with nothing outside the outermost tiles. Of two at one place the second moves right."""
    at: dict[tuple[int, int], Tile] = {}
    for each in municipalities:
        row, column = each.tile_row or 0, each.tile_column or 0
        while (row, column) in at:
            column += 1
        at[row, column] = tile(each)
    rows, columns = [row for row, _ in at], [column for _, column in at]
    return [
        [at.get((row, column)) for column in range(min(columns), max(columns) + 1)]
        for row in range(min(rows), max(rows) + 1)
    ]
