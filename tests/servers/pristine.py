"""The test database as it is before the first test, kept beside it.

A test with real transactions leaves the database empty, without the pages that migrations make; it is put back from
here. On SQLite the copy also serves the next run: building a database takes ten times as long as copying it. It is
named by what the migrations say and which versions ran them, so that other migrations make another one.
"""

import hashlib
import shutil
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".state" / "migrated"


class Pristine(Protocol):
    """A copy of the test database. Nothing may be connected to the database while it is kept or put back."""

    def keep(self) -> None:
        """Make the copy."""

    def put_back(self) -> None:
        """Make the database what it was when it was kept."""

    def forget(self) -> None:
        """Throw away what the next run has no use for."""


def fingerprint() -> str:
    """What the shape of the database depends on."""
    digest = hashlib.sha256(sys.version.encode())
    for path in [*sorted(ROOT.glob("*/migrations/*.py")), ROOT / "requirements.txt"]:
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@dataclass(frozen=True)
class SqlitePristine:
    """A file beside the database; and one in `.state` for the next run."""

    database: Path

    @property
    def copy(self) -> Path:
        """The copy for this run."""
        return self.database.with_suffix(".pristine")

    @property
    def lasting(self) -> Path:
        """Where the copy for the present migrations is from an earlier run, or would be."""
        return FOLDER / f"{fingerprint()}.sqlite3"

    def begin(self) -> bool:
        """Put an earlier run's copy where the database will be; whether there was one."""
        try:
            shutil.copyfile(self.lasting, self.database)
        except FileNotFoundError:
            return False
        return True

    def keep(self) -> None:
        """Copy it, with what is still in the write-ahead log; the older copies in `.state` are of no use any more."""
        with closing(sqlite3.connect(self.database)) as source, closing(sqlite3.connect(self.copy)) as target:
            source.backup(target)
        if self.lasting.exists():
            return
        FOLDER.mkdir(parents=True, exist_ok=True)
        for older in FOLDER.glob("*.sqlite3"):
            older.unlink(missing_ok=True)
        draft = FOLDER / f"draft-{hashlib.sha256(str(self.database).encode()).hexdigest()[:8]}"
        shutil.copyfile(self.copy, draft)
        draft.replace(self.lasting)

    def put_back(self) -> None:
        """Copy it back, and drop the log of the database that it replaces."""
        for suffix in ("-wal", "-shm"):
            Path(f"{self.database}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(self.copy, self.database)

    def forget(self) -> None:
        """The copy is in a folder that goes with the run."""


@dataclass(frozen=True)
class PostgresPristine:
    """A second database on the same server; the server copies whole databases in a tenth of a second."""

    settings: dict[str, Any]
    """Django's settings of the connection."""

    @property
    def database(self) -> str:
        """The name of the test database."""
        return str(self.settings["NAME"])

    @property
    def copy(self) -> str:
        """The name of the copy."""
        return f"{self.database}_pristine"

    def keep(self) -> None:
        """Copy the database."""
        self._replace(self.copy, self.database)

    def put_back(self) -> None:
        """Make the database anew from the copy; whoever is still connected to it is thrown out."""
        self._replace(self.database, self.copy)

    def forget(self) -> None:
        """Drop the copy."""
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.copy)

    def _replace(self, name: str, by: str) -> None:
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        self._run("CREATE DATABASE {} TEMPLATE {}", name, by)

    def _run(self, statement: str, *names: str) -> None:
        server = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
        given = {ours: self.settings[theirs] for ours, theirs in server.items() if self.settings[theirs]}
        with psycopg.connect(dbname="postgres", autocommit=True, **given) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
