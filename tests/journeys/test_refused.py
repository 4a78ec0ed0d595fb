"""What the server itself refuses, before any page of the site is asked for."""

import http.client
from urllib.parse import quote

import pytest

from tests.servers.site import Site


def ask(site: Site, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(site.url.removeprefix("http://"), timeout=20)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize("length", [9_000, 100_000])
def test_an_address_that_is_too_long_is_refused_in_dutch(site: Site, length: int) -> None:
    status, page = ask(site, "/zoeken/?q=" + "a" * length)

    assert status == 414
    assert "Deze vraag is te lang" in page


def test_a_long_question_with_many_filters_is_answered(site: Site) -> None:
    filters = "".join(f"&praktijk=een-lange-code-van-een-praktijk-{number}" for number in range(50))
    status, page = ask(site, f"/zoeken/?q={quote('één ' * 125)}{filters}")

    assert status == 200
    assert "Nog geen" in page
