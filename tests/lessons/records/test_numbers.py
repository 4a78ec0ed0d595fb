"""Numbers under load: several first publications at the same moment, some of them rolled back."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from wagtail.models import Revision

from lessons.records.approvals import approve
from lessons.records.models import PublicRecord
from lessons.reports.document import document
from tests.factories import UserFactory, make_region, make_report

AT_ONCE, PUBLICATIONS, EVERY_FOURTH = 4, 12, 4


class ChangedItsMind(Exception):
    """Rolls a publication back after its number was taken."""


def change_mind(position: int) -> None:
    """Every fourth publication is rolled back."""
    if position % EVERY_FOURTH == 0:
        raise ChangedItsMind


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_publications_at_the_same_moment_get_numbers_without_gap_or_double() -> None:
    region, approver = make_region(), UserFactory()
    revisions = []
    for _ in range(PUBLICATIONS):
        revision = make_report(region, lessons=1).save_revision()
        approve(int(revision.object_id), document(revision.as_object()), approver, final=True)
        revisions.append(revision.pk)

    def publish(position: int) -> None:
        try:
            with transaction.atomic():
                Revision.objects.get(pk=revisions[position]).publish()
                change_mind(position)
        except ChangedItsMind:
            pass
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(publish, range(PUBLICATIONS)))

    published = PUBLICATIONS - PUBLICATIONS // EVERY_FOURTH
    numbers = sorted(PublicRecord.objects.values_list("number", flat=True))
    assert numbers == list(range(1, published + 1))
