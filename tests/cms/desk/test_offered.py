"""The desk offers what somebody may do, in words that they know, and says why something else was not done."""

import pytest
from django.urls import reverse

from cms.desk.records import ALREADY_WITHDRAWN
from cms.desk.workflow import NOT_REVIEWER, OWN_TEXT
from tests.cms.desk import browserlike as browser
from tests.factories import UserFactory, author_of, make_region, make_report, publish, re_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer():
    return author_of(make_region())


@pytest.fixture
def author(writer):
    return browser.client_of(writer)


@pytest.fixture
def report(writer):
    return make_report(writer.groups.get().region)


def test_withdrawing_twice_says_that_it_is_done():
    record = publish(make_report())
    editor = browser.client_of(re_editor())
    url = reverse("desk_record_action", args=[record.pk, "intrekken"])

    editor.post(url, {"why": "Onjuiste cijfers."})
    again = editor.post(url, {"why": "Nog eens."})

    assert (again.url, browser.told(again)[-1]) == (reverse("desk_record", args=[record.pk]), ALREADY_WITHDRAWN)
    record.refresh_from_db()
    assert record.withdrawn_why == "Onjuiste cijfers."


def test_a_report_that_came_back_is_submitted_again_and_nothing_else(report, author):
    browser.submit(author, report)
    browser.client_of(re_editor()).post(browser.task_url(report, "reject"), {"comment": "Vul aan."})

    page = author.get(browser.edit_url(report)).content.decode()

    assert "Opnieuw insturen" in page
    assert "action-restart-workflow" not in page
    assert "action-cancel-workflow" not in page


def test_a_writer_who_approves_reads_the_true_reason(report, author):
    browser.submit(author, report)
    editor = browser.client_of(re_editor())
    browser.save(editor, report, summary="Door de redacteur geschreven.")

    assert any(OWN_TEXT in text for text in browser.told(browser.approve_in_form(editor, report)))


def test_who_is_no_reviewer_and_approves_reads_the_true_reason(report, author):
    browser.submit(author, report)

    response = browser.approve_in_form(browser.client_of(UserFactory(is_superuser=True)), report)

    assert any(NOT_REVIEWER in text for text in browser.told(response))


@pytest.mark.parametrize(("role", "offered"), [("author", {"delete"}), ("editor", {"delete", "move", "publish"})])
def test_an_author_is_offered_of_many_at_once_only_what_they_may(role, offered, report, author):
    client = author if role == "author" else browser.client_of(re_editor())

    page = browser.soup(client.get(reverse("wagtailadmin_explore", args=[report.get_parent().pk])))

    shown = {link["href"].rstrip("/").rsplit("/", 1)[1] for link in page.select("a[data-bulk-action-button]")}
    assert offered <= shown
    assert role == "editor" or shown == offered


def test_nothing_leads_to_english_pages_elsewhere_and_no_english_review_is_listed():
    editor = browser.client_of(UserFactory(is_superuser=True))

    assert "guide.wagtail.org" not in editor.get("/beheer/").content.decode()
    assert "Moderators approval" not in editor.get(reverse("wagtailadmin_workflows:task_index")).content.decode()


def test_nobody_is_asked_for_a_time_zone(author):
    assert "current_time_zone" not in author.get(reverse("wagtailadmin_account")).content.decode()
