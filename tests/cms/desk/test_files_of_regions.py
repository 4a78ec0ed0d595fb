"""Authors keep the files of their own region, see no other, and add the kinds that materials need."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lessons.media.models import PlatformDocument
from lessons.media.store import digest
from lessons.regions.models import Region
from tests.cms.desk import browserlike as browser
from tests.factories import author_of, make_region

pytestmark = pytest.mark.django_db


def file_of(region: Region, title: str) -> PlatformDocument:
    """A file that somebody else put into the region's collection."""
    document = PlatformDocument(title=title, collection=region.collection)
    document.file.save("blad.txt", ContentFile(b"inhoud"))
    return document


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def author(region):
    return browser.client_of(author_of(region))


def replace(client, document, name="nieuw.txt"):
    data = {"title": "Nieuwe titel", "file": SimpleUploadedFile(name, b"nieuwe inhoud"), "tags": ""}
    return client.post(reverse("wagtaildocs:edit", args=[document.pk]), data)


def test_an_author_sees_and_replaces_the_files_of_the_own_region(region, author):
    document = file_of(region, "Blad van een collega")

    listed = author.get(reverse("wagtaildocs:index")).content.decode()
    replaced = replace(author, document)

    assert "Blad van een collega" in listed
    assert replaced.status_code == 302
    document.refresh_from_db()
    assert document.title == "Nieuwe titel"
    assert document.sha256 == digest(ContentFile(b"nieuwe inhoud"))


def test_an_author_neither_sees_nor_replaces_the_files_of_another_region(author):
    document = file_of(make_region(), "Blad van een ander")

    listed = author.get(reverse("wagtaildocs:index")).content.decode()
    replace(author, document)

    assert "Blad van een ander" not in listed
    document.refresh_from_db()
    assert document.title == "Blad van een ander"


@pytest.mark.parametrize("name", ["virus.exe", "pagina.html", "tekening.svg", "archief.zip", "zonder"])
def test_a_kind_of_file_that_no_material_needs_is_refused_with_the_kinds_that_may(name, region, author):
    document = file_of(region, "Blad")

    changed = replace(author, document, name)
    added = author.post(
        reverse("wagtaildocs:add_multiple"),
        {"files[]": SimpleUploadedFile(name, b"x"), "title": name, "collection": region.collection.pk},
        headers=browser.XHR,
    ).json()

    assert changed.status_code == 200
    for text in (changed.content.decode(), added["error_message"]):
        assert "niet toegestaan" in text
        assert "csv, docx, odp, ods, odt, pdf, pptx, txt, xlsx" in text
    assert PlatformDocument.objects.count() == 1


@pytest.mark.parametrize("name", ["blad.PDF", "rekenblad.xlsx", "verslag.odt"])
def test_what_materials_need_is_taken(name, region, author):
    assert replace(author, file_of(region, "Blad"), name).status_code == 302
