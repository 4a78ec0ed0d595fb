"""What a migrated database always has: the RE's group with its rights, every region's group, and the review.

Runs after each ``migrate`` and changes nothing where all is in place.
"""

from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms.desk.facts import FACTS
from cms.desk.guidance import GUIDANCE
from cms.desk.roles import RE_GROUP
from cms.desk.workflow import ReviewTask
from lessons.regions import access
from lessons.regions.models import RegionIndexPage
from lessons.vocabulary.labels import LISTS

ON_PAGES = ("add", "change", "publish", "bulk_delete", "lock", "unlock")
ON_FILES = ("add_image", "choose_image", "change_image", "add_document", "choose_document", "change_document")
ON_COLLECTIONS = ("add_collection", "change_collection", "delete_collection")

REVIEW = "Beoordeling door de Realisatie-eenheid"

#: The groups and the review that Wagtail's own migrations make; their rights would reach over all regions.
STOCK_GROUPS = ("Editors", "Moderators")
STOCK_REVIEW = "Moderators approval"


def prepare(**kwargs: Any) -> None:
    """Make and mend everything. Connected to ``post_migrate``."""
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0)  # those of later apps are not there yet on a fresh database
    if Page.get_first_root_node() is None or Collection.get_first_root_node() is None:
        return  # a database that was emptied by a test
    remove_stock()
    group = prepare_group()
    access.repair()
    prepare_review(group)


def remove_stock() -> None:
    """Remove Wagtail's sample groups and review, as long as nobody uses them."""
    Group.objects.filter(name__in=STOCK_GROUPS, user__isnull=True).delete()
    Workflow.objects.filter(name=STOCK_REVIEW, workflow_states__isnull=True).delete()
    Task.objects.filter(name=STOCK_REVIEW, workflow_tasks__isnull=True, task_states__isnull=True).delete()


def prepare_group() -> Group:
    """The RE's group with all its rights."""
    group, _ = Group.objects.get_or_create(name=RE_GROUP)
    root = Page.get_first_root_node()
    for action in ON_PAGES:
        allowed = access.permission("wagtailcore", f"{action}_page")
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=allowed)
    collections = Collection.get_first_root_node()
    for codename in ON_FILES:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collections, permission=access.file_permission(codename)
        )
    for codename in ON_COLLECTIONS:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collections, permission=access.permission("wagtailcore", codename)
        )
    group.permissions.add(access.permission("wagtailadmin", "access_admin"), *list_permissions())
    return group


def list_permissions() -> list[Permission]:
    """What keeping the lists of terms, the facts and the guidance needs."""
    kept = (*LISTS.values(), *FACTS, *GUIDANCE)
    names = [f"{action}_{model._meta.model_name}" for model in kept for action in ("add", "change", "delete")]
    return list(Permission.objects.filter(content_type__app_label="lessons", codename__in=names))


def prepare_review(group: Group) -> None:
    """The review of reports, with one task for the RE, on the page above all regions."""
    workflow, _ = Workflow.objects.get_or_create(name=REVIEW)
    task = ReviewTask.objects.filter(workflow_tasks__workflow=workflow).first()
    if task is None:
        task = ReviewTask.objects.create(name="Realisatie-eenheid")
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    task.groups.add(group)
    for page in RegionIndexPage.objects.all():
        WorkflowPage.objects.get_or_create(page=page, defaults={"workflow": workflow})


def attach_review(instance: RegionIndexPage, created: bool, raw: bool, **kwargs: Any) -> None:
    """Give a new page above the regions its review, unless a dump is being loaded. Connected to ``post_save``."""
    workflow = Workflow.objects.filter(name=REVIEW).first()
    if created and not raw and workflow is not None:
        WorkflowPage.objects.get_or_create(page=instance, defaults={"workflow": workflow})
