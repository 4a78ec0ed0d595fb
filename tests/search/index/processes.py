"""Real worker processes, beside the test, on its database and its index."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[3]
START_SECONDS = 60.0


def database_url() -> str:
    """The address of the test's own database."""
    given = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{given['NAME']}"
    login = f"{quote(given['USER'])}:{quote(given['PASSWORD'])}"
    return f"postgresql://{login}@{given['HOST']}:{given['PORT']}/{given['NAME']}"


def search_engine() -> dict[str, str]:
    """The variables that name the test's own engine."""
    if settings.ELASTICSEARCH is None:
        return {"KENNIS_SEARCH_DIR": str(settings.SEARCH_DIR)}
    return {
        "KENNIS_SEARCH_ENGINE": "elasticsearch",
        "KENNIS_ELASTICSEARCH_HOSTS": ",".join(settings.ELASTICSEARCH["hosts"]),
        "KENNIS_ELASTICSEARCH_PREFIX": settings.ELASTICSEARCH["prefix"],
    }


def start(folder: Path, command: str = "search_worker", *arguments: str) -> "subprocess.Popen[str]":
    """Start ``manage.py <command>`` with polling every 60 seconds; what it says is in ``folder/<command>.log``."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("KENNIS_", "DJANGO_"))}
    environment = inherited | {
        "KENNIS_ENV_FILE": "",
        "KENNIS_SECRET_KEY": "only-for-tests-" + "x" * 50,
        "KENNIS_DATA_DIR": str(folder / "data"),
        "KENNIS_DATABASE_URL": database_url(),
        **search_engine(),
        "KENNIS_WORKER_POLL_SECONDS": "60",
        "KENNIS_LOG_FORMAT": "text",
    }
    with (folder / f"{command}.log").open("a") as log:
        return subprocess.Popen(
            [sys.executable, "manage.py", command, *arguments],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        )


def wait_for(done: Callable[[], bool], seconds: float = START_SECONDS) -> float:
    """Wait until ``done()``; the seconds that it took, or ``seconds`` when it never was."""
    started = time.monotonic()
    while not done() and time.monotonic() - started < seconds:
        time.sleep(0.02)
    return time.monotonic() - started


def end(process: "subprocess.Popen[str]") -> int:
    """Ask the process to stop; its exit code."""
    process.terminate()
    try:
        return process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()
