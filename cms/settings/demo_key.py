"""The secret key of a site with fictional content: made at its first start, and kept in its data folder."""

import contextlib
import os
import secrets
from pathlib import Path

FILE_NAME = "secret-key"


def demo_key(folder: Path) -> str:
    """The key in ``folder``, made there when it is missing; only this user can read the file.

    Raises:
        OSError: the folder cannot be written or the file not be read.
    """
    path = folder / FILE_NAME
    if not path.exists():
        draft = folder / f".{FILE_NAME}-{os.getpid()}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        with contextlib.suppress(FileExistsError):  # of two processes that start at once, the first one's key counts
            os.link(draft, path)
        draft.unlink()
    return path.read_text()
