"""``/bestand/<sha256>/<name>``: a file that an edition names, as long as one that is public does."""

import structlog
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from lessons.media.store import store
from lessons.records.models import EditionFile, PublicRecord

log = structlog.get_logger(__name__)


@require_safe
def edition_file(request: HttpRequest, sha256: str, name: str) -> HttpResponseBase:
    """Hand out a file; 410 when only withdrawn or erased editions name it, 404 when none ever did."""
    naming = EditionFile.objects.filter(sha256=sha256, name=name)
    standing = list(naming.values_list("edition__record__state", "edition__sha256"))
    if not standing:
        raise Http404
    # An erased edition has no hash any more.
    if not any(state == PublicRecord.State.OPEN and words for state, words in standing):
        return render(request, "website/410.html", status=410)
    # Always asked again: a withdrawal must reach every cache at once.
    unchanged = get_conditional_response(request, etag=f'"{sha256}"')
    return unchanged or attachment(sha256, name)


def attachment(sha256: str, name: str) -> FileResponse:
    """The file as a download, never as a page of ours."""
    try:
        file = store().open(sha256)
    except FileNotFoundError:
        log.error("published_file_missing", sha256=sha256)
        raise Http404 from None
    answer = FileResponse(file, as_attachment=True, filename=name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-cache"
    answer["ETag"] = f'"{sha256}"'
    return answer
