"""Pages that change only with what is public: 304 for who has them already, and a copy for whoever asks next.

An ETag is made of all that can change in a page while the site runs. So it also names the copy, and no copy is ever
taken for another state: what was withdrawn, lowered or redacted has another ETag in the same moment. Whoever makes one
reads the generations before anything else; read after, it would promise that the page knows of a change that came in
between.

A copy is kept compressed: most visitors get it so, and it takes a tenth of the memory.
"""

import gzip
import hashlib
from collections.abc import Callable
from typing import Final, NamedTuple

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import re_accepts_gzip
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from search.index.installation import last_built
from search.web.version import page_version

PAGES: Final = "pages"
"""The cache of this process; each process has its own, so nothing has to be taken back from the others."""
_LEVEL: Final = 2  # of compression: a larger one costs more time than it spares on the way


class _Copy(NamedTuple):
    """A page as it is kept."""

    compressed: bytes
    headers: dict[str, str]

    @classmethod
    def of(cls, answer: HttpResponse) -> "_Copy":
        """A copy of a page that was just made."""
        return cls(gzip.compress(answer.content, _LEVEL, mtime=0), dict(answer.items()))

    def answer(self, *, compressed: bool) -> HttpResponse:
        """The page again, as it is kept or as it was."""
        answer = HttpResponse(self.compressed if compressed else gzip.decompress(self.compressed), headers=self.headers)
        if compressed:
            answer["Content-Encoding"] = "gzip"
        return answer


def etag_of(kind: str, *state: object) -> str:
    """Changes with ``state``, with the day, with what makes pages, and when the database was put back.

    ``kind`` tells the pages of one thing apart.

    It is a weak one: the same page goes out compressed and as it is.
    """
    stands = (kind, *state, timezone.localdate(), page_version(), last_built())
    return f'W/"{hashlib.sha256(repr(stands).encode()).hexdigest()[:32]}"'


def answered(request: HttpRequest, etag: str, make: Callable[[], HttpResponse]) -> HttpResponseBase:
    """304 for who has the page with this ETag; else the page, made when nobody had asked for it yet.

    Caches on the way may keep it, but must ask each time whether it still stands. Whatever ``make`` raises goes on to
    the caller, and nothing is kept.
    """
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    copy: _Copy | None = caches[PAGES].get(etag)
    if copy is None:
        copy = _Copy.of(make())
        caches[PAGES].set(etag, copy)
    answer = copy.answer(compressed=bool(re_accepts_gzip.search(request.headers.get("Accept-Encoding", ""))))
    patch_vary_headers(answer, ["Accept-Encoding"])
    answer["ETag"] = etag
    answer["Cache-Control"] = "no-cache"
    return answer
