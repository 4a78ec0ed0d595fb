"""Pages that change only with what is public: 304 for who has them already, and a copy for whoever asks next.

An ETag is made of all that can change in a page while the site runs. So it also names the copy, and no copy is ever
taken for another state: what was withdrawn, lowered or redacted has another ETag in the same moment. Whoever makes one
reads the content generation before anything else; read after, it would promise that the page knows of a change that
came in between.
"""

import hashlib
from collections.abc import Callable
from typing import Final

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response

from cms.website.version import page_version

PAGES: Final = "pages"
"""The cache of this process; each process has its own, so nothing has to be taken back from the others."""


def etag_of(kind: str, *state: object) -> str:
    """Changes with ``state``, with the day, and with what makes pages. ``kind`` tells the pages of one thing apart."""
    stands = (kind, *state, timezone.localdate(), page_version())
    return f'"{hashlib.sha256(repr(stands).encode()).hexdigest()[:32]}"'


def answered(request: HttpRequest, etag: str, make: Callable[[], HttpResponse]) -> HttpResponseBase:
    """304 for who has the page with this ETag; else the page, made when nobody had asked for it yet.

    Caches on the way may keep it, but must ask each time whether it still stands.
    """
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    answer: HttpResponse | None = caches[PAGES].get(etag)
    if answer is None:
        answer = make()
        caches[PAGES].set(etag, answer)
    answer["ETag"] = etag
    answer["Cache-Control"] = "no-cache"
    return answer
