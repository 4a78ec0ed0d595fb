"""Addresses: permanent, Dutch and short. The page tree comes last."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.website.ready import ready
from cms.website.styleguide import styleguide


def alive(request: HttpRequest) -> HttpResponse:
    """``/gezond/``: this process answers. Asks nothing of anybody, so that a restart is never due to a neighbour."""
    return HttpResponse("in orde\n", content_type="text/plain; charset=utf-8")


urlpatterns = [
    path("gezond/", alive, name="alive"),
    path("gereed/", ready, name="ready"),
    path("stijlgids/", styleguide, name="styleguide"),
    path("beheer/", include(wagtailadmin_urls)),
    path("documenten/", include(wagtaildocs_urls)),
    path("", include("cms.website.urls")),
    path("", include(wagtail_urls)),
]
