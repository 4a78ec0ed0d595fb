"""The site's own pages in the tree."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

from cms.website.home import home_view


class HomePage(Page):
    """``/``: the root of the site. Everything on it comes from the records; it has no text of its own."""

    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["lessons.RegionIndexPage"]

    class Meta:
        verbose_name = "homepage"
        verbose_name_plural = "homepages"

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The home page."""
        return home_view(request)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The same page: there is nothing to edit on it."""
        return home_view(request)
