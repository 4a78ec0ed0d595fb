"""Whose an index on a shared cluster is: this site's address, with what tells its database from every other one."""

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
    if not Installation.objects.filter(pk=ONLY).exists():
        with transaction.atomic():
            Installation.objects.bulk_create([Installation(pk=ONLY, name=secrets.token_hex(4))], ignore_conflicts=True)
    return Installation.objects.get(pk=ONLY).name
