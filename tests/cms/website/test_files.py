"""``/bestand/…``: files that editions name."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django.fixtures import Settings

from lessons.media.models import PlatformDocument
from lessons.records.models import PublicRecord
from lessons.records.publishing import withdraw
from lessons.reports.models import CaseReport
from lessons.reports.rows import Material
from tests.factories import make_report, publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folders(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT, settings.EDITION_FILES = tmp_path / "media", tmp_path / "editions"


@pytest.fixture
def file() -> PlatformDocument:
    made = PlatformDocument(title="Rekenblad", file=ContentFile(b"<script>alert(1)</script>", name="rekenblad.html"))
    made.save()
    return made


@pytest.fixture
def report(file: PlatformDocument) -> CaseReport:
    made = make_report()
    made.materials = [Material(title="Rekenblad", kind="rekenblad", licence="cc-by", file=file)]
    made.save()
    return made


def address(file: PlatformDocument) -> str:
    return f"/bestand/{file.sha256}/{file.filename}"


def test_a_published_file_is_a_download_and_never_a_page(
    client: Client, report: CaseReport, file: PlatformDocument
) -> None:
    record = publish(report)
    answer = client.get(address(file))

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer) == b"<script>alert(1)</script>"
    assert address(file) in client.get(f"/casus/{record.number}/").content.decode()


def test_the_file_of_a_draft_cannot_be_fetched(client: Client, report: CaseReport, file: PlatformDocument) -> None:
    assert client.get(address(file)).status_code == 404


def test_the_file_of_a_withdrawn_report_is_gone(client: Client, report: CaseReport, file: PlatformDocument) -> None:
    record = publish(report)
    etag = client.get(address(file))["ETag"]
    withdraw(record)

    assert client.get(address(file)).status_code == 410
    assert client.get(address(file), headers={"if-none-match": etag}).status_code == 410


def test_a_file_stays_while_another_open_report_names_it(
    client: Client, report: CaseReport, file: PlatformDocument
) -> None:
    publish(report)
    other = make_report()
    other.materials = [Material(title="Hetzelfde", kind="rekenblad", licence="cc-by", file=file)]
    other.save()
    publish(other)
    withdraw(PublicRecord.objects.get(page=report))

    assert client.get(address(file)).status_code == 200


def test_a_replaced_file_leaves_the_published_one_as_it_was(
    client: Client, report: CaseReport, file: PlatformDocument
) -> None:
    publish(report)
    before = address(file)
    file.file.delete(save=False)

    assert b"".join(client.get(before)) == b"<script>alert(1)</script>"


@pytest.mark.parametrize("path", ["/bestand/0000/x.csv", "/bestand/..%2f..%2fmanage.py/x"])
def test_other_names_are_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
