"""Writes facts that were read: all of them, or none. What the editors of this site changed stays as they have it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from lessons.funding.facts import Facts
from lessons.funding.models import FactSource, Milestone


@dataclass
class Loaded:
    """How many milestones were new, changed, as they were, or kept because an editor changed them."""

    new: int = 0
    changed: int = 0
    same: int = 0
    kept: int = 0


@transaction.atomic
def load_facts(facts: Facts, bar: Any = iter) -> Loaded:
    """Write the facts. ``bar`` goes over the milestones and may show how far it is."""
    sources = {entry.key: _source(entry.key, entry.title, str(entry.url)) for entry in facts.sources}
    loaded = Loaded()
    for entry in bar(facts.milestones):
        values = entry.model_dump(exclude={"code", "sources"})
        outcome = _write(entry.code, values, [sources[key] for key in entry.sources])
        setattr(loaded, outcome, getattr(loaded, outcome) + 1)
    return loaded


def _source(key: str, title: str, url: str) -> FactSource:
    found = FactSource.objects.filter(key=key).first() or FactSource(key=key)
    if (found.title, found.url) != (title, url):
        found.title, found.url = title, url
        found.save()
    return found


def _write(code: str, values: dict[str, Any], sources: Iterable[FactSource]) -> str:
    """What became of it, as a field of ``Loaded``."""
    found = Milestone.objects.filter(code=code).first()
    if found is not None and found.edited:
        return "kept"
    milestone = found or Milestone(code=code)
    keys = {source.pk for source in sources}
    now = {name: getattr(milestone, name) for name in values}
    if found is not None and now == values and {source.pk for source in milestone.sources.all()} == keys:
        return "same"
    for name, value in values.items():
        setattr(milestone, name, value)
    milestone.sources = list(sources)
    milestone.save()
    return "changed" if found else "new"
