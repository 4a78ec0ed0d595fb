"""``/zoeken/``: the whole page, or for htmx only what changes on it."""

import structlog
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from search.engines.base import EngineError, EngineUnavailable
from search.index.connection import engine
from search.query.request import SearchRequest
from search.web.away import away_page, reason_of
from search.web.keeping import answered, etag_of
from search.web.page import Stand, search_page, url_of

log = structlog.get_logger(__name__)


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for the results alone. Going back in history asks for the whole page."""
    return bool(request.headers.get("HX-Request")) and not request.headers.get("HX-History-Restore-Request")


@require_safe
def search(request: HttpRequest) -> HttpResponseBase:
    """Answer whatever the address line asks; 503 while the engine cannot, for what nobody asked before."""
    fragment = wants_fragment(request)
    asked = SearchRequest.from_params(dict(request.GET.lists()))
    stand = Stand.now()
    template = "search/results.html" if fragment else "search/page.html"

    def page() -> HttpResponse:
        return render(request, template, search_page(engine(), asked, stand))

    try:
        answer = answered(request, etag_of(template, repr(asked), stand), page)
    except EngineError as error:
        answer = unavailable(request, error, asked, fragment=fragment)
    if fragment:
        answer["HX-Push-Url"] = url_of(asked)  # the form would leave every empty field in the address line
    patch_vary_headers(answer, ["HX-Request", "HX-History-Restore-Request"])
    return answer


def unavailable(request: HttpRequest, error: EngineError, asked: SearchRequest, *, fragment: bool) -> HttpResponse:
    """Why there is no answer, when to come back, and what can be read meanwhile. What will not pass is an error."""
    passes = isinstance(error, EngineUnavailable)
    (log.warning if passes else log.error)("search_unavailable", kind=type(error).__name__, error=str(error))
    template = "search/unavailable.html" if fragment else "website/503.html"
    answer = render(request, template, away_page(error, asked), status=503)
    answer["Retry-After"] = str(reason_of(error).retry_seconds)
    answer["Cache-Control"] = "no-cache"
    return answer
