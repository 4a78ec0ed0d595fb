"""What this project registers in Wagtail's admin; what each thing does stands in ``cms.desk``."""

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.desk import actions, areas, audit, borders, deleting, home
from cms.desk.areas import AreaActionView, AreasView, AreaView
from cms.desk.bulk import DeletePages, PublishPages, UnpublishPages
from cms.desk.editing import ReportViewSet
from cms.desk.facts import FactGroup
from cms.desk.guidance import GuidanceGroup
from cms.desk.records import RecordActionView, RecordsView, RecordView
from cms.desk.roles import is_editor
from cms.desk.terms import TermGroup

hooks.register("construct_page_chooser_queryset", borders.shown_in_chooser)
hooks.register("before_serve_document", borders.only_to_its_users)
hooks.register("construct_homepage_panels", home.arrange)
hooks.register("construct_page_action_menu", actions.arrange)
hooks.register("before_delete_page", deleting.refuse)
hooks.register("before_unpublish_page", deleting.refuse_unpublishing)
hooks.register("register_page_header_buttons", areas.button_for)
for bulk in (DeletePages, PublishPages, UnpublishPages):
    hooks.register("register_bulk_action", bulk, order=1)  # after Wagtail's, in their place


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    """The editor of reports, the lists of terms, and the facts."""
    return [ReportViewSet("rapporten"), TermGroup(), FactGroup(), GuidanceGroup()]


def present(request: HttpRequest) -> JsonResponse:
    """Answers who is signed in, with the token that forms need now; who is not gets Wagtail's refusal."""
    return JsonResponse({"token": get_token(request)})


@hooks.register("register_admin_urls")
def register_records() -> list[URLPattern]:
    """The pages about what is public, and the question whether one is signed in."""
    return [
        path("aanwezig/", present, name="desk_present"),
        path("openbaar/", RecordsView.as_view(), name="desk_records"),
        path("openbaar/results/", RecordsView.as_view(results_only=True), name="desk_records_results"),
        path("openbaar/<int:pk>/", RecordView.as_view(), name="desk_record"),
        path("openbaar/<int:pk>/<slug:action>/", RecordActionView.as_view(), name="desk_record_action"),
        path("gebieden/", AreasView.as_view(), name="desk_areas"),
        path("gebieden/<int:pk>/", AreaView.as_view(), name="desk_area"),
        path("gebieden/<int:pk>/<slug:action>/", AreaActionView.as_view(), name="desk_area_action"),
    ]


class EditorsMenuItem(MenuItem):
    """A menu item that only editors see."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this user is one."""
        return is_editor(request.user)


@hooks.register("register_reports_menu_item")
def register_records_menu() -> MenuItem:
    """Leads to the records."""
    return EditorsMenuItem("Openbare stukken", reverse("desk_records"), icon_name="doc-full-inverse", order=50)


@hooks.register("register_admin_menu_item")
def register_areas_menu() -> MenuItem:
    """Leads to the areas of the regions."""
    return EditorsMenuItem("Gebieden", reverse("desk_areas"), icon_name="site", order=308)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """What Wagtail's log can tell beside its own."""
    for action, formatter in audit.FORMATTERS.items():
        actions.register_action(action)(formatter)


@hooks.register("construct_main_menu")
def shorten_menu(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leave out what an author never needs. A report is a text of a region here, so Wagtail's get another name."""
    for item in menu_items:
        if item.name == "reports":
            item.label = "Overzichten"
    if not is_editor(request.user):
        menu_items[:] = [item for item in menu_items if item.name not in ("reports", "help", "images")]


@hooks.register("construct_help_menu")
def shorten_help(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Leave out what leads to pages in English, elsewhere."""
    menu_items[:] = [item for item in menu_items if item.attrs.get("target") != "_blank"]


@hooks.register("insert_global_admin_css")
def style() -> str:
    """Our few rules."""
    return format_html('<link rel="stylesheet" href="{}">', static("desk/desk.css"))


@hooks.register("insert_editor_js")
def script() -> str:
    """The list of what is missing, and the care for what is typed; the session is asked for before all else."""
    first = format_html(
        '<script src="{}" data-address="{}" data-sign-in="{}" defer></script>',
        static("desk/session.js"),
        reverse("desk_present"),
        reverse("wagtailadmin_login"),
    )
    scripts = ((static(f"desk/{name}.js"),) for name in ("problems", "drafts"))
    return first + format_html_join("", '<script src="{}" defer></script>', scripts)
