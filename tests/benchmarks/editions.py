"""The database to measure with: 20,000 reports with their editions under sixty regions, and some ordinary pages."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.core.management import call_command
from django.db import connection, transaction
from tqdm import tqdm

from lessons.evidence.rules import own_step
from lessons.records.canonical import canonical, sha256
from lessons.records.changes import CONTENT, raise_generation
from lessons.records.models import Counter, Edition, PublicRecord
from lessons.regions.models import Region, RegionArea, RegionIndexPage
from lessons.reports.choices import ResultDirection, Reversibility
from lessons.vocabulary.labels import LISTS
from lessons.vocabulary.models import Municipality, Sector
from lessons.vocabulary.municipalities import load_municipalities, read_municipalities
from tests.benchmarks.stock.pages import make_stock_pages
from tests.benchmarks.varied import Varied

REPORTS: Final = 20_000
REGIONS: Final = 60
COVERING: Final = 50
"""So many of them share the municipalities of the Netherlands."""
ORDINARY_PAGES: Final = 100
_STEP: Final = 500
_FIRST_MOMENT: Final = datetime(2023, 1, 1, tzinfo=UTC)
_MINUTES_BETWEEN: Final = 70


def ensure(folder: Path) -> None:
    """Make the database of these settings, unless an earlier run did: ``folder`` then says so."""
    finished = folder / "complete"
    if finished.exists():
        return
    Path(connection.settings_dict["NAME"]).unlink(missing_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_demo")
    regions = make_regions()
    write_reports(varied(), regions)
    cover_the_country(regions[:COVERING])
    make_stock_pages(ORDINARY_PAGES)
    connection.close()
    finished.touch()


def varied() -> Varied:
    """Mixed from the editions of the demo content."""
    codes = {name: sorted(model._default_manager.values_list("pk", flat=True)) for name, model in LISTS.items()}
    codes |= {"result_direction": ResultDirection.values, "reversibility": Reversibility.values}
    demo = Edition.objects.filter(record__page__isnull=False).order_by("pk")  # ours have no page
    return Varied([json.loads(text) for text in demo.values_list("document", flat=True)], codes)


def _last(model: Any) -> int:
    return model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0


def make_regions() -> list[int]:
    """Regions up to their number, with the texts of the demo's; the ids of all."""
    index = RegionIndexPage.objects.get()
    known = list(Region.objects.order_by("pk"))
    for number in tqdm(range(len(known), REGIONS), desc="Making regions", unit="region", disable=None):
        like = known[number % len(known)]
        code = f"X{chr(65 + number // 26)}{chr(65 + number % 26)}"
        texts = {name: getattr(like, name) for name in ("intro", "challenges", "definition", "governance")}
        index.add_child(instance=Region(title=f"{like.title} {number}", code=code, **texts))
    return list(Region.objects.order_by("pk").values_list("pk", flat=True))


def cover_the_country(regions: list[int]) -> None:
    """The 342 municipalities of 2023, each with a region for each sector; the first ones came first."""
    load_municipalities(read_municipalities())
    codes = Municipality.objects.filter(code__startswith="GM").order_by("code").values_list("pk", flat=True)
    RegionArea.objects.bulk_create(
        RegionArea(
            region_id=regions[(place * len(regions) // len(codes) + turn) % len(regions)],
            sector_id=sector,
            municipality_id=code,
            valid_from=date(2023, 7, 6) + timedelta(days=place),
        )
        for turn, sector in enumerate(Sector.objects.values_list("pk", flat=True))
        for place, code in enumerate(codes)
    )
    raise_generation(CONTENT)


@transaction.atomic
def write_reports(source: Varied, regions: list[int]) -> None:
    """Records and editions as a publication writes them, in large steps and without their pages."""
    record_pk, edition_pk = _last(PublicRecord), _last(Edition)
    counter = Counter.objects.get(kind=PublicRecord.Kind.REPORT)
    numbers = range(counter.last + 1, REPORTS + 1)
    records: list[PublicRecord] = []
    editions: list[Edition] = []
    for number in tqdm(numbers, desc="Making reports", unit="report", disable=None):
        edition_pk, record_pk = edition_pk + 1, record_pk + 1
        edition = edition_of(source.document(number), number, record_pk, edition_pk)
        editions.append(edition)
        records.append(
            PublicRecord(
                pk=record_pk,
                kind=PublicRecord.Kind.REPORT,
                number=number,
                region_id=regions[number % len(regions)],
                current_edition_id=edition_pk,
                first_published_at=edition.published_at,
            )
        )
        if len(records) == _STEP or number == numbers[-1]:
            PublicRecord.objects.bulk_create(records)
            Edition.objects.bulk_create(editions)
            records, editions = [], []
    Counter.objects.filter(pk=counter.pk).update(last=REPORTS)
    raise_generation(CONTENT)


def edition_of(document: dict[str, Any], number: int, record: int, pk: int) -> Edition:
    """The first edition of a report."""
    text = canonical(document)
    moment = _FIRST_MOMENT + timedelta(minutes=number * _MINUTES_BETWEEN)
    return Edition(
        pk=pk,
        record_id=record,
        number=1,
        schema=document["schema"],
        document=text,
        sha256=sha256(text),
        published_at=moment,
        own_step=own_step(document),
        revision_id=number,
        revision_written_at=moment,
        approved_by="Redactie",
    )
