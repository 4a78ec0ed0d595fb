"""A migrated SQLite database, kept between runs: building one takes ten times as long as copying it.

What is kept is a copy from before the first test, so that no test can spoil it for the next run. It is named by what
the migrations say and which versions ran them; other migrations make another copy.
"""

import hashlib
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".state" / "migrated"


def fingerprint() -> str:
    """What the shape of the database depends on."""
    digest = hashlib.sha256(sys.version.encode())
    for path in [*sorted(ROOT.glob("*/migrations/*.py")), ROOT / "requirements.txt"]:
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def kept() -> Path:
    """Where the copy for the present migrations is, or would be."""
    return FOLDER / f"{fingerprint()}.sqlite3"


def copy_to(database: Path) -> bool:
    """Put the kept copy at ``database``; whether there was one."""
    try:
        shutil.copyfile(kept(), database)
    except FileNotFoundError:
        return False
    return True


def keep(database: Path) -> None:
    """Keep a copy of ``database``, and only this one: older migrations do not come back."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    draft = FOLDER / f"{database.name}.{hashlib.sha256(str(database).encode()).hexdigest()[:8]}"
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(draft)) as target:
        source.backup(target)  # also takes what is still in the write-ahead log
    for older in FOLDER.glob("*.sqlite3"):
        older.unlink(missing_ok=True)
    draft.replace(kept())
