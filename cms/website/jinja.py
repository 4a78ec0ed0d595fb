"""The Jinja2 environment of all public pages."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined


def environment(**options: Any) -> Environment:
    """A Jinja2 environment in which a misspelt name is an error and everything is escaped."""
    made = Environment(**{**options, "undefined": StrictUndefined, "autoescape": True, "trim_blocks": True, "lstrip_blocks": True})
    made.globals.update(static=static, url=reverse)
    return made
