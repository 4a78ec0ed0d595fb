"""What the admin's templates ask of the desk."""

from typing import Any

from django import template

from cms.desk import roles

register = template.Library()


@register.filter
def is_editor(user: Any) -> bool:
    """Whether ``user`` may see and manage all regions' work."""
    return roles.is_editor(user)
