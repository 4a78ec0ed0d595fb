"""What tells this database from every other one: on a shared cluster, and from what it was before it was put back."""

import secrets
from functools import lru_cache

from django.conf import settings
from django.db import connection, transaction

from search.index.models import Installation

ONLY = 1


def installation() -> str:
    """The name of this installation: ``"https://kennis.voorbeeld.nl (a1b2c3d4)"``.

    A copy of the database under another address has another name, and so has another database under the same address.
    A process asks the database once.

    Raises:
        django.db.DatabaseError: the database does not answer, or its migrations were not run.
    """
    here = connection.settings_dict
    return f"{settings.SITE_URL} ({database_id(here['HOST'], str(here['PORT']), str(here['NAME']))})"


@lru_cache(maxsize=2)
def database_id(host: str, port: str, name: str) -> str:
    """What this database, at this address, was called at its first use. Of two processes at once, the first one counts.

    The address is there to tell databases apart: a process may meet several, as tests do.
    """
    return _only().name


def last_built() -> str:
    """The name of the index that was built last, by whatever process; ``""`` before there is one.

    After a restore the database counts on from an older number, and comes by the same numbers with other contents. A
    restore ends with a rebuild, so numbers of before and after it are told apart by this name. A process asks the
    database once: it must not outlive a restore, and a rebuild for another reason changes no page.
    """
    here = connection.settings_dict
    return built_in(here["HOST"], str(here["PORT"]), str(here["NAME"]))


@lru_cache(maxsize=2)
def built_in(host: str, port: str, name: str) -> str:
    """What was built last from the database at this address, when this process first asked."""
    return Installation.objects.filter(pk=ONLY).values_list("built", flat=True).first() or ""


def note_built(name: str) -> None:
    """Write down, in the caller's transaction, what index was built."""
    _only()
    Installation.objects.filter(pk=ONLY).update(built=name)


def _only() -> Installation:
    if not Installation.objects.filter(pk=ONLY).exists():
        with transaction.atomic():
            Installation.objects.bulk_create([Installation(pk=ONLY, name=secrets.token_hex(4))], ignore_conflicts=True)
    return Installation.objects.get(pk=ONLY)
