"""Who may write under a region, and which files they may use: a group and a collection of the region's own."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

if TYPE_CHECKING:
    from lessons.regions.models import Region

#: Page and collection permissions of authors. Without ``publish``: reports become public by their approval alone.
ON_PAGES = ("add_page", "change_page")
ON_FILES = ("add_image", "choose_image", "change_image", "add_document", "choose_document", "change_document")

LONGEST_GROUP_NAME = 150


def permission(app: str, codename: str) -> Permission:
    """The permission ``app.codename``.

    Raises:
        Permission.DoesNotExist: the database is not migrated.
    """
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def file_permission(codename: str) -> Permission:
    """The permission on images or documents; Wagtail keeps both under its own models, whichever models a site has."""
    return permission("wagtailimages" if codename.endswith("image") else "wagtaildocs", codename)


def grant(region: "Region") -> None:
    """Make or mend the region's group and collection, and what they allow. Doing it again changes nothing."""
    group = _group(region)
    collection = _collection(region)
    if (region.group_id, region.collection_id) != (group.pk, collection.pk):
        region.group, region.collection = group, collection
        type(region)._default_manager.filter(pk=region.pk).update(group=group, collection=collection)
    group.permissions.add(permission("wagtailadmin", "access_admin"))
    for codename in ON_PAGES:
        allowed = permission("wagtailcore", codename)
        GroupPagePermission.objects.get_or_create(group=group, page_id=region.pk, permission=allowed)
    for codename in ON_FILES:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=file_permission(codename)
        )


def repair() -> int:
    """Grant every region what belongs to it; answers how many regions there are."""
    from lessons.regions.models import Region  # noqa: PLC0415  # regions call this module when they are saved

    regions = list(Region.objects.all())
    for region in regions:
        grant(region)
    return len(regions)


def _group(region: "Region") -> Group:
    name = f"Auteurs {region.code}: {region.title}"[:LONGEST_GROUP_NAME]
    if region.group is None:
        return Group.objects.get_or_create(name=name)[0]
    if region.group.name != name:
        region.group.name = name
        region.group.save(update_fields=["name"])
    return region.group


def _collection(region: "Region") -> Collection:
    name = f"{region.code}: {region.title}"
    if region.collection is None:
        root = Collection.get_first_root_node()
        return root.get_children().filter(name=name).first() or root.add_child(name=name)
    if region.collection.name != name:
        region.collection.name = name
        region.collection.save(update_fields=["name"])
    return region.collection
