"""Four eyes: whose approval lets which words become public."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.models import Revision

from lessons.records.approvals import approve, contributors
from lessons.records.models import Contribution, PublicRecord
from lessons.records.refusals import NotApproved
from lessons.records.scheduling import publish_due
from lessons.reports.document import document
from tests.factories import UserFactory, make_report, publish

pytestmark = pytest.mark.django_db


def test_nobody_publishes_without_approval_not_even_a_superuser() -> None:
    report, chief = make_report(), UserFactory(is_superuser=True)
    revision = report.save_revision(user=UserFactory())
    with pytest.raises(PublishPagePermissionError), transaction.atomic():
        revision.publish(user=chief)
    with pytest.raises(NotApproved), transaction.atomic():
        revision.publish(user=chief, skip_permission_checks=True)


def test_a_contributor_cannot_approve_these_words() -> None:
    report, author = make_report(), UserFactory()
    with pytest.raises(NotApproved):
        publish(report, approver=author, author=author)


def test_who_wrote_an_earlier_draft_is_a_contributor_still() -> None:
    report, early = make_report(), UserFactory()
    report.save_revision(user=early)
    with pytest.raises(NotApproved):
        publish(report, approver=early, author=UserFactory())


def test_an_author_of_the_last_edition_may_approve_the_next_that_others_wrote() -> None:
    report, author = make_report(), UserFactory()
    publish(report, author=author)
    report.title = "Een andere titel, door een ander"
    record = publish(report, approver=author, author=UserFactory())

    assert record.current_edition.number == 2


def test_purged_revisions_and_deleted_users_stay_contributors() -> None:
    report, author = make_report(), UserFactory()
    report.save_revision(user=author)
    report.save_revision(user=UserFactory())
    Revision.objects.filter(object_id=str(report.pk), user=author).delete()
    author_id = author.pk
    author.delete()

    assert author_id in contributors(report.pk, None)


def test_an_approval_is_for_exactly_these_words() -> None:
    report = make_report()
    revision = report.save_revision()
    approve(report.pk, document(revision.as_object()), UserFactory(), final=True)
    report.title = "Overschreven na de goedkeuring"
    overwritten = report.save_revision(overwrite_revision=revision)
    assert overwritten.pk == revision.pk
    with pytest.raises(NotApproved), transaction.atomic():
        overwritten.publish()


def test_an_approval_of_an_earlier_stage_is_not_enough() -> None:
    report = make_report()
    revision = report.save_revision()
    approve(report.pk, document(revision.as_object()), UserFactory(), final=False)
    with pytest.raises(NotApproved), transaction.atomic():
        revision.publish()


def test_an_approval_is_spent_by_the_edition_it_made() -> None:
    report = make_report()
    publish(report)
    first = report.live_revision
    report.title = "De tweede titel met een uitkomst"
    publish(report)
    with pytest.raises(NotApproved), transaction.atomic():
        first.publish()

    assert PublicRecord.objects.get(page_id=report.pk).current_edition.number == 2


def test_an_alias_of_a_report_is_refused() -> None:
    report = make_report()
    publish(report)
    with pytest.raises(NotApproved), transaction.atomic():
        report.create_alias(update_slug="alias").save()


def test_a_copied_report_gets_new_lessons_and_is_not_public() -> None:
    report = make_report()
    publish(report)
    copy = report.copy(update_attrs={"slug": "kopie", "title": "Kopie"}, keep_live=False)

    own = {str(lesson.pk) for lesson in report.lessons.all()}
    assert own.isdisjoint(str(lesson.pk) for lesson in copy.lessons.all())
    for revision in copy.revisions.all():
        assert own.isdisjoint(lesson["pk"] for lesson in revision.content["lessons"])
    assert not PublicRecord.objects.filter(page_id=copy.pk).exists()


def test_a_copy_kept_live_is_refused() -> None:
    report = make_report()
    publish(report)
    with pytest.raises(NotApproved), transaction.atomic():
        report.copy(update_attrs={"slug": "kopie"}, keep_live=True)


def test_a_script_counts_as_nobody() -> None:
    report = make_report()
    report.save_revision()

    assert contributors(report.pk, None) == set()
    assert Contribution.objects.get(page_id=report.pk).user_id is None


def test_a_planned_publication_that_is_refused_does_not_stop_the_next() -> None:
    soon = timezone.now() + timedelta(hours=1)
    refused, passed = make_report(go_live_at=soon), make_report(go_live_at=soon)
    for report in (refused, passed):
        revision = report.save_revision()
        approve(report.pk, document(revision.as_object()), UserFactory(), final=True)
        revision.publish()
    past = timezone.now() - timedelta(minutes=1)
    for report, change in ((refused, {"title": "Overschreven na de goedkeuring"}), (passed, {})):
        content = report.get_latest_revision().content | {"go_live_at": past.isoformat()} | change
        Revision.objects.filter(object_id=str(report.pk)).update(approved_go_live_at=past, content=content)
    done = publish_due(timezone.now())

    assert (done.published, len(done.refused)) == (1, 1)
    assert PublicRecord.objects.filter(page_id=passed.pk, state="open").exists()
    assert not PublicRecord.objects.filter(page_id=refused.pk).exists()
