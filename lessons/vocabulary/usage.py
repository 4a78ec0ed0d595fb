"""Where a term is used: in reports and regions as they are saved, in their drafts, and in what was ever published."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.db.models.signals import pre_delete
from django.dispatch import receiver
from modelcluster.fields import ParentalKey
from wagtail.models import Page, Revision

from lessons.records.models import PublicRecord
from lessons.records.opened import editions_naming
from lessons.vocabulary.labels import LISTS
from lessons.vocabulary.models import Term


@dataclass
class Use:
    """One thing that names a term, and in which of its versions. A record stands for a report that is gone."""

    owner: Page | Term | PublicRecord
    places: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Way:
    """One relation by which something names a term: ``model.name``, of a row of ``owner`` where it is repeated.

    A row belongs to its owner by ``part_of``. It stands in the versions of its owner under ``rows``, if it does.
    """

    model: Any
    name: str
    owner: Any
    rows: str = ""
    part_of: str = "pk"

    def saved(self, term: Term) -> list[Any]:
        """The owners that name ``term`` as they are saved."""
        named = self.model._default_manager.filter(**{self.name: term})
        return list(self.owner._default_manager.filter(pk__in=named.values(self.part_of)))

    def drafted(self, term: Term) -> set[int]:
        """The ids of pages of which the latest or a planned version names ``term``."""
        if not issubclass(self.owner, Page):
            return set()
        latest = self.owner._default_manager.values("latest_revision_id")
        versions = Revision.page_revisions.filter(Q(pk__in=latest) | Q(approved_go_live_at__isnull=False))
        named = versions.values_list("object_id", f"content__{self.rows or self.name}")
        return {int(page_id) for page_id, value in named if term.pk in set(self._codes(value))}

    def _codes(self, value: Any) -> Iterator[str]:
        """The codes in what a version holds: one, several, or one in each row."""
        for each in value if isinstance(value, list) else [value]:
            code = each.get(self.name) if isinstance(each, dict) else each
            if isinstance(code, str):
                yield code


def ways(model: type[Term]) -> Iterator[Way]:
    """All relations that lead to a list of terms."""
    for relation in model._meta.get_fields(include_hidden=True):
        source: Any = relation.related_model
        if not relation.auto_created or relation.concrete or source._meta.auto_created:
            continue
        parent = next((f for f in source._meta.fields if isinstance(f, ParentalKey)), None)
        name: str = relation.field.name  # type: ignore[union-attr]  # a relation from elsewhere has its field
        if hasattr(source, "part_of"):
            yield Way(source, name, source._meta.get_field(source.part_of).related_model, part_of=source.part_of)
        elif parent is None:
            yield Way(source, name, source)
        else:
            yield Way(source, name, parent.related_model, parent.remote_field.get_accessor_name(), parent.name)


def uses(term: Term) -> list[Use]:
    """Everything that names ``term``, public or not, in no order."""
    found: dict[tuple[type[Model], Any], Use] = {}

    def note(owner: Any, place: str) -> None:
        use = found.setdefault((type(owner), owner.pk), Use(owner))
        if place not in use.places:
            use.places.append(place)

    for way in ways(type(term)):
        for owner in way.saved(term):
            note(owner, "bewaarde tekst")
        for page in way.owner._default_manager.filter(pk__in=way.drafted(term)):
            note(page, "concept")
    name = next(name for name, model in LISTS.items() if model is type(term))
    for edition in editions_naming(name, term.pk):
        page = edition.record.page
        note(page.specific if page else edition.record, f"uitgave {edition.number}")
    return list(found.values())


@receiver(pre_delete)
def refuse_while_used(instance: Model, **kwargs: Any) -> None:
    """Refuse to delete a term that something names, whatever deletes it.

    Raises:
        ValidationError: retire the term instead.
    """
    if isinstance(instance, Term) and uses(instance):
        raise ValidationError(in_use_text(instance))


def in_use_text(term: Term) -> str:
    """Why ``term`` cannot be deleted, and what to do."""
    where = "rapporten, regio's, praktijken, regelingen of regels"
    return f"‘{term}’ staat in een of meer {where}. Zet ‘niet meer gebruiken’ aan."
