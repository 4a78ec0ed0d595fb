"""What this process keeps in memory of what is public, for one content generation: read once, used for many pages."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, TypeVar

Made = TypeVar("Made")

_KEPT: Final[list[Any]] = []
_GENERATIONS: Final = 2
"""A page that was begun before a change still asks for the generation of before."""


def kept(make: Callable[[int], Made]) -> Callable[[int], Made]:
    """Keep what ``make`` reads for a generation (from ``lessons.records.changes.content_generation``)."""
    remembering = lru_cache(maxsize=_GENERATIONS)(make)
    _KEPT.append(remembering)
    return remembering


def forget() -> None:
    """Keep nothing any more: for who puts another database in the place of this one, as tests do."""
    for each in _KEPT:
        each.cache_clear()
