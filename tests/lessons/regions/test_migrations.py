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
def test_lists_become_rows_from_the_first_status_on(going_back: Any) -> None:
    old = going_back(LISTS)
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

    new = migrated(ROWS)

    rows = new.get_model("lessons", "RegionArea").objects.order_by("region_id")
    assert list(rows.values_list("region_id", "sector_id", "municipality_id", "valid_from")) == [
        (local.pk, "po", "F001", date(2023, 7, 6)),
        (national.pk, "po", None, date(2023, 1, 1)),
    ]
    assert new.get_model("lessons", "Region").objects.get(pk=empty.pk).definition == "In gesprek.\n\nSectoren: po."
    new.get_model("lessons", "Region").objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_texts_become_facts_in_the_page_and_in_its_versions(going_back: Any) -> None:
    old = going_back(ROWS)
    texts = {"urbanity": "Niet stedelijk", "growth": "Krimp, 1,1% per jaar", "definition": "In gesprek."}
    made = region(old, "Veenrand", "000100019001", code="VNR", **texts)
    other = region(old, "Lek", "000100019002", code="LEK", urbanity="Gemengd", growth="Onzeker", definition="")
    old.get_model("wagtailcore", "Revision").objects.create(
        content_type=made.content_type,
        base_content_type=made.content_type,
        object_id=str(made.pk),
        created_at=timezone.now(),
        content={"title": "Veenrand", **texts},
    )

    new = migrated(FACTS)

    pages = new.get_model("lessons", "Region").objects.order_by("path")
    assert list(pages.values_list("urbanity", "growth", "definition")) == [
        ("niet", Decimal("-1.1"), "In gesprek."),
        ("", None, "Over de regio: Onzeker; Gemengd."),
    ]
    content = new.get_model("wagtailcore", "Revision").objects.get(object_id=str(made.pk)).content
    assert (content["urbanity"], content["growth"]) == ("niet", "-1.1")
    new.get_model("wagtailcore", "Revision").objects.all().delete()
    pages.filter(pk__in=[made.pk, other.pk]).delete()
