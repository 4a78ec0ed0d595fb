"""Fills in and posts the editor's forms as a browser would: every field that the page shows is sent."""

import re
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from lessons.regions.models import Region
from lessons.reports.models import CaseReport

FORM = "page-edit-form"
XHR = {"X-Requested-With": "XMLHttpRequest"}


def client_of(user: User) -> Client:
    """A browser in which ``user`` is signed in."""
    client = Client()
    client.force_login(user)
    return client


def soup(response: HttpResponse) -> BeautifulSoup:
    """The answer's page."""
    return BeautifulSoup(response.content, "html.parser")


def values_of(form: Tag) -> dict[str, list[str]]:
    """What the form would send as it stands, with its dialogs, which scripts move into it; without empty rows."""
    for template in form.find_all("template", id=re.compile("EMPTY_FORM_TEMPLATE$")):
        template.extract()
    sent: dict[str, list[str]] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name = field.get("name")
        if not name or field.has_attr("disabled"):
            continue
        if field.name == "textarea":
            values = [field.get_text().removeprefix("\n")]
        elif field.name == "select":
            chosen = field.find_all("option", selected=True)
            first = [] if field.has_attr("multiple") else field.find_all("option")[:1]
            values = [str(option["value"]) for option in chosen or first]
        elif field.get("type") in ("checkbox", "radio"):
            values = [str(field.get("value", "on"))] if field.has_attr("checked") else []
        elif field.get("type") in ("submit", "button", "file"):
            continue
        else:
            values = [str(field.get("value", ""))]
        sent.setdefault(name, []).extend(values)
    return sent


def edit_url(report: CaseReport) -> str:
    """The report's page in the editor."""
    return reverse("wagtailadmin_pages:edit", args=[report.pk])


def add_url(region: Region) -> str:
    """Where a new report of the region is written."""
    return reverse("wagtailadmin_pages:add", args=["lessons", "casereport", region.pk])


def shown_form(client: Client, url: str) -> Tag:
    """Open the editor."""
    response = client.get(url)
    assert response.status_code == 200, response
    form = soup(response).find(id=FORM)
    assert isinstance(form, Tag)
    return form


def opened_form(client: Client, url: str) -> dict[str, Any]:
    """Open the editor; answers what its form would send."""
    return values_of(shown_form(client, url))


def post(client: Client, url: str, changes: dict[str, Any] | None = None, action: str = "") -> Any:
    """Open the editor, change some fields, press a button."""
    form = shown_form(client, url)
    data = values_of(form) | (changes or {})
    if action:
        data[action] = "1"
    return client.post(str(form["action"]), data, headers={"Referer": f"http://testserver{url}"})


def save(client: Client, report: CaseReport, **changes: Any) -> Any:
    """Save a draft."""
    return post(client, edit_url(report), changes)


def submit(client: Client, report: CaseReport, **changes: Any) -> Any:
    """Submit for review."""
    return post(client, edit_url(report), changes, "action-submit")


def task_url(report: CaseReport, action: str) -> str:
    """Where a dialog of the review sends its answer."""
    state = CaseReport.objects.get(pk=report.pk).current_workflow_task_state
    return reverse("wagtailadmin_pages:workflow_action", args=[report.pk, action, state.pk])


def approve(client: Client, report: CaseReport) -> Any:
    """Approve by the dialog, without opening the editor."""
    return client.post(task_url(report, "approve"), headers={"Referer": f"http://testserver{edit_url(report)}"})


def approve_in_form(client: Client, report: CaseReport, **changes: Any) -> Any:
    """Press the button of approval under the form, with changes or without."""
    return post(client, edit_url(report), {"workflow-action-name": "approve", **changes}, "action-workflow-action")


def told(response: HttpResponse) -> list[str]:
    """The messages of the answer's request, as plain text."""
    request = response.wsgi_request  # type: ignore[attr-defined]  # set by the test client
    return [BeautifulSoup(str(m), "html.parser").get_text(" ", strip=True) for m in request._messages]


def problems(response: HttpResponse) -> dict[str, str]:
    """The list above the form: sentence → the element that its link leads to."""
    links = soup(response).select("[data-desk-problem]")
    return {link.get_text(strip=True): str(link["href"]).removeprefix("#") for link in links}
