"""The real browser of the journeys: Debian's Chromium, or the one that ``CHROMIUM`` names."""

import os
import shutil
from pathlib import Path

from tests.servers.absence import Absent

NAMES = ("chromium", "chromium-browser", "google-chrome")
# No sandbox: root may not have one. The rest keeps the browser from looking outside by itself.
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> Path:
    """The browser's program.

    Raises:
        Absent: there is none on this machine.
    """
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, NAMES)), None)
    if found and Path(found).is_file():
        return Path(found)
    raise Absent("Chromium is not on this machine (Debian: apt-get install chromium; or set CHROMIUM to its path)")
