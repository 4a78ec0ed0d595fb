"""The whole site as a visitor meets it: `serve_demo` with its server and worker, in a data folder of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cms.demo.processes import HOST, answers
from tests.servers.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 300
STOP_SECONDS = 40


@dataclass(frozen=True)
class Site:
    """A running site with the demo content."""

    url: str
    """Its address, without a slash at the end."""
    environment: dict[str, str]
    log: Path
    """What server and worker wrote."""

    def manage(self, *arguments: str) -> str:
        """Run ``manage.py`` with this site's settings, as an operator beside the running site; what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True
        ).stdout


@contextmanager
def running_site(folder: Path, **settings: str) -> Iterator[Site]:
    """Run the site with its data in ``folder``; ``settings`` are further variables, named in full.

    Raises:
        RuntimeError: it did not start; what it said is in the message.
    """
    port = free_port()
    url = f"http://{HOST}:{port}"
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("KENNIS_", "DJANGO_"))}
    environment = inherited | {
        "KENNIS_ENV_FILE": "",
        "KENNIS_DEMO": "true",
        "KENNIS_SITE_URL": url,
        "KENNIS_DATA_DIR": str(folder / "data"),
        "KENNIS_LOG_FORMAT": "text",
        **settings,
    }
    site = Site(url, environment, folder / "site.log")
    command = [sys.executable, "manage.py", "serve_demo", "--port", str(port)]
    with site.log.open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not answers(port):
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"The site did not start:\n{site.log.read_text(errors='replace')}")
            time.sleep(0.25)
        yield site
    finally:
        server.terminate()
        try:
            server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
