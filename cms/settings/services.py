"""The settings of what the site talks to: database and mail."""

from collections.abc import Callable
from typing import Any

import dj_database_url
import dj_email_url

from cms.settings.env import read, refusal

SQLITE_OPTIONS = {
    # Write-ahead log and immediate transactions: readers never wait, and a read-then-write never fails on a lock.
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,  # seconds
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; "
    "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY",
}
DATABASE_MEANING = "sqlite:///<file> or postgresql://user:password@host:port/name"
MAIL_MEANING = "console: to print mail, or smtp://user:password@host:587/?tls=True, or smtps://user:password@host:465"


def parsed(parse: Callable[[str], Any], url: str, variable: str, meaning: str) -> dict[str, Any]:
    """What the library's ``parse`` makes of ``url``, or our refusal when it cannot read it.

    Raises:
        ImproperlyConfigured: the address cannot be read, for instance because its port is no number.
    """
    try:
        return dict(parse(url))
    except (ValueError, KeyError) as error:
        raise refusal(variable, str(error), meaning) from None


def database(default_file: str) -> dict[str, Any]:
    """Django's settings for the database: the one of ``KENNIS_DATABASE_URL``, or SQLite in ``default_file``.

    Raises:
        ImproperlyConfigured: the address is neither SQLite nor PostgreSQL, or names no database.
    """
    url: str | None = read("str", "DATABASE_URL", DATABASE_MEANING, default=None)
    if url is None:
        # Not by way of an address: the folder's name may hold characters that mean something else there.
        found: dict[str, Any] = {"ENGINE": "django.db.backends.sqlite3", "NAME": default_file}
    elif url.startswith(("sqlite:///", "postgresql://", "postgres://")):
        found = parsed(dj_database_url.parse, url, "KENNIS_DATABASE_URL", DATABASE_MEANING)
    else:
        raise refusal("KENNIS_DATABASE_URL", "it is no address of a database that we know", DATABASE_MEANING)
    if found["NAME"] in ("", ":memory:"):
        raise refusal("KENNIS_DATABASE_URL", "it names no database", DATABASE_MEANING)
    sqlite = found["ENGINE"] == "django.db.backends.sqlite3"
    found["CONN_MAX_AGE"] = None  # opening a connection costs more than most queries
    found["CONN_HEALTH_CHECKS"] = not sqlite
    if sqlite:
        found["OPTIONS"] = SQLITE_OPTIONS
    return found


def mail() -> dict[str, Any]:
    """Django's ``EMAIL_`` settings, from ``KENNIS_EMAIL_URL``.

    Raises:
        ImproperlyConfigured: the address is of no kind that we know.
    """
    url: str = read("str", "EMAIL_URL", MAIL_MEANING, default="console:")
    if url != "console:" and not url.startswith(("smtp://", "smtps://")):
        raise refusal("KENNIS_EMAIL_URL", "it is no address of a mail server", MAIL_MEANING)
    return parsed(dj_email_url.parse, url, "KENNIS_EMAIL_URL", MAIL_MEANING)
