"""One transaction for each change at the desk, and a refusal that its caller understands."""

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from cms.desk.middleware import OneTransaction
from lessons.records.refusals import KeepText, NotApproved

pytestmark = pytest.mark.django_db


def asked(path: str = "/beheer/pages/1/edit/", **headers: str) -> HttpRequest:
    request = RequestFactory().post(path, headers=headers)
    request.session, request.user = {}, User()
    request._messages = FallbackStorage(request)
    return request


def answer(request: HttpRequest, error: Exception | None) -> HttpResponse | None:
    """What the middleware makes of a view that writes a group and then raises ``error``."""

    def view(request: HttpRequest) -> HttpResponse:
        Group.objects.create(name="geschreven")
        if error is not None:
            raise error
        return HttpResponse("goed")

    return OneTransaction(lambda request: HttpResponse()).process_view(request, view, (), {})


def was_kept() -> bool:
    return Group.objects.filter(name="geschreven").exists()


def test_what_goes_well_stays():
    assert answer(asked(), None).content == b"goed"
    assert was_kept()


def test_a_refusal_undoes_everything_and_leads_back_with_its_text():
    request = asked(Referer="http://testserver/beheer/pages/1/edit/")

    response = answer(request, NotApproved("Niet goedgekeurd."))

    assert (response.status_code, response.url) == (302, "http://testserver/beheer/pages/1/edit/")
    assert [str(message) for message in get_messages(request)] == ["Niet goedgekeurd."]
    assert not was_kept()


def test_a_refusal_that_keeps_the_text_keeps_it():
    answer(asked(), KeepText("Lees opnieuw."))

    assert was_kept()


def test_any_other_error_undoes_everything():
    with pytest.raises(ZeroDivisionError):
        answer(asked(), ZeroDivisionError())
    assert not was_kept()


def test_nobody_is_led_to_another_site():
    assert answer(asked(Referer="https://elders.example/"), NotApproved("Nee.")).url == "/beheer/"


def test_autosave_gets_json():
    response = answer(asked(Accept="application/json"), NotApproved("Nee."))

    assert response.status_code == 400
    assert b'"error_message": "Nee."' in response.content


def test_a_dialog_is_told_where_to_go():
    response = answer(asked(**{"X-Requested-With": "XMLHttpRequest"}), NotApproved("Nee."))

    assert b'"step": "success"' in response.content


def test_requests_outside_the_desk_are_left_alone():
    assert answer(asked("/zoeken/"), None) is None
