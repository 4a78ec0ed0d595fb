"""A private PostgreSQL for one test run: own folder, free port, no durability, gone afterwards."""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from tests.servers.absence import Absent
from tests.servers.ports import HOST, free_port

ROLE = "kennis"
# Nothing of a test run has to survive a power cut.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def binaries() -> Path:
    """The folder of PostgreSQL's server programs, the newest version first.

    Raises:
        Absent: there is no PostgreSQL server on this machine.
    """
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    raise Absent("PostgreSQL is not on this machine (Debian: apt-get install postgresql)")


def system_user() -> str | None:
    """Whom the server runs as: itself when we are an ordinary user, ``postgres`` when we are root (it refuses root)."""
    return "postgres" if os.geteuid() == 0 else None


@contextmanager
def postgres() -> Iterator[str]:
    """Run a PostgreSQL server with an empty database; gives the address for ``KENNIS_DATABASE_URL``.

    Raises:
        Absent: there is no PostgreSQL server on this machine.
        subprocess.CalledProcessError: it could not be started; what it said is in the error's output.
    """
    programs, user = binaries(), system_user()
    folder = Path(tempfile.mkdtemp(prefix="kennis-postgres-"))
    password = secrets.token_urlsafe(16)
    (folder / "password").write_text(password)
    if user is not None:
        owner = pwd.getpwnam(user)
        for path in (folder, folder / "password"):
            os.chown(path, owner.pw_uid, owner.pw_gid)

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [programs / program, "-D", folder / "data", *arguments],
            user=user,
            group=user,
            extra_groups=[] if user else None,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=folder.joinpath("output").open("ab"),
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            said = (folder / "output").read_text(errors="replace")
            raise subprocess.CalledProcessError(done.returncode, program, said)

    port = free_port()
    options = [f"port={port}", f"listen_addresses={HOST}", f"unix_socket_directories={folder}", *QUICK]
    try:
        run(
            "initdb",
            "-A",
            "scram-sha-256",
            "-U",
            ROLE,
            f"--pwfile={folder / 'password'}",
            "-E",
            "UTF8",
            "-N",
            "--locale=C.UTF-8",
        )
        run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", " ".join(f"-c {option}" for option in options), "start")
        try:
            server = f"postgresql://{ROLE}:{password}@{HOST}:{port}"
            with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(ROLE)))
            yield f"{server}/{ROLE}"
        finally:
            run("pg_ctl", "-m", "fast", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
