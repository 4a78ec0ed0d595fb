"""What stood in regions before it had another form is kept."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

LISTS, ROWS, FACTS = (
    [("lessons", name)] for name in ("0004_schemes_and_guidance", "0005_dated_borders", "0006_region_profile")
)


def migrated(to: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(to)
    return MigrationExecutor(connection).loader.project_state(to).apps


@pytest.fixture
def going_back() -> Any:
    """Gives the models as they were at a migration; the database goes on to the last one afterwards."""
    yield migrated
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
def test_what_stood_in_regions_is_kept_on_the_way_to_here(going_back: Any) -> None:
    texts = {"urbanity": "Niet stedelijk", "growth": "Krimp, 1,1% per jaar", "definition": "In gesprek."}
    old = going_back(LISTS)
    po = old.get_model("lessons", "Sector").objects.create(code="po", label="Po")
    assen = old.get_model("lessons", "Municipality").objects.create(code="F001", label="Assen")
    local = region(old, "Veenrand", "000100019001", code="VNR", **texts)
    national = region(old, "Groen", "000100019002", code="GRN", national=True, urbanity="Gemengd", growth="Onzeker")
    empty = region(old, "Leeg", "000100019003", code="LEG", definition="In gesprek.")
    through = old.get_model("lessons", "Region")._meta.get_field
    for each in (local, national, empty):
        through("sectors").remote_field.through.objects.create(region_id=each.pk, sector_id=po.pk)
    through("municipalities").remote_field.through.objects.create(region_id=local.pk, municipality_id=assen.pk)
    old.get_model("lessons", "RegionStatus").objects.create(region=local, status="voorloper", date=date(2023, 7, 6))
    of_region = {"content_type": local.content_type, "base_content_type": local.content_type}
    old.get_model("wagtailcore", "Revision").objects.create(
        **of_region, object_id=str(local.pk), created_at=timezone.now(), content={"title": "Veenrand", **texts}
    )

    dated = migrated(ROWS)

    rows = dated.get_model("lessons", "RegionArea").objects.order_by("region_id")
    assert list(rows.values_list("region_id", "sector_id", "municipality_id", "valid_from")) == [
        (local.pk, "po", "F001", date(2023, 7, 6)),
        (national.pk, "po", None, date(2023, 1, 1)),
    ]

    new = migrated(FACTS)

    pages = new.get_model("lessons", "Region").objects.order_by("path")
    assert list(pages.values_list("urbanity", "growth", "definition")) == [
        ("niet", Decimal("-1.1"), "In gesprek."),
        ("", None, "Over de regio: Onzeker; Gemengd."),
        ("", None, "In gesprek.\n\nSectoren: po."),
    ]
    content = new.get_model("wagtailcore", "Revision").objects.get(object_id=str(local.pk)).content
    assert (content["urbanity"], content["growth"]) == ("niet", "-1.1")
    new.get_model("wagtailcore", "Revision").objects.all().delete()
    pages.all().delete()
