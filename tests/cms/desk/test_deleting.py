"""What was public is not deleted at the desk, whoever asks and however; the desk says what to do instead."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from lessons.records.models import PublicRecord
from lessons.records.publishing import withdraw
from lessons.regions.models import Region, RegionIndexPage
from lessons.reports.models import CaseReport
from tests.cms.desk import browserlike as browser
from tests.factories import UserFactory, author_of, make_region, make_report, publish, re_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return make_region()


@pytest.fixture
def report(region):
    return make_report(region)


@pytest.fixture
def everybody(region):
    """A browser for each role."""
    users = {"author": author_of(region), "editor": re_editor(), "superuser": UserFactory(is_superuser=True)}
    return {role: browser.client_of(user) for role, user in users.items()}


def delete(client, page):
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), CONFIRMED)


def bulk(client, action, *pages, **data):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return client.post(f"{url}?{'&'.join(f'id={page.pk}' for page in pages)}&next=/beheer/", data | CONFIRMED)


CONFIRMED = {"confirm_site_name": "Kennisplatform onderwijsregio's"}


@pytest.mark.parametrize("role", ["editor", "superuser"])
def test_a_public_report_is_not_deleted_and_the_desk_points_to_withdrawing(role, report, everybody):
    record = publish(report)
    client = everybody[role]

    asked = client.get(reverse("wagtailadmin_pages:delete", args=[report.pk]), follow=True)
    done = delete(client, report)

    assert "kan niet worden verwijderd. Kies ‘Intrekken’" in asked.content.decode()
    assert reverse("desk_record_action", args=[record.pk, "intrekken"]) in asked.content.decode()
    assert done.status_code == 302
    record.refresh_from_db()
    assert (record.is_open, record.page_id) == (True, report.pk)


@pytest.mark.parametrize("role", ["author", "editor", "superuser"])
def test_a_withdrawn_report_is_not_deleted(role, report, everybody):
    withdraw(publish(report), "Onjuiste cijfers.")

    response = delete(everybody[role], report)

    assert "is ingetrokken" in browser.told(response)[-1]
    assert CaseReport.objects.filter(pk=report.pk).exists()


@pytest.mark.parametrize("role", ["author", "editor"])
def test_a_draft_that_never_was_public_is_deleted(role, report, everybody):
    assert delete(everybody[role], report).status_code == 302
    assert not CaseReport.objects.filter(pk=report.pk).exists()


@pytest.mark.parametrize("role", ["editor", "superuser"])
@pytest.mark.parametrize("was_public", [True, False])
def test_a_region_with_reports_is_not_deleted(role, was_public, region, report, everybody):
    if was_public:
        publish(report)

    single = delete(everybody[role], region)
    many = bulk(everybody[role], "delete", region)

    for response in (single, many):
        assert any("Verwijderen kan daarom niet" in text for text in browser.told(response))
    assert Region.objects.filter(pk=region.pk).exists()


def test_a_region_whose_reports_are_gone_but_were_public_is_not_deleted(region, report, everybody):
    publish(report)
    report.delete()

    delete(everybody["editor"], region)

    assert Region.objects.filter(pk=region.pk).exists()


def test_a_region_without_reports_is_deleted(region, everybody):
    delete(everybody["editor"], region)

    assert not Region.objects.filter(pk=region.pk).exists()


def test_what_stands_above_public_reports_is_not_deleted(report, everybody):
    publish(report)

    delete(everybody["superuser"], RegionIndexPage.objects.get())
    delete(everybody["superuser"], RegionIndexPage.objects.get().get_parent())

    assert Page.objects.filter(pk=report.pk).exists()


def test_many_at_once_leaves_what_was_public_and_says_why(region, report, everybody):
    draft = make_report(region)
    record = publish(report)
    client = everybody["editor"]

    asked = client.get(
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={report.pk}&id={draft.pk}"
    )
    done = bulk(client, "delete", report, draft)

    assert "Kies ‘Intrekken’" in asked.content.decode()
    assert any(report.title in text and "Kies ‘Intrekken’" in text for text in browser.told(done))
    assert not CaseReport.objects.filter(pk=draft.pk).exists()
    record.refresh_from_db()
    assert record.is_open


def test_publishing_many_says_how_a_report_becomes_public(report, everybody):
    for role in ("author", "editor", "superuser"):
        told = browser.told(bulk(everybody[role], "publish", report))

        assert told == [f"‘{report.title}’: {told[0].split('’: ')[1]}"], role
        assert "door de goedkeuring van een redacteur" in told[0]


def test_many_reports_are_not_withdrawn_without_a_reason(region, report, everybody):
    publish(report)

    one = bulk(everybody["editor"], "unpublish", report)
    below = bulk(everybody["editor"], "unpublish", region, include_descendants="on")

    assert "kies ‘Intrekken’" in browser.told(one)[0]
    assert below.status_code == 302
    assert PublicRecord.objects.get().is_open
