"""How the borders of regions change: every change is a day, and what was stays readable.

All changes go through here. Each begins by announcing itself, which makes others wait until it is done: two editors
cannot write the same border at once.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction

from lessons.days import sensible_day
from lessons.records.changes import announce
from lessons.regions.models import Region, RegionArea, RegionMerger
from lessons.regions.rules import ONE_DAY
from lessons.vocabulary.models import Municipality, Sector

KIND: Final = "regio"
COUNTRY: Final[tuple[None]] = (None,)
"""In place of municipalities: the whole country."""


@transaction.atomic
def extend(
    region: Region,
    sectors: Collection[Sector],
    municipalities: Collection[Municipality | None],
    valid_from: date,
    *,
    valid_until: date | None = None,
    take_over: bool = False,
) -> Counter[str]:
    """Let municipalities belong to ``region`` for each of these sectors, from a day on.

    What belongs to it already on that day stays as it is. With ``take_over`` they leave the regions that they belong to
    on that day; without, they belong to both. Answers how many rows were ``new``, were ``there``, or were ``ended``.

    Raises:
        ValidationError: the region is no longer there on that day, a later row of the same is in the way, or the days
            are none.
    """
    announce(KIND, str(region.pk))
    refuse_days(valid_from, valid_until)
    refuse_merged(region, valid_from)
    there = rows_by_place(sectors)
    done: Counter[str] = Counter()
    new, left = [], []
    for sector in sectors:
        for municipality in municipalities:
            same = there[sector.pk, municipality.pk if municipality else None]
            own = [row for row in same if row.region_id == region.pk]
            if any(row.for_rules().holds(valid_from) for row in own):
                done["there"] += 1
                continue
            refuse_later(own, valid_from, valid_until)
            if take_over and municipality is not None:
                left += [row for row in same if row.for_rules().holds(valid_from)]
            days = {"valid_from": valid_from, "valid_until": valid_until}
            new.append(RegionArea(region=region, sector=sector, municipality=municipality, **days))
    done["ended"] = leave(left, valid_from)
    done["new"] = len(RegionArea.objects.bulk_create(new))
    return done


@transaction.atomic
def end(region: Region, areas: Collection[int], valid_until: date) -> int:
    """Let rows of ``region`` (by id) end with a day that they hold on; answers how many.

    Raises:
        ValidationError: one of them does not hold on that day, or the day is none.
    """
    announce(KIND, str(region.pk))
    refuse_days(valid_until, None)
    chosen = RegionArea.objects.filter(region=region, pk__in=areas)
    for area in chosen.select_related("region", "sector", "municipality"):
        if area.valid_from > valid_until:
            raise ValidationError(
                f"{area} begint pas op {area.valid_from:%d-%m-%Y}. Kies een latere dag, of haal de rij weg."
            )
        if area.valid_until is not None and area.valid_until < valid_until:
            raise ValidationError(f"{area} eindigde al op {area.valid_until:%d-%m-%Y}. Kies een eerdere dag.")
    return chosen.update(valid_until=valid_until)


@transaction.atomic
def remove(region: Region, areas: Collection[int]) -> int:
    """Take rows of ``region`` (by id) away that were never true; answers how many. What was true is ended instead."""
    announce(KIND, str(region.pk))
    return RegionArea.objects.filter(region=region, pk__in=areas).delete()[0]


@transaction.atomic
def merge(region: Region, into: Region, day: date) -> int:
    """Let ``region`` be part of ``into`` from ``day`` on, with all that belongs to it then; answers how many rows.

    Raises:
        ValidationError: one of the two is part of another region, something of ``region`` begins only later, or the
            day is none.
    """
    announce(KIND, str(region.pk))
    announce(KIND, str(into.pk))
    refuse_days(day, None)
    if region.pk == into.pk:
        raise ValidationError("Een regio kan niet in zichzelf opgaan. Kies een andere regio.")
    refuse_merged(region, date.max)
    refuse_merged(into, day)
    if RegionMerger.objects.filter(into=region, day__gt=day).exists():
        raise ValidationError(f"Na die dag gaat er nog een regio op in {region}. Kies een latere dag.")
    later = RegionArea.objects.filter(region=region, valid_from__gte=day).first()
    if later is not None:
        raise ValidationError(f"{later} begint op of na die dag. Haal die rij eerst weg, of kies een latere dag.")
    rows = RegionArea.objects.filter(region=region).select_related("sector", "municipality")
    moving = [row for row in rows if row.for_rules().holds(day)]
    RegionMerger.objects.create(region=region, into=into, day=day)
    for row in moving:
        extend(into, [row.sector], [row.municipality], day, valid_until=row.valid_until)
    return leave(moving, day)


@transaction.atomic
def undo_merger(region: Region) -> None:
    """Say that ``region`` never was part of another. Its borders stay as they are, to be put right row by row."""
    announce(KIND, str(region.pk))
    RegionMerger.objects.filter(region=region).delete()


def rows_by_place(sectors: Collection[Sector]) -> defaultdict[tuple[str, str | None], list[RegionArea]]:
    """All rows for these sectors, by sector and municipality. One query."""
    found: defaultdict[tuple[str, str | None], list[RegionArea]] = defaultdict(list)
    for row in RegionArea.objects.filter(sector__in=sectors):
        found[row.sector_id, row.municipality_id].append(row)
    return found


def leave(rows: Collection[RegionArea], day: date) -> int:
    """Let rows of other regions end the day before ``day``; answers how many.

    Raises:
        ValidationError: one begins on that very day, and would never have been.
    """
    for row in rows:
        if row.valid_from == day:
            raise ValidationError(f"{row} begint op dezelfde dag. Haal die rij eerst weg bij {row.region}.")
    for region in sorted({row.region_id for row in rows}):
        announce(KIND, str(region))
    return RegionArea.objects.filter(pk__in=[row.pk for row in rows]).update(valid_until=day - ONE_DAY)


def refuse_days(first: date, last: date | None) -> None:
    """Raises ValidationError where a day is outside what can be meant, or the last is before the first."""
    for day in (first, last):
        if day is not None:
            sensible_day(day)
    if last is not None and last < first:
        raise ValidationError("De laatste dag ligt vóór de eerste. Kies een latere dag.")


def refuse_merged(region: Region, day: date) -> None:
    """Raises ValidationError where ``region`` is part of another on ``day``."""
    merger = RegionMerger.objects.filter(region=region, day__lte=day).select_related("into").first()
    if merger is not None:
        raise ValidationError(f"{region} ging op {merger.day:%d-%m-%Y} op in {merger.into}. Kies die regio.")


def refuse_later(own: Iterable[RegionArea], first: date, last: date | None) -> None:
    """Raises ValidationError where a row of the same place begins within the period."""
    for row in own:
        if row.valid_from > first and (last is None or row.valid_from <= last):
            raise ValidationError(
                f"{row} begint al op {row.valid_from:%d-%m-%Y}. Laat de nieuwe rij eerder eindigen, of haal die weg."
            )
