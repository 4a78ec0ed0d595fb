"""How a command gets its engine: it begins, or refuses in one sentence."""

from django.core.management.base import CommandError
from django.db import DatabaseError

from search.engines.base import Engine, EngineMisconfigured
from search.index.connection import check_engine, engine


def engine_of_process() -> Engine:
    """The engine, without a question to it.

    Raises:
        CommandError: the database does not tell whose the index is.
    """
    try:
        return engine()
    except DatabaseError as error:
        raise CommandError(
            f"The database does not tell which installation this is ({str(error).strip()}): see that it answers, and "
            "run `manage.py migrate`."
        ) from error


def refuse_misconfigured() -> str:
    """Ask the engine once; why it cannot answer for now, or ``""``.

    Raises:
        CommandError: it will not answer before somebody changes a setting, which the message names.
    """
    try:
        return check_engine()
    except EngineMisconfigured as refusal:
        raise CommandError(str(refusal)) from refusal
