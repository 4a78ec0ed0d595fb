"""What a migrated database has, and what a region gets when it is made."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Workflow

from cms.desk.roles import RE_GROUP, in_re, is_editor
from cms.desk.setup import REVIEW, prepare
from lessons.regions import access
from tests.factories import UserFactory, author_of, make_region, re_editor, region_index

pytestmark = pytest.mark.django_db


def rights(group: Group) -> set[str]:
    pages = GroupPagePermission.objects.filter(group=group).values_list("permission__codename", "page_id")
    files = GroupCollectionPermission.objects.filter(group=group).values_list("permission__codename", "collection_id")
    return {f"{name} {where}" for name, where in [*pages, *files]} | {p.codename for p in group.permissions.all()}


def test_a_region_gets_a_group_and_a_collection_of_its_own():
    region = make_region("Regio Kust", code="KST")

    assert region.group.name == "Auteurs KST: Regio Kust"
    files = {f"{name} {region.collection_id}" for name in access.ON_FILES}
    pages = {f"{name} {region.pk}" for name in access.ON_PAGES}
    assert rights(region.group) == files | pages | {"access_admin"}


def test_saving_a_region_again_changes_nothing_and_a_new_name_is_followed():
    region = make_region("Regio Kust", code="KST")
    before = rights(region.group)

    region.title = "Regio Kuststreek"
    region.save()

    region.refresh_from_db()
    assert region.group.name == "Auteurs KST: Regio Kuststreek"
    assert region.collection.name == "KST: Regio Kuststreek"
    assert rights(region.group) == before


def test_repair_gives_back_what_was_taken_away():
    region = make_region()
    before = rights(region.group)
    region.group.permissions.clear()
    GroupPagePermission.objects.filter(group=region.group).delete()
    other = make_region()
    other.group.delete()

    access.repair()

    region.refresh_from_db()
    other.refresh_from_db()
    assert rights(region.group) == before
    assert other.group is not None


def test_a_migrated_database_has_the_re_and_its_review_and_no_sample_groups():
    prepare()

    group = Group.objects.get(name=RE_GROUP)
    assert {"publish_page 1", "access_admin", "change_challenge", "delete_indicator"} <= rights(group)
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
    assert region_index().get_workflow() == Workflow.objects.get(name=REVIEW)
    assert [list(task.specific.groups.all()) for task in Workflow.objects.get().tasks] == [[group]]


def test_who_is_an_editor():
    author, editor, administrator = author_of(make_region()), re_editor(), UserFactory(is_superuser=True)

    assert [in_re(user) for user in (author, editor, administrator)] == [False, True, False]
    assert [is_editor(user) for user in (author, editor, administrator)] == [False, True, True]
