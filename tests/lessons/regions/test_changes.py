"""What the public hears of a region: each change, also those that Wagtail makes to it as a plain page."""

from collections.abc import Callable, Iterator

import pytest
from wagtail.models import Page

from lessons.regions.models import Region
from lessons.signals import public_changed
from tests.factories import make_region

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """The regions that changed, by key."""
    keys: list[str] = []

    def listen(kind: str, key: str, **rest: object) -> None:
        if kind == "regio":
            keys.append(key)

    public_changed.connect(listen)
    yield keys
    public_changed.disconnect(listen)


def publish_again(region: Region) -> None:
    region.save_revision().publish()


@pytest.mark.parametrize(
    "change",
    [
        publish_again,
        lambda region: region.unpublish(),
        lambda region: Page.objects.get(pk=region.pk).unpublish(set_expired=True),
        lambda region: Page.objects.get(pk=region.pk).delete(),
        lambda region: Page.objects.filter(pk=region.pk).delete(),
    ],
    ids=["publish", "unpublish", "expire", "delete", "delete a queryset"],
)
def test_every_change_of_a_public_region_is_told(heard: list[str], change: Callable[[Region], None]) -> None:
    region = make_region()
    key = str(region.pk)
    heard.clear()
    change(region)

    assert key in heard


def test_a_draft_of_a_region_is_not_told(heard: list[str]) -> None:
    region = make_region()
    heard.clear()
    region.intro = "Nog niet openbaar."
    region.save_revision()

    assert heard == []
