"""A word for what the pages are made with: it changes with every template, style sheet and page module."""

import hashlib
from functools import lru_cache
from pathlib import Path

from django.templatetags.static import static

ROOT = Path(__file__).resolve().parents[2]


@lru_cache(maxsize=1)
def page_version() -> str:
    """Read once in the life of a process; part of every ETag."""
    made = hashlib.sha256(static("site.css").encode())
    for folder, ending in (
        ("templates", "*.html"),
        ("cms/website", "*.py"),
        ("search/web", "*.py"),
        ("lessons", "*.py"),
    ):
        for path in sorted((ROOT / folder).rglob(ending)):
            made.update(path.read_bytes())
    return made.hexdigest()[:12]
