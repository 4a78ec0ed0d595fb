"""The borders between regions where Wagtail's own pages would show another region's drafts or files."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.urls import ResolverMatch
from wagtail.models import Page, PageViewRestriction
from wagtail.permissions import policy_registry

from cms.desk.roles import is_editor
from lessons.media.models import PlatformDocument
from lessons.media.permissions import may_choose
from lessons.records.refusals import NotApproved
from lessons.regions.models import RegionIndexPage

RESTRICTED = "Wat gepubliceerd is, is openbaar. Een rapport, een regio en wat erboven staat krijgen geen wachtwoord."
GUARDED = ("wagtailadmin_choose_page_child", "wagtailadmin_choose_page_chosen_multiple", "wagtail_bulk_action")
HIGHEST_ID = 2**63 - 1  # what both databases can compare with


def visible(user: Any) -> QuerySet[Page]:
    """The pages whose titles ``user`` may see: what is public, and what the user may explore."""
    explorable = policy_registry.get_by_type(Page).explorable_instances(user)
    return Page.objects.filter(pk__in=explorable.values("pk")) | Page.objects.live()


def shown_in_chooser(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """What a page chooser may list."""
    return pages & visible(request.user)


def named_pages(request: HttpRequest, match: ResolverMatch) -> QuerySet[Page] | None:
    """The pages whose titles the answer would show whatever the user's rights; None where there are none."""
    name = match.url_name
    if name == "wagtailadmin_choose_page_child":
        return Page.objects.filter(pk=match.kwargs["parent_page_id"])
    if name == "wagtailadmin_choose_page_chosen_multiple":
        return by_id(request.GET.getlist("id"))
    if name == "wagtail_bulk_action" and match.kwargs["model_name"] == "page":
        ids = request.GET.getlist("id")
        if "all" not in ids:
            return by_id(ids)
        parent = by_id(request.GET.getlist("childOf")).first()
        return parent.get_descendants() if parent else Page.objects.all()
    return None


def by_id(ids: list[str]) -> QuerySet[Page]:
    """The pages with these ids; what is no id is nobody's."""
    return Page.objects.filter(pk__in=[int(i) for i in ids if i.isascii() and i.isdigit() and int(i) <= HIGHEST_ID])


class Borders:
    """Refuses requests to the admin that would list pages the user may not see, and the report of page types."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        """Nothing to do before the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Look at what the request names.

        Raises:
            PermissionDenied: it names what this user may not see.
        """
        match = request.resolver_match
        if match is None or not is_guarded(match) or not request.user.is_authenticated or is_editor(request.user):
            return
        if match.namespaces == ["wagtailadmin_reports"] and (match.url_name or "").startswith("page_types_usage"):
            raise PermissionDenied
        named = named_pages(request, match)
        if named is not None and named.exclude(pk__in=visible(request.user).values("pk")).exists():
            raise PermissionDenied


def is_guarded(match: ResolverMatch) -> bool:
    """Whether the address is one that ``Borders`` looks at; most are not, and cost no query."""
    return match.namespaces == ["wagtailadmin_reports"] or match.url_name in GUARDED


def only_to_its_users(document: PlatformDocument, request: HttpRequest) -> None:
    """Serve a file of the CMS only to who may choose it; the public gets files from editions.

    Raises:
        Http404: for everybody else, so that the address does not tell whether there is such a file.
    """
    if not request.user.is_authenticated or not may_choose(request.user, document):
        raise Http404


def refuse_restriction(instance: PageViewRestriction, **kwargs: Any) -> None:
    """Refuse a restriction on a report, a region, or what stands above them. Connected to ``pre_save``.

    Raises:
        NotApproved: it would hide what is public by its record.
    """
    path = instance.page.path
    for index in RegionIndexPage.objects.values_list("path", flat=True):
        if path.startswith(index) or index.startswith(path):
            raise NotApproved(RESTRICTED)
