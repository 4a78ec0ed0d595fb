"""Wrong or missing settings: the process refuses to start, and says which variable and what it should be."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cms.settings.env import ROOT

KEY = "a-key-for-tests-" + "k" * 50


def start(folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Start a process with exactly these settings, as an operator would; it only reads its settings."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KENNIS_")}
    defaults = {"KENNIS_SECRET_KEY": KEY, "KENNIS_DATA_DIR": str(folder), "KENNIS_ENV_FILE": ""}
    given = {name: value for name, value in (defaults | settings).items() if value is not None}
    script = "import cms.settings.production as s; print(s.DATABASES['default']['ENGINE'], s.SECRET_KEY, s.LOG_LEVEL)"
    return subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=inherited | given, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("variable", "value", "should_be"),
    [
        ("KENNIS_SECRET_KEY", None, "a random text of at least 50 characters"),
        ("KENNIS_SECRET_KEY", "short", "a random text of at least 50 characters"),
        ("KENNIS_SECRET_KEY", "", "a random text of at least 50 characters"),
        ("KENNIS_DEBUG", "perhaps", "true on a developer's machine, else false"),
        ("KENNIS_SITE_URL", "kennis.voorbeeld.nl", "the site's own address"),
        ("KENNIS_SITE_URL", "https://kennis.voorbeeld.nl/", "the site's own address"),
        ("KENNIS_ALLOWED_HOSTS", "", "separated by commas"),
        ("KENNIS_BEHIND_PROXY", "sometimes", "X-Forwarded-Proto"),
        ("KENNIS_HSTS_SECONDS", "-1", "0 for no such promise"),
        ("KENNIS_DATABASE_URL", "mysql://root@localhost/kennis", "sqlite:///<file> or postgresql://"),
        ("KENNIS_DATABASE_URL", "postgresql://u:p@localhost:port/kennis", "sqlite:///<file> or postgresql://"),
        ("KENNIS_DATABASE_URL", "postgresql://u:p@localhost", "sqlite:///<file> or postgresql://"),
        ("KENNIS_DATABASE_URL", "sqlite:///", "sqlite:///<file> or postgresql://"),
        ("KENNIS_DATA_DIR", "/dev/null/folder", "a folder"),
        ("KENNIS_WORKER_POLL_SECONDS", "0.5", "seconds, at least 1"),
        ("KENNIS_WORKER_POLL_SECONDS", "soon", "seconds, at least 1"),
        ("KENNIS_EMAIL_URL", "mail.voorbeeld.nl", "smtp://user:password@host:587"),
        ("KENNIS_EMAIL_FROM", "de redactie", "redactie@voorbeeld.nl"),
        ("KENNIS_LOG_LEVEL", "LOUD", "DEBUG, INFO, WARNING or ERROR"),
        ("KENNIS_LOG_FORMAT", "xml", "json for machines or text for people"),
        ("KENNIS_ENV_FILE", "nowhere.env", "a file with a NAME=value on each line"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_should_be(
    tmp_path: Path, variable: str, value: str, should_be: str
) -> None:
    done = start(tmp_path, **{variable: value})

    assert done.returncode != 0
    last_line = done.stderr.strip().splitlines()[-1]
    assert f"Setting {variable} is missing or wrong" in last_line
    assert should_be in last_line


@pytest.mark.parametrize("command", [("manage.py", "search_status"), ("-m", "gunicorn", "cms.wsgi")])
def test_command_and_server_say_what_is_wrong_in_one_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KENNIS_")}
    environment |= {"KENNIS_DATA_DIR": str(tmp_path), "KENNIS_ENV_FILE": "", "KENNIS_LOG_LEVEL": "LOUD"}
    environment |= {"KENNIS_SECRET_KEY": KEY, "DJANGO_SETTINGS_MODULE": "cms.settings.production"}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert done.stderr.startswith("Setting KENNIS_LOG_LEVEL is missing or wrong")
    assert done.stderr.count("\n") == 1


def test_a_misspelt_setting_is_refused_with_the_name_that_was_meant(tmp_path: Path) -> None:
    done = start(tmp_path, KENNIS_DATABSE_URL="postgresql://u:p@localhost/kennis")

    assert done.returncode != 0
    assert "There is no setting KENNIS_DATABSE_URL. Did you mean KENNIS_DATABASE_URL?" in done.stderr


def test_a_refusal_shows_no_password(tmp_path: Path) -> None:
    done = start(tmp_path, KENNIS_DATABASE_URL="mysql://root:geheim@localhost/kennis")

    assert done.returncode != 0
    assert "geheim" not in done.stderr


def test_with_a_key_alone_it_starts_on_sqlite(tmp_path: Path) -> None:
    assert start(tmp_path).stdout.split() == ["django.db.backends.sqlite3", KEY, "INFO"]


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(KEY[::-1] + "\n")

    done = start(tmp_path, KENNIS_SECRET_KEY=None, KENNIS_SECRET_KEY_FILE=str(tmp_path / "key"))

    assert done.stdout.split()[1] == KEY[::-1]


def test_the_environment_wins_from_the_file_of_variables(tmp_path: Path) -> None:
    (tmp_path / "variables").write_text(f"KENNIS_LOG_LEVEL=ERROR\nKENNIS_SECRET_KEY={KEY[::-1]}\n")

    done = start(tmp_path, KENNIS_ENV_FILE=str(tmp_path / "variables"))

    assert done.stdout.split()[1:] == [KEY, "ERROR"]


def test_a_demo_makes_its_own_key_once_and_keeps_it_to_itself(tmp_path: Path) -> None:
    first, second = (start(tmp_path, KENNIS_SECRET_KEY=None, KENNIS_DEMO="true") for _ in range(2))

    assert len(first.stdout.split()[1]) >= 50
    assert first.stdout == second.stdout
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
