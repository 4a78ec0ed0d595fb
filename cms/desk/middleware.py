"""What holds for every request under the admin's path: one transaction, clear refusals, a policy of its own."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from lessons.records.refusals import KeepText, NotApproved

SIGNED_OUT = "U bent uitgelogd. Meld u in een ander tabblad aan; uw tekst blijft hier staan."
#: What may be posted without being signed in.
FOR_EVERYBODY = ("wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_password_reset")
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")


def in_admin(request: HttpRequest) -> bool:
    """Whether the request is one to the admin."""
    return request.path_info.startswith(reverse("wagtailadmin_home"))


class OneTransaction:
    """Runs every unsafe request to the admin in one transaction, and turns a refusal into a message.

    A ``KeepText`` was raised before anything was decided: what the request saved until then stays. Any other
    ``NotApproved`` undoes all of it. Who is signed out
    gets an answer that leaves the text on the screen. Must stand after the middlewares of session, user and messages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing to do before the view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        """Answer the request with its view, inside a transaction."""
        if request.method in SAFE or not in_admin(request):
            return None
        if is_signed_out(request):
            return keep_typed(request)
        refusal: NotApproved
        try:
            with transaction.atomic():
                try:
                    return view(request, *args, **kwargs)
                except KeepText as kept:
                    refusal = kept
        except NotApproved as refused:
            refusal = refused
        return refuse(request, str(refusal))


def is_signed_out(request: HttpRequest) -> bool:
    """Whether the session of who sends this ended."""
    match = request.resolver_match
    name = match.url_name or "" if match else ""
    return not request.user.is_authenticated and not name.startswith(FOR_EVERYBODY)


def keep_typed(request: HttpRequest) -> HttpResponse:
    """The answer to who typed and is signed out: no redirect, which would take the browser away from the text."""
    if wants_json(request):
        return json_refusal(SIGNED_OUT, status=403)
    return render(request, "403_csrf.html", status=403)


def wants_json(request: HttpRequest) -> bool:
    """Whether autosave asks."""
    return "application/json" in request.headers.get("Accept", "")


def json_refusal(text: str, status: int) -> JsonResponse:
    """A refusal as autosave reads it. It shows the text of the codes that it knows; of others a text of its own."""
    return JsonResponse({"success": False, "error_code": "locked", "error_message": text}, status=status)


def refuse(request: HttpRequest, text: str) -> HttpResponse:
    """The answer to a refused request, in the form that its caller understands."""
    if wants_json(request):
        return json_refusal(text, status=400)
    messages.error(request, text)
    back = where_from(request)
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":  # a dialog of the review
        return JsonResponse({"step": "success", "redirect": back})
    return redirect(back)


def where_from(request: HttpRequest) -> str:
    """The page of ours that the request came from, or the admin's first page."""
    referer = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure())
    return referer if ours else reverse("wagtailadmin_home")


class AdminPolicy:
    """Gives the admin its own content security policy: Wagtail's editor needs inline scripts and styles.

    Must stand after django-csp's middleware, which reads the policy from the response.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the admin's policy where it holds."""
        response = self.get_response(request)
        if in_admin(request):
            response._csp_config = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]  # django-csp
        return response
