"""``/casus/…``, ``/les/…`` and the download: what everybody may read, for ever, and what is gone."""

import datetime
import json

import pytest
from django.core.cache import caches
from django.core.handlers.wsgi import get_script_name
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from cms.website import reports
from lessons.records.erasing import erase
from lessons.records.models import Edition, PublicRecord
from lessons.records.publishing import confirm_current, lower_step, withdraw
from lessons.records.redaction import redact
from lessons.reports.models import CaseReport
from search.web.keeping import PAGES
from tests.factories import make_region, make_report, publish, with_measurement

pytestmark = pytest.mark.django_db


@pytest.fixture
def report() -> CaseReport:
    return with_measurement(make_report(make_region("Veenrand")), compared=True)


@pytest.fixture
def record(report: CaseReport) -> PublicRecord:
    return publish(report)


def read(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def second_edition(report: CaseReport) -> PublicRecord:
    report.summary = "De nieuwe samenvatting."
    report.change_note = "Samenvatting herschreven"
    return publish(report)


def test_a_report_is_read_at_its_number(client: Client, record: PublicRecord, report: CaseReport) -> None:
    page = read(client, f"/casus/{record.number}/")

    for words in (report.title, "Veenrand", "Vergeleken", "Positief", "29 van 204", "Wij zouden eerder beginnen"):
        assert words in page
    assert "noindex" not in page


def test_a_report_costs_four_queries_at_most(client: Client, record: PublicRecord) -> None:
    client.get(f"/casus/{record.number}/")  # reads the labels of this generation
    caches[PAGES].clear()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        read(client, f"/casus/{record.number}/")

    assert len(queries) <= 4


def test_a_page_that_did_not_change_is_not_sent_again(client: Client, record: PublicRecord) -> None:
    path = f"/casus/{record.number}/"
    etag = client.get(path)["ETag"]

    assert client.get(path, headers={"if-none-match": etag}).status_code == 304
    lower_step(record, 1, "De telling klopt niet.")
    assert client.get(path, headers={"if-none-match": etag}).status_code == 200


def test_a_page_is_made_once_and_shows_every_change_at_once(
    client: Client, record: PublicRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, made = f"/casus/{record.number}/", list[str]()
    render = reports.render
    monkeypatch.setattr(reports, "render", lambda *args, **kwargs: made.append(args[1]) or render(*args, **kwargs))

    first = read(client, path)
    assert read(client, path) == first
    assert made == ["reports/report.html"]

    lower_step(record, 1, "De telling klopt niet.")
    assert "De telling klopt niet." in read(client, path)
    assert json.loads(read(client, path + "document.json"))["evidence_step"]["lowered_why"] == "De telling klopt niet."
    withdraw(record, "Niet meer juist.")
    assert client.get(path).status_code == 410
    assert client.get(path + "document.json").status_code == 410


def test_no_header_moves_the_addresses_in_a_page_that_others_get_too() -> None:
    assert get_script_name({"SCRIPT_NAME": "/elders"}) == ""


def test_a_change_while_a_page_is_read_is_on_the_next_page(
    client: Client, record: PublicRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, left, first = f"/casus/{record.number}/", [record], QuerySet.first

    def overtaken(rows: QuerySet[Edition]) -> Edition | None:
        found = first(rows)
        while left and rows.model is Edition:
            lower_step(left.pop(), 1, "De telling klopt niet.")
        return found

    monkeypatch.setattr(QuerySet, "first", overtaken)
    before = client.get(path)
    after = client.get(path, headers={"if-none-match": before["ETag"]})

    assert after.status_code == 200
    assert "De telling klopt niet." in after.content.decode()


def test_what_the_author_writes_afterwards_is_not_public(
    client: Client, record: PublicRecord, report: CaseReport
) -> None:
    report.title = "Een titel die niemand goedkeurde"
    report.save_revision()
    CaseReport.objects.filter(pk=report.pk).update(title=report.title)

    assert report.title not in read(client, f"/casus/{record.number}/")


def test_an_older_edition_stays_and_says_that_it_is_old(
    client: Client, record: PublicRecord, report: CaseReport
) -> None:
    second_edition(report)

    old, new = read(client, f"/casus/{record.number}/1/"), read(client, f"/casus/{record.number}/")
    assert "Dit is uitgave 1." in old
    assert "Uitgave 2 is de nieuwste." in old
    assert "noindex" in old
    assert "De nieuwe samenvatting." not in old
    assert "De nieuwe samenvatting." in new
    assert "Samenvatting herschreven" in new
    assert "Dit is uitgave" not in new


@pytest.mark.parametrize(
    "path",
    [
        "/casus/999/",
        "/casus/0/",
        f"/casus/{10**30}/",
        "/casus/999/document.json",
        "/les/7c1d5c6e-2f1b-4f0e-9f3a-0c4b8a6d1e2f/",
    ],
)
def test_what_never_was_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("edition", [0, 2, 10**30])
def test_an_edition_that_never_was_is_not_found(client: Client, record: PublicRecord, edition: int) -> None:
    assert client.get(f"/casus/{record.number}/{edition}/").status_code == 404


def test_a_withdrawn_report_is_gone_in_every_edition_but_can_be_cited(
    client: Client, record: PublicRecord, report: CaseReport
) -> None:
    second_edition(report)
    withdraw(PublicRecord.objects.get(), "De cijfers kloppen niet.")

    for path in ("", "1/", "2/", "document.json", "1/document.json"):
        page = read(client, f"/casus/{record.number}/{path}", 410)
        assert report.title not in page
        assert "De cijfers kloppen niet." in page
        assert "Veenrand" in page
    assert client.get(f"/casus/{record.number}/3/").status_code == 404


def test_a_withdrawn_report_is_gone_for_who_kept_a_copy(client: Client, record: PublicRecord) -> None:
    path = f"/casus/{record.number}/"
    etag = client.get(path)["ETag"]
    withdraw(record)

    assert client.get(path, headers={"if-none-match": etag}).status_code == 410


def test_an_erased_edition_is_gone_and_the_others_stay(
    client: Client, record: PublicRecord, report: CaseReport
) -> None:
    second_edition(report)
    erase(record.editions.get(number=1), "Functionaris gegevensbescherming", "Verzoek van een betrokkene")

    assert "gewist" in read(client, f"/casus/{record.number}/1/", 410)
    assert "Deze uitgave is gewist." in read(client, f"/casus/{record.number}/")


def test_a_lowered_step_is_shown_with_its_reason(client: Client, record: PublicRecord) -> None:
    lower_step(record, 2, "De noemer ontbreekt.")

    page = read(client, f"/casus/{record.number}/")
    assert "De Realisatie-eenheid toont trede 2." in page
    assert "De noemer ontbreekt." in page


def test_a_redacted_passage_is_gone_and_a_notice_remains(client: Client, record: PublicRecord) -> None:
    redact(record, "te weinig nieuwe leraren", "Op verzoek van de school")

    for path in ("", "1/", "document.json"):
        page = read(client, f"/casus/{record.number}/{path}")
        assert "te weinig nieuwe leraren" not in page
        assert "Op verzoek van de school" in page


def test_a_report_is_outdated_after_eighteen_months_until_the_region_confirms_it(
    client: Client, record: PublicRecord
) -> None:
    long_ago = timezone.now() - datetime.timedelta(days=560)
    record.editions.update(published_at=long_ago)
    assert "Verouderd." in read(client, f"/casus/{record.number}/")

    confirm_current(record, timezone.localdate())
    page = read(client, f"/casus/{record.number}/")
    assert "Verouderd." not in page
    assert "Nog actueel: bevestigd op" in page


def test_a_lesson_leads_to_its_place_in_the_edition_that_stands(
    client: Client, record: PublicRecord, report: CaseReport
) -> None:
    lesson = report.lessons.first()
    answer = client.get(f"/les/{lesson.pk}/")

    assert (answer.status_code, answer["Location"]) == (302, f"/casus/{record.number}/#les-{lesson.pk}")
    assert f'id="les-{lesson.pk}"' in read(client, f"/casus/{record.number}/")


def test_a_lesson_that_was_left_out_later_leads_to_the_last_edition_that_has_it(
    client: Client, record: PublicRecord, report: CaseReport
) -> None:
    kept, dropped = report.lessons.all()
    report.lessons = [kept]
    second_edition(report)

    assert client.get(f"/les/{dropped.pk}/")["Location"] == f"/casus/{record.number}/1/#les-{dropped.pk}"
    assert client.get(f"/les/{kept.pk}/")["Location"] == f"/casus/{record.number}/#les-{kept.pk}"


def test_a_lesson_of_a_withdrawn_report_leads_to_the_tombstone(
    client: Client, record: PublicRecord, report: CaseReport
) -> None:
    withdraw(record)

    answer = client.get(f"/les/{report.lessons.first().pk}/", follow=True)
    assert answer.status_code == 410


def test_the_download_has_the_document_with_facts_and_citation(
    client: Client, record: PublicRecord, report: CaseReport
) -> None:
    answer = client.get(f"/casus/{record.number}/document.json")
    data = json.loads(answer.content)

    assert answer["Content-Disposition"].startswith("attachment")
    assert data["document"]["title"] == report.title
    assert data["evidence_step"] == {"own": 4, "shown": 4, "lowered_to": None, "lowered_why": ""}
    assert data["edition"]["number"] == 1
    assert f"/casus/{record.number}/1/" in data["citation"]


@pytest.mark.parametrize("demo", [True, False])
def test_the_download_of_fictional_content_says_so_and_so_does_its_citation(
    client: Client, record: PublicRecord, settings: Settings, demo: bool
) -> None:
    settings.DEMO = demo
    data = json.loads(client.get(f"/casus/{record.number}/document.json").content)

    assert data["fictional"] is demo
    assert ("Fictief rapport." in data["citation"]) is demo


def test_the_tree_leads_to_the_record(client: Client, record: PublicRecord, report: CaseReport) -> None:
    answer = client.get(f"/regios/veenrand/{report.slug}/")

    assert (answer.status_code, answer["Location"]) == (301, f"/casus/{record.number}/")
