"""Chance that is the same in every run."""

import random


def chance(seed: object) -> random.Random:
    """A source of chance of its own."""
    return random.Random(repr(seed))  # noqa: S311  # no secret depends on it
