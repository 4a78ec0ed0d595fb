"""``/zoeken/``: the whole page, or for htmx only what changes on it."""

import structlog
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from search.engines.base import EngineError
from search.index.connection import engine
from search.query.request import SearchRequest
from search.web.page import search_page, url_of

log = structlog.get_logger(__name__)

RETRY_SECONDS = 60


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for the results alone. Going back in history asks for the whole page."""
    return bool(request.headers.get("HX-Request")) and not request.headers.get("HX-History-Restore-Request")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer whatever the address line asks; 503 while the engine cannot."""
    fragment = wants_fragment(request)
    asked = SearchRequest.from_params(dict(request.GET.lists()))
    try:
        context = search_page(engine(), asked)
    except EngineError as error:
        log.warning("search_unavailable", error=str(error))
        answer = render(request, "search/unavailable.html" if fragment else "website/503.html", status=503)
        answer["Retry-After"] = str(RETRY_SECONDS)
    else:
        answer = render(request, "search/results.html" if fragment else "search/page.html", context)
    if fragment:
        answer["HX-Push-Url"] = url_of(asked)  # the form would leave every empty field in the address line
    patch_vary_headers(answer, ["HX-Request", "HX-History-Restore-Request"])
    answer["Cache-Control"] = "no-cache"
    return answer
