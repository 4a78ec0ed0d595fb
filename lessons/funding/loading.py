"""Writes facts that were read: all of them, or none. What the editors of this site changed stays as they have it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Model

from lessons.funding.facts import Facts, SchemeFact, TermFact
from lessons.funding.models import Fact, FactSource, FundingScheme, Milestone, SchemeCondition
from lessons.vocabulary.labels import LISTS
from lessons.vocabulary.models import Applicant, Sector

Loaded = Mapping[str, Counter[str]]
"""By kind of fact: how many were ``new``, ``changed``, ``same`` as they were, ``kept`` as an editor has them."""
Made = TypeVar("Made", bound=Fact)


@transaction.atomic
def load_facts(facts: Facts, bar: Any = iter) -> Loaded:
    """Write the facts. ``bar`` goes over each kind and may show how far it is."""
    load_terms(facts.terms)
    sources = {entry.key: _source(entry.key, entry.title, str(entry.url)) for entry in facts.sources}
    loaded: dict[str, Counter[str]] = {"milestones": Counter(), "schemes": Counter(), "conditions": Counter()}

    def write(kind: str, model: type[Made], key: Mapping[str, Any], entry: Any, **many: Sequence[Model]) -> None:
        values = entry.model_dump(exclude={*key, *many, "sources", "successor"})
        if model is SchemeCondition:
            values["sector"] = Sector.objects.filter(pk=entry.sector).first()
        its_sources = [sources[name] for name in entry.sources]
        loaded[kind][_write(model, key, values, many | {"sources": its_sources})] += 1

    for milestone in bar(facts.milestones):
        write("milestones", Milestone, {"code": milestone.code}, milestone)
    for scheme in bar(facts.schemes):
        applicants = list(Applicant.objects.filter(pk__in=scheme.applicants))
        sectors = list(Sector.objects.filter(pk__in=scheme.sectors))
        write("schemes", FundingScheme, {"code": scheme.code}, scheme, applicants=applicants, sectors=sectors)
    schemes = {scheme.code: scheme for scheme in FundingScheme.objects.all()}
    _follow(facts.schemes, schemes)
    for condition in bar(facts.conditions):
        key = {"scheme": schemes[condition.scheme], "number": condition.number}
        write("conditions", SchemeCondition, key, condition)
    return loaded


def load_terms(terms: Iterable[TermFact]) -> None:
    """Make the terms that are not there, in their order; one that is there stays as the editors have it."""
    for order, term in enumerate(terms):
        model = LISTS[term.list]
        if not model._default_manager.filter(pk=term.code).exists():
            model(code=term.code, label=term.label, description=term.description, sort_order=order).save()


def _source(key: str, title: str, url: str) -> FactSource:
    found = FactSource.objects.filter(key=key).first() or FactSource(key=key)
    if (found.title, found.url) != (title, url):
        found.title, found.url = title, url
        found.save()
    return found


def _write(
    model: type[Made], key: Mapping[str, Any], values: Mapping[str, Any], many: Mapping[str, Iterable[Model]]
) -> str:
    """What became of it: a key of a ``Loaded``'s counter."""
    found = model._default_manager.filter(**key).first()
    if found is not None and found.edited:
        return "kept"
    fact = found or model(**key)
    now = {name: getattr(fact, name) for name in values}
    linked = {name: {row.pk for row in rows} for name, rows in many.items()}
    linked_now = {name: {row.pk for row in getattr(fact, name).all()} for name in linked} if found else {}
    if found is not None and (now, linked_now) == (values, linked):
        return "same"
    for name, value in {**values, **{name: list(rows) for name, rows in many.items()}}.items():
        setattr(fact, name, value)
    fact.save()
    return "changed" if found else "new"


def _follow(entries: Iterable[SchemeFact], schemes: Mapping[str, FundingScheme]) -> None:
    """Say of each scheme what came after it; all of them are there now."""
    for entry in entries:
        scheme, after = schemes[entry.code], schemes.get(entry.successor)
        if not scheme.edited and scheme.successor != after:
            scheme.successor = after
            scheme.save()
