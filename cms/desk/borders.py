"""The borders between regions where Wagtail's own pages would show another region's drafts or files."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import ResolverMatch
from wagtail.admin.auth import permission_denied
from wagtail.models import Page, PageViewRestriction
from wagtail.permissions import policy_registry

from cms.desk.roles import is_editor
from lessons.media.models import PlatformDocument, PlatformImage
from lessons.media.permissions import may_choose
from lessons.records.refusals import NotApproved
from lessons.regions.models import RegionIndexPage

RESTRICTED = "Wat gepubliceerd is, is openbaar. Een rapport, een regio en wat erboven staat krijgen geen wachtwoord."
CHOOSERS = ("wagtailadmin_choose_page_child", "wagtailadmin_choose_page_chosen_multiple")
BULK = "wagtail_bulk_action"
NAMESPACES = (["wagtailadmin_reports"], ["wagtailadmin_pages"], ["wagtailadmin_api"])
#: How the addresses under ``wagtailadmin_pages`` call the pages that they are about. Some of those views, as that of a
#: move and those of a review, show a title before they ask for a right.
PAGE_KEYS = ("page_id", "page_to_move_id", "parent_page_id", "destination_id", "pk")
FILES: dict[str, Any] = {model._meta.model_name: model for model in (PlatformDocument, PlatformImage)}
HIGHEST_ID = 2**63 - 1  # what both databases can compare with


def explorable(user: Any) -> QuerySet[Page]:
    """The pages that ``user`` may explore: the own region with its drafts, and what stands above it."""
    pages: QuerySet[Page] = policy_registry.get_by_type(Page).explorable_instances(user)
    return Page.objects.filter(pk__in=pages.values("pk"))


def visible(user: Any) -> QuerySet[Page]:
    """The pages whose titles ``user`` may see in a chooser: the explorable ones, and what is public.

    Choosers show the title of a draft. A public page that is being renamed is left out until the name is public.
    """
    return explorable(user) | Page.objects.live().filter(draft_title=F("title"))


def shown_in_chooser(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """What a page chooser may list. Named by id, since its search knows no filter on the title of a draft."""
    return pages & Page.objects.filter(pk__in=visible(request.user).values("pk"))


def is_id(text: str) -> bool:
    """Whether something could have this id. Wagtail's own pages would fail on anything else."""
    return text.isascii() and text.isdigit() and int(text) <= HIGHEST_ID


def by_id(ids: list[str]) -> list[int]:
    """The ids as numbers; what is no id is nobody's."""
    return [int(i) for i in ids if is_id(i)]


def shows_hidden_pages(request: HttpRequest, match: ResolverMatch) -> bool:
    """Whether the answer would show, whatever the user's rights, the title of a page that is not theirs to see."""
    if match.url_name == "wagtailadmin_choose_page_child":
        return hidden(by_id([str(match.kwargs["parent_page_id"])]), visible(request.user))
    if match.url_name == "wagtailadmin_choose_page_chosen_multiple":
        return hidden(by_id(request.GET.getlist("id")), visible(request.user))
    if match.namespaces == ["wagtailadmin_pages"]:
        named = [str(match.kwargs[key]) for key in PAGE_KEYS if key in match.kwargs]
        return hidden(by_id(named), explorable(request.user))
    ids = request.GET.getlist("id")
    if match.url_name != BULK or match.kwargs["model_name"] != "page":
        return False
    if "all" not in ids:
        return hidden(by_id(ids), explorable(request.user))
    parent = Page.objects.filter(pk__in=by_id(request.GET.getlist("childOf"))).first()
    listed = parent.get_descendants() if parent else Page.objects.all()
    return listed.exclude(pk__in=visible(request.user).values("pk")).exists()


def hidden(ids: list[int], allowed: QuerySet[Page]) -> bool:
    """Whether one of these pages is there and not allowed."""
    return Page.objects.filter(pk__in=ids).exclude(pk__in=allowed.values("pk")).exists()


def shows_hidden_files(request: HttpRequest, match: ResolverMatch) -> bool:
    """Whether the answer would show the titles of files of other regions."""
    if match.namespaces[:1] == ["wagtailadmin_api"]:
        return "pages" not in match.namespaces  # it lists the files of everybody
    model = FILES.get(match.kwargs.get("model_name", "")) if match.url_name == BULK else None
    if model is None:
        return False
    mine = policy_registry.get_by_type(model).instances_user_has_any_permission_for(
        request.user, ["choose", "change", "add", "delete"]
    )
    named = model.objects.filter(pk__in=by_id(request.GET.getlist("id")))
    return bool(named.exclude(pk__in=mine.values("pk")).exists())


class Borders:
    """Refuses requests to the admin that would list pages the user may not see, and to its overviews."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        """Nothing to do before the view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:
        """Look at what the request names. Where Wagtail itself would refuse, its own refusal is given.

        Raises:
            PermissionDenied: it names what this user may not see.
            Http404: it names no number where a number is meant.
        """
        match = request.resolver_match
        named = request.GET.getlist("id") if match is not None and match.url_name in (BULK, CHOOSERS[1]) else []
        if not all(name == "all" or is_id(name) for name in named):
            raise Http404
        if match is None or not is_guarded(match) or not request.user.is_authenticated or is_editor(request.user):
            return None
        if match.namespaces == ["wagtailadmin_reports"]:  # their filters name the users of all regions
            raise PermissionDenied
        if not shows_hidden_pages(request, match) and not shows_hidden_files(request, match):
            return None
        if match.namespaces == ["wagtailadmin_pages"]:
            refusal: HttpResponseBase = permission_denied(request)
            return refusal
        raise PermissionDenied


def is_guarded(match: ResolverMatch) -> bool:
    """Whether the address is one that ``Borders`` looks at; most are not, and cost no query."""
    return match.namespaces[:1] in NAMESPACES or match.url_name in (*CHOOSERS, BULK)


def only_to_its_users(document: PlatformDocument, request: HttpRequest) -> None:
    """Serve a file of the CMS only to who may choose it; the public gets files from editions.

    Raises:
        Http404: for everybody else, so that the address does not tell whether there is such a file.
    """
    if not request.user.is_authenticated or not may_choose(request.user, document):
        raise Http404


def refuse_restriction(instance: PageViewRestriction, raw: bool, **kwargs: Any) -> None:
    """Refuse a restriction on a report, a region, or what stands above them. Connected to ``pre_save``.

    A dump that is being loaded (``raw``) has no pages yet to ask.

    Raises:
        NotApproved: it would hide what is public by its record.
    """
    if raw:
        return
    path = instance.page.path
    for index in RegionIndexPage.objects.values_list("path", flat=True):
        if path.startswith(index) or index.startswith(path):
            raise NotApproved(RESTRICTED)
