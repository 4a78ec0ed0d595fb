"""Where the benchmarks keep what they measure with, and the settings by which every process finds it.

Making 20,000 editions takes a minute or two, so they are kept in ``.state/``, under a name that changes with whatever
they are made of.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
KEPT: Final = ROOT / ".state" / "bench"
#: What the kept database depends on: how it is made, of what, and its tables.
SOURCES: Final = (
    "tests/benchmarks/editions.py",
    "tests/benchmarks/varied.py",
    "tests/benchmarks/stock/**/*.py",
    "cms/demo/content/**/*",
    "*/migrations/*.py",
    "lessons/evidence/rules.py",
    "lessons/reports/document.py",
)


def files(patterns: Iterable[str]) -> list[Path]:
    """The files of the project that these patterns name, in order."""
    return sorted({path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()})


def fingerprint() -> str:
    """Another one for other material."""
    made_of = hashlib.sha256()
    for path in files(SOURCES):
        made_of.update(f"{path.relative_to(ROOT)}\n".encode())
        made_of.update(path.read_bytes())
    return made_of.hexdigest()[:12]


def folder() -> Path:
    """The folder of this material; what other material left behind is removed."""
    mine = KEPT / fingerprint()
    for other in KEPT.glob("*") if KEPT.is_dir() else ():
        if other != mine:
            shutil.rmtree(other)
    mine.mkdir(parents=True, exist_ok=True)
    return mine


def environment(data: Path, **more: str) -> dict[str, str]:
    """The environment of a process whose data are in ``data``; nothing of an installation's own settings is in it."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("KENNIS_")}
    return inherited | {
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
        "KENNIS_ENV_FILE": "",
        "KENNIS_SECRET_KEY": "only-for-measuring-" + "x" * 50,
        "KENNIS_DEMO": "true",
        "KENNIS_DATA_DIR": str(data),
        "KENNIS_LOG_FORMAT": "text",
        "KENNIS_LOG_LEVEL": "WARNING",
        **more,
    }
