"""Wagtail's preview shows a draft in the public template, whatever is still missing."""

import pytest
from django.test import Client, RequestFactory

from lessons.regions.models import Region
from lessons.reports.models import CaseReport
from lessons.reports.rows import Lesson, Measurement
from tests.factories import UserFactory, make_region, make_report, publish

pytestmark = pytest.mark.django_db


def shown(page: CaseReport | Region) -> str:
    request = RequestFactory().get("/")
    request.user = UserFactory()
    answer = page.serve_preview(request, page.default_preview_mode)
    answer.render()
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_draft_is_shown_as_readers_will_see_it() -> None:
    report = make_report(make_region("Veenrand"))
    page = shown(report)

    assert report.title in page
    assert "noindex" in page
    assert "Citeer dit rapport" not in page


def test_an_empty_report_can_be_previewed() -> None:
    empty = CaseReport(title="")
    make_region().add_child(instance=CaseReport(title="Tijdelijke titel", slug="x", live=False))
    empty.path, empty.depth = CaseReport.objects.get().path, CaseReport.objects.get().depth

    assert "nog niet ingevuld" in shown(empty)


def test_a_half_written_lesson_and_measurement_can_be_previewed() -> None:
    report = make_report()
    report.lessons = [Lesson(statement="", verdict="")]
    report.measurements = [Measurement()]

    assert "Deze les heeft nog geen oordeel." in shown(report)


def test_the_preview_of_a_published_report_shows_the_draft() -> None:
    report = make_report()
    publish(report)
    report.title = "De titel van het nieuwe concept"

    assert report.title in shown(report)


def test_a_region_can_be_previewed_full_and_empty() -> None:
    assert "Veenrand" in shown(make_region("Veenrand"))
    assert "Nieuw" in shown(Region(title="Nieuw"))


def test_the_home_page_can_be_previewed(client: Client) -> None:
    assert client.get("/").status_code == 200
