"""Borders of before they had days are kept, with the day of the region's first status."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = [("lessons", "0004_schemes_and_guidance")], [("lessons", "0005_dated_borders")]


def migrated(to: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


@pytest.fixture
def old() -> Any:
    """The models as they were; the database goes on to the last migration afterwards."""
    yield migrated(BEFORE)
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def region(apps: Any, name: str, path: str, **fields: Any) -> Any:
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="lessons", model="region")
    locale = apps.get_model("wagtailcore", "Locale").objects.get_or_create(language_code="nl")[0]
    page = {"title": name, "draft_title": name, "slug": name.lower(), "depth": 3, "path": path, "numchild": 0}
    return apps.get_model("lessons", "Region").objects.create(
        **page, content_type=kind, locale=locale, url_path=f"/{name}/", intro="Fictief.", **fields
    )


@pytest.mark.django_db(transaction=True)
def test_lists_become_rows_from_the_first_status_on(old: Any) -> None:
    sector, place = old.get_model("lessons", "Sector"), old.get_model("lessons", "Municipality")
    po = sector.objects.create(code="po", label="Po")
    assen = place.objects.create(code="F001", label="Assen")
    local = region(old, "Veenrand", "000100019001", code="VNR")
    national = region(old, "Groen", "000100019002", code="GRN", national=True)
    empty = region(old, "Leeg", "000100019003", code="LEG", definition="In gesprek.")
    through = old.get_model("lessons", "Region")._meta.get_field
    for each in (local, national, empty):
        through("sectors").remote_field.through.objects.create(region_id=each.pk, sector_id=po.pk)
    through("municipalities").remote_field.through.objects.create(region_id=local.pk, municipality_id=assen.pk)
    old.get_model("lessons", "RegionStatus").objects.create(region=local, status="voorloper", date=date(2023, 7, 6))

    new = migrated(AFTER)

    rows = new.get_model("lessons", "RegionArea").objects.order_by("region_id")
    assert list(rows.values_list("region_id", "sector_id", "municipality_id", "valid_from")) == [
        (local.pk, "po", "F001", date(2023, 7, 6)),
        (national.pk, "po", None, date(2023, 1, 1)),
    ]
    assert new.get_model("lessons", "Region").objects.get(pk=empty.pk).definition == "In gesprek.\n\nSectoren: po."
    new.get_model("lessons", "Region").objects.all().delete()
