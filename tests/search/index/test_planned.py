"""Planned publications: each at its moment, and a refused one stops no other and is not tried without end."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from lessons.records.approvals import approve
from lessons.records.models import Approval, PublicRecord
from lessons.reports.document import document
from lessons.reports.models import CaseReport
from search.index.worker import A_MOMENT, Planner
from tests.factories import UserFactory, make_report, publish

pytestmark = pytest.mark.django_db


def planned(minutes: int) -> CaseReport:
    """An approved report that is planned; a moment in the past is one that came."""
    report = make_report()
    report.go_live_at = timezone.now() + datetime.timedelta(days=1)
    with transaction.atomic():
        revision = report.save_revision()
        approve(report.pk, document(revision.as_object()), UserFactory(), final=True)
        revision.publish()
    plan_for(report, timezone.now() + datetime.timedelta(minutes=minutes))
    return report


def plan_for(report: CaseReport, moment: datetime.datetime) -> None:
    """Change the moment itself: nobody can plan for a moment that is gone."""
    revision = Revision.objects.get(object_id=str(report.pk), approved_go_live_at__isnull=False)
    content = revision.content | {"go_live_at": moment.isoformat()}
    Revision.objects.filter(pk=revision.pk).update(content=content, approved_go_live_at=moment)


def is_public(report: CaseReport) -> bool:
    return PublicRecord.objects.filter(page_id=report.pk).exists()


def test_what_is_due_is_published_and_what_is_not_waits() -> None:
    due, later = planned(-1), planned(60)
    planner = Planner()

    planner.run()

    assert is_public(due)
    assert not is_public(later)


def test_a_refused_publication_stops_no_other_and_is_not_tried_without_end() -> None:
    refused, good = planned(-2), planned(-1)
    Approval.objects.filter(page_id=refused.pk).delete()
    planner = Planner()

    planner.run()

    assert is_public(good)
    assert not is_public(refused)
    assert planner.next() is None


def test_the_next_moment_is_known_for_publications_and_expiries() -> None:
    report = make_report()
    report.expire_at = timezone.now() + datetime.timedelta(minutes=5)
    publish(report)
    planned(10)

    assert Planner().next() == report.expire_at + A_MOMENT


def test_a_moment_that_comes_after_the_last_run_is_not_missed() -> None:
    planner = Planner()
    planner.run()
    report = planned(60)
    plan_for(report, timezone.now())

    planner.run()

    assert is_public(report)
