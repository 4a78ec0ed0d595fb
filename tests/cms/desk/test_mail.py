"""A review goes on while the mail server does not, and mail tells only of what is saved."""

import pytest
from django.core import mail
from django.db import transaction

from lessons.reports.models import CaseReport
from tests.cms.desk import browserlike as browser
from tests.factories import author_of, make_region, make_report, re_editor

pytestmark = pytest.mark.django_db

SMTP = "django.core.mail.backends.smtp.EmailBackend"
LOCAL = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture(autouse=True)
def as_in_production(settings):
    settings.EMAIL_BACKEND = "cms.desk.mail.AfterCommit"
    settings.EMAIL_DELIVERY_BACKEND = LOCAL


@pytest.mark.parametrize(("host", "port"), [("bestaat-niet.invalid", 25), ("127.0.0.1", 9)])
def test_a_report_is_submitted_while_the_mail_server_cannot_be_reached(
    host, port, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_DELIVERY_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, host, port
    region = make_region()
    re_editor()
    report = make_report(region)

    with django_capture_on_commit_callbacks(execute=True) as done:
        response = browser.submit(browser.client_of(author_of(region)), report)

    assert done
    assert response.status_code == 302
    assert CaseReport.objects.get(pk=report.pk).workflow_in_progress


def test_mail_is_sent_after_the_commit(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        mail.send_mail("Onderwerp", "Tekst", None, ["iemand@voorbeeld.nl"])
        assert not mail.outbox

    assert [message.to for message in mail.outbox] == [["iemand@voorbeeld.nl"]]


def test_mail_of_what_was_undone_is_not_sent(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        mail.send_mail("Onderwerp", "Tekst", None, ["iemand@voorbeeld.nl"])
        transaction.set_rollback(True)

    assert not mail.outbox
