"""Who is signed out while typing keeps the text: no answer leads away from it."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.cms.desk import browserlike as browser
from tests.factories import author_of, make_region, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    return make_report()


@pytest.fixture
def address(report):
    return browser.edit_url(report)


def test_a_post_of_who_is_signed_out_is_refused_in_words_and_leads_nowhere(address):
    response = Client().post(address, {"title": "Wat ik typte"})

    assert response.status_code == 403
    assert "Ga met de knop Terug van uw browser naar uw tekst" in response.content.decode()


def test_autosave_of_who_is_signed_out_is_told_so(address):
    response = Client().post(address, {"title": "Wat ik typte"}, headers={"Accept": "application/json"})

    assert response.status_code == 403
    answer = response.json()
    assert answer["error_message"] == "U bent uitgelogd. Meld u in een ander tabblad aan; uw tekst blijft hier staan."
    assert answer["error_code"] == "locked"  # Wagtail shows the text of the codes that it knows


def test_a_form_of_an_older_session_is_refused_in_the_same_words(report, address):
    client = Client(enforce_csrf_checks=True)
    client.force_login(author_of(report.get_parent().specific))

    response = client.post(address, {"title": "Wat ik typte", "csrfmiddlewaretoken": "van vroeger"})

    assert response.status_code == 403
    assert "Kopieer uw tekst" in response.content.decode()


def test_everybody_can_sign_in(report):
    assert Client().post(reverse("wagtailadmin_login"), {"username": "x", "password": "y"}).status_code == 200
    assert Client().post(reverse("wagtailadmin_password_reset"), {"email": "x@voorbeeld.nl"}).status_code == 302


def test_the_question_who_is_signed_in_answers_with_the_present_token(report):
    client = browser.client_of(author_of(make_region()))

    assert client.get(reverse("desk_present"), headers=browser.XHR).json()["token"]
    assert Client().get(reverse("desk_present"), headers=browser.XHR).status_code == 403


def test_the_editor_asks_before_it_sends(report, address):
    client = browser.client_of(author_of(report.get_parent().specific))

    script = browser.soup(client.get(address)).select_one("script[data-address]")

    assert script["data-address"] == reverse("desk_present")
