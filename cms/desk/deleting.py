"""Deleting pages at the desk. What was public is withdrawn, with a reason that everybody can read; never deleted."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.models import Page

from cms.desk.roles import is_editor
from lessons.records.lasting import records_below
from lessons.records.models import PublicRecord
from lessons.regions.areas import PAST, has_past
from lessons.regions.models import Region
from lessons.reports.models import CaseReport

PUBLIC = (
    "Dit rapport is openbaar en kan niet worden verwijderd. Kies ‘Intrekken’: dan is het van de website en blijft te "
    "lezen waarom."
)
WITHDRAWN = (
    "Dit rapport was openbaar en is ingetrokken. Nummer, adres en de mededeling blijven; verwijderen kan daarom niet."
)
ABOVE = (
    "Hieronder staan rapporten, of zij waren hier openbaar. Verwijderen kan daarom niet. Haalt u een rapport van de "
    "website, kies dan bij dat rapport ‘Intrekken’."
)


def refusal(page: Page) -> str:
    """Why ``page`` may not be deleted, or ``""``."""
    record = PublicRecord.objects.filter(page_id=page.pk).first()
    if record is not None:
        return PUBLIC if record.is_open else WITHDRAWN
    is_region = issubclass(page.specific_class, Region)
    if records_below(page) or (is_region and CaseReport.objects.descendant_of(page).exists()):
        return ABOVE
    return PAST if is_region and has_past(page.specific) else ""


def refuse_unpublishing(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    """Lead back with the reason where the past of a region would go with it. Connected to ``before_unpublish_page``."""
    if not issubclass(page.specific_class, Region) or not has_past(page.specific):
        return None
    messages.error(request, PAST)
    return redirect("wagtailadmin_pages:edit", page.pk)


def refuse(request: HttpRequest, page: Page) -> HttpResponseBase | None:
    """Lead back with the reason, and to where a report is withdrawn. Connected to ``before_delete_page``."""
    why = refusal(page)
    if not why:
        return None
    buttons = []
    if why == PUBLIC and is_editor(request.user):
        record = PublicRecord.objects.get(page_id=page.pk)
        buttons = [messages.button(reverse("desk_record_action", args=[record.pk, "intrekken"]), "Intrekken")]
    messages.error(request, why, buttons=buttons)
    if why == ABOVE:
        return redirect("wagtailadmin_explore", page.pk)
    return redirect("wagtailadmin_pages:edit", page.pk)
