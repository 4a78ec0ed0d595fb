"""Run the whole site on this machine: what `make demo` calls once everything is installed and built."""

import sys
from argparse import ArgumentParser
from contextlib import closing
from pathlib import Path
from socket import AF_INET, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.management.commands import migrate
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor
from tqdm import tqdm

from cms.demo.accounts import DEMO_LOGINS
from cms.demo.processes import HOST, Process, Supervisor, answers
from cms.settings.env import ROOT
from search.management.starting import refuse_misconfigured

WELCOME = """
  Website            {site}/
  Search             {site}/zoeken/
  Editors' desk      {site}/beheer/

{logins}
  All regions and reports are fictional. What is written stays in {data}. Ctrl-C stops server and worker.
"""


class MigrateWithBar(migrate.Command):
    """Django's `migrate`, with a progress bar in place of a line per migration."""

    bar: "tqdm[Any]"

    def migration_progress_callback(self, action: str, migration: Any = None, fake: bool = False) -> None:
        """Called by Django at each step."""
        if action == "apply_success":
            self.bar.update()


class Command(BaseCommand):
    """Prepare database, content and index where that was not done yet; then run server and worker until Ctrl-C."""

    help = "Runs the whole site with fictional content on this machine: server and worker, until Ctrl-C."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Only the port differs between two demos on one machine."""
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        """Prepare, start, watch, stop."""
        if not settings.DEMO:
            raise CommandError("This loads fictional content. Set KENNIS_DEMO=true to say that this site is for that.")
        refuse_busy(port)
        try:
            self.prepare()
        except KeyboardInterrupt as stopped:
            raise CommandError("Interrupted. `make demo` goes on from here.") from stopped
        supervisor = Supervisor(processes(port), say=self.stderr.write)
        supervisor.catch_signals()
        self.say("Starting server and worker")
        supervisor.start()
        try:
            if supervisor.run_until(lambda: answers(port)):
                self.welcome(port)
                supervisor.run_until(lambda: False)
            stopped_by_itself = not supervisor.stopping
        finally:
            supervisor.stop()
        if stopped_by_itself:
            raise CommandError("The server stopped. What it said is above.")
        self.stdout.write("Stopped. What was written is kept; `make demo` starts it again.")

    def prepare(self) -> None:
        """Bring database, content and index to where the server can start; quick when they are there already."""
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            command = MigrateWithBar()
            with tqdm(total=len(plan), desc="Preparing the database", unit="step") as command.bar:
                call_command(command, interactive=False, verbosity=0)
        refuse_misconfigured()
        call_command("load_demo")
        call_command("load_facts")
        call_command("search_rebuild", if_missing=True)
        connections.close_all()

    def welcome(self, port: int) -> None:
        """Print where the site is and who can sign in."""
        logins = "".join(f"  {login.username:18} {login.password:18} {login.role}\n" for login in DEMO_LOGINS)
        self.say(WELCOME.format(site=f"http://{HOST}:{port}", logins=logins, data=short(settings.DATA_DIR)))

    def say(self, text: str) -> None:
        """Print it now: what runs for hours must not keep its words in a buffer."""
        self.stdout.write(text)
        self.stdout.flush()


def processes(port: int) -> list[Process]:
    """The worker, and the server on ``port``."""
    manage = [sys.executable, str(ROOT / "manage.py")]
    server = [sys.executable, "-m", "gunicorn", "--chdir", str(ROOT), "--config", str(ROOT / "gunicorn.conf.py")]
    return [
        Process("worker", [*manage, "search_worker"]),
        Process("server", [*server, "--bind", f"{HOST}:{port}", "cms.wsgi"], vital=True),
    ]


def refuse_busy(port: int) -> None:
    """Stop in words when something listens on ``port``.

    Raises:
        CommandError: the port is in use, or is not ours to use.
    """
    with closing(socket(AF_INET, SOCK_STREAM)) as probe:
        probe.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise CommandError(f"Port {port} cannot be used ({error}). Choose another: make demo PORT=8001") from error


def short(path: Path) -> str:
    """``path`` from the project's folder where it is inside it."""
    return str(path.relative_to(ROOT)) + "/" if path.is_relative_to(ROOT) else str(path)
