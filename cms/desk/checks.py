"""Names that no field of a page may have: in the editor's form they would hide what the form itself is called."""

from typing import Any

from django.core.checks import CheckMessage, Error
from wagtail.models import get_page_models

#: Properties of an HTML form that the admin's scripts read. ``form.method`` shadowed by an input ends autosave.
FORBIDDEN = frozenset(("action", "elements", "enctype", "id", "length", "method", "name", "reset", "submit", "target"))


def check_page_fields(**kwargs: Any) -> list[CheckMessage]:
    """One error for each field with such a name; keys of other models are not in the form."""
    errors: list[CheckMessage] = []
    for model in get_page_models():
        own = [*model._meta.local_fields, *model._meta.local_many_to_many]
        if not model.__module__.startswith("wagtail."):
            errors += [
                Error(
                    f"The field name ‘{field.name}’ hides a property of the editor's form.",
                    hint="Choose another name; with this one, autosave fails.",
                    obj=field,
                    id="desk.E001",
                )
                for field in own
                if field.name in FORBIDDEN
            ]
    return errors
