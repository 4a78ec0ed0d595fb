"""The files that editions name, kept by their content: what was published once can be served unchanged."""

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage


def store() -> FileSystemStorage:
    """The storage of published files. It has no public address; one view serves from it."""
    return FileSystemStorage(location=Path(settings.EDITION_FILES), base_url=None)


def digest(file: Any) -> str:
    """The SHA-256 of a file's content, as hexadecimal text; the file is read from its start."""
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


def keep(file: Any) -> str:
    """Keep a copy of ``file`` under its SHA-256 and answer that; the same content is kept once."""
    sha256 = digest(file)
    storage = store()
    if not storage.exists(sha256):
        file.seek(0)
        storage.save(sha256, file)
    return sha256
