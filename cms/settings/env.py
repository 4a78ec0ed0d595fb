"""The one place that reads environment variables. Every variable stands in the README's table."""

import difflib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import EnvError, FileAwareEnv

ROOT = Path(__file__).resolve().parents[2]
PREFIX = "KENNIS_"

# Which file of variables to read beside the environment. Empty: none.
ENV_FILE = f"{PREFIX}ENV_FILE"

known: dict[str, str] = {ENV_FILE: "a file with a NAME=value on each line, or empty for none"}
"""Every variable that was read, with its meaning."""

env = FileAwareEnv(prefix=PREFIX, strip_whitespace=True)


def read_file() -> None:
    """Add the variables of ``KENNIS_ENV_FILE``, or of ``.env`` beside ``manage.py``; the environment itself wins.

    Raises:
        ImproperlyConfigured: the file that is named is not there.
    """
    named = os.environ.get(ENV_FILE)
    path = ROOT / (".env" if named is None else named)
    if path.is_file():
        env.read_env(path, recurse=False)
    elif named:
        raise refusal(ENV_FILE, f"there is no file {path}", known[ENV_FILE])


def read(kind: str, name: str, meaning: str, *, check: Callable[[Any], bool] | None = None, **options: Any) -> Any:
    """Read variable ``KENNIS_<name>`` as ``kind`` (a method of environs), or refuse to start.

    ``KENNIS_<name>_FILE`` names a file that holds the value, for what must stay secret. ``meaning`` says what the
    variable should be; it is what an operator reads when it is missing or wrong. ``check`` is asked of the value.

    Raises:
        ImproperlyConfigured: the variable is missing without a default, cannot be read as ``kind``, is empty, or
            fails ``check``.
    """
    variable = f"{PREFIX}{name}"
    known[variable] = meaning
    try:
        value = getattr(env, kind)(name, **options)
    except (EnvError, ValueError) as error:
        raise refusal(variable, str(error), meaning) from None
    if value == "":
        raise refusal(variable, "it is empty", meaning)
    if check is not None and not check(value):
        raise refusal(variable, "it does not fit", meaning)
    return value


def is_site_address(url: str) -> bool:
    """Whether ``url`` is the address of a site alone: scheme and host, without path."""
    parts = urlsplit(url)
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not (parts.path or parts.query)


def refusal(variable: str, problem: str, meaning: str) -> ImproperlyConfigured:
    """The refusal to start that every wrong setting ends in: which variable, what is wrong, what it should be."""
    return ImproperlyConfigured(f"Setting {variable} is missing or wrong: {problem}. It should be: {meaning}.")


def refuse_unknown() -> None:
    """Refuse variables with our prefix that nothing reads: a misspelt setting would silently keep its default.

    Raises:
        ImproperlyConfigured: there is such a variable.
    """
    for variable in sorted(os.environ):
        if not variable.startswith(PREFIX) or variable.removesuffix("_FILE") in known or variable in known:
            continue
        close = difflib.get_close_matches(variable, known, n=1)
        hint = f"Did you mean {close[0]}?" if close else "The README lists every setting."
        raise ImproperlyConfigured(f"There is no setting {variable}. {hint}")
