"""The rules as they read on a day, from the lines of their history. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from lessons.guidance.rules import Rule, Verdict


@dataclass(frozen=True)
class Version:
    """What a rule said from a day on; ``rule`` is None from the day on which it was taken back."""

    key: int
    since: date
    rule: Rule | None


def as_it_was(versions: Iterable[Version], day: date) -> list[Rule]:
    """The rules as they read on a day. ``versions`` are in order of time, those of one rule together.

    A rule that was written after the day is read as it was first written: it may be about a time before it.
    """
    found = []
    for _, of_rule in groupby(versions, key=lambda version: version.key):
        written = list(of_rule)
        known = [version for version in written if version.since <= day]
        rule = (known[-1] if known else written[0]).rule
        if rule is not None:
            found.append(rule)
    return found


def rule_of(key: int, read: Mapping[str, Any], guidance: Mapping[int, str]) -> Rule:
    """A rule from a line of its history; ``guidance`` has the codes of all guidance by their ids."""
    first, last = (date.fromisoformat(read[name]) if read[name] else None for name in ("valid_from", "valid_until"))
    audiences: Sequence[str] = read["audiences"]
    return Rule(
        key=key,
        action=read["action_kind"],
        audiences=audiences,
        verdict=Verdict(read["verdict"]),
        valid_from=first,
        valid_until=last,
        why=read["why"],
        condition=read["condition"],
        source_title=read["source_title"],
        source_url=read["source_url"],
        guidance=guidance[read["guidance"]],
    )
