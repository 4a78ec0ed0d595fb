"""Pages travel compressed: a first view has to fit in 150 kB, also where no proxy stands in front."""

import pytest
from django.test import Client

from tests.factories import make_region, make_report, publish

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    [
        "/stijlgids/",
        "/bewijstreden/",
        "/regios/",
        "/tijdlijn/",
        "/regelingen/",
        "/wat-kan-nu/",
        "/regios/veenrand/",
        "/casus/1/",
    ],
)
def test_a_public_page_is_compressed_for_who_can_read_that(client: Client, path: str) -> None:
    publish(make_report(make_region("Veenrand")))
    answer = client.get(path, headers={"accept-encoding": "gzip"})

    assert answer.status_code == 200
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert "Content-Encoding" not in client.get(path)


def test_a_compressed_page_is_still_known_to_be_unchanged(client: Client) -> None:
    record = publish(make_report(make_region("Veenrand")))
    path, compressed = f"/casus/{record.number}/", {"accept-encoding": "gzip"}
    etag = client.get(path, headers=compressed)["ETag"]

    assert client.get(path, headers=compressed | {"if-none-match": etag}).status_code == 304
