"""The one place that reads environment variables. Every variable stands in the README's table."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

ROOT = Path(__file__).resolve().parents[2]

env = Env(prefix="KENNIS_")


def read(kind: str, name: str, meaning: str, **options: Any) -> Any:
    """Read variable ``KENNIS_<name>`` as ``kind`` (a method of environs), or refuse to start.

    ``meaning`` says what the variable should be; it is what an operator reads when it is missing or wrong.

    Raises:
        ImproperlyConfigured: the variable is missing without a default, or its value cannot be read as ``kind``.
    """
    try:
        return getattr(env, kind)(name, **options)
    except (EnvError, ValueError) as error:
        message = f"Setting KENNIS_{name} is missing or wrong: {error}. It should be: {meaning}."
        raise ImproperlyConfigured(message) from error
