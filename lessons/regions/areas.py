"""How the borders of regions change: every change is a day, and what was stays readable.

All changes go through here. Each begins by announcing itself, which makes others wait until it is done: two editors
cannot write the same border at once.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from lessons.days import sensible_day
from lessons.records.changes import announce
from lessons.regions.models import Region, RegionArea, RegionMerger
from lessons.regions.rules import ONE_DAY
from lessons.vocabulary.models import Municipality, Sector

KIND: Final = "regio"
PAST: Final = (
    "Bij deze regio horen of hoorden gemeenten, of zij ging op in een andere regio, of een andere in haar. Dat blijft "
    "te lezen. Verwijderen of van de website halen kan daarom niet. Houdt de regio op, beëindig dan haar gemeenten bij "
    "‘Gebied’, of laat haar daar opgaan in een andere regio."
)
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

    What belongs to it already stays as it is. With ``take_over`` they leave the other regions that they belong to on
    that day; without, they belong to both. Answers how many rows were ``new``, were ``there``, or were ``ended``.

    Raises:
        ValidationError: the region is part of another before the period ends, it holds the whole country and single
            municipalities at once, a row of the same ends or begins within the period, or the days are none.
    """
    announce(KIND, str(region.pk))
    refuse_days(valid_from, valid_until)
    refuse_merged(region, valid_until or date.max)
    if take_over:
        refuse_taking_over(region, valid_until)
    there = rows_by_place(sectors)
    done: Counter[str] = Counter()
    new, left = [], []
    for sector in sectors:
        for municipality in municipalities:
            same = there[sector.pk, municipality.pk if municipality else None]
            if take_over and municipality is not None:
                left += [row for row in same if row.region_id != region.pk and row.for_rules().holds(valid_from)]
            own = [row for row in same if row.region_id == region.pk]
            held = next((row for row in own if row.for_rules().holds(valid_from)), None)
            if held is not None:
                refuse_longer(held, valid_until)
                done["there"] += 1
                continue
            refuse_later(own, valid_from, valid_until)
            days = {"valid_from": valid_from, "valid_until": valid_until}
            new.append(RegionArea(region=region, sector=sector, municipality=municipality, **days))
    refuse_mixed([row for rows in there.values() for row in rows if row.region_id == region.pk], new)
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
            raise ValidationError(f"{area} begint pas op {area.valid_from:%d-%m-%Y}. Kies een latere dag.")
        if area.valid_until is not None and area.valid_until < valid_until:
            raise ValidationError(
                f"{area} hoort er maar bij tot en met {area.valid_until:%d-%m-%Y}. Kies die dag of eerder."
            )
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
    if not region.live or not into.live:
        raise ValidationError("Beide regio's moeten openbaar zijn. Publiceer eerst hun pagina's.")
    refuse_merged(region, date.max)
    refuse_merged(into, date.max)
    if RegionMerger.objects.filter(into=region, day__gt=day).exists():
        raise ValidationError(f"Na die dag gaat er nog een regio op in {region}. Kies een latere dag.")
    rows = list(RegionArea.objects.filter(region=region).select_related("sector", "municipality"))
    later = next((row for row in rows if row.valid_from >= day), None)
    if later is not None:
        raise ValidationError(f"{later} begint op {later.valid_from:%d-%m-%Y}. Kies een dag daarna.")
    moving = [row for row in rows if row.for_rules().holds(day)]
    there = rows_by_place([row.sector for row in moving])
    RegionMerger.objects.create(region=region, into=into, day=day)
    for row in moving:
        theirs = [each for each in there[row.sector_id, row.municipality_id] if each.region_id == into.pk]
        first = first_free_day(theirs, day)
        if first is not None and (row.valid_until is None or first <= row.valid_until):
            extend(into, [row.sector], [row.municipality], first, valid_until=row.valid_until)
    return leave(moving, day)


def first_free_day(rows: Collection[RegionArea], day: date) -> date | None:
    """The first day from ``day`` on that none of these rows holds on; None where one of them goes on."""
    while held := next((row for row in rows if row.for_rules().holds(day)), None):
        if held.valid_until is None:
            return None
        day = held.valid_until + ONE_DAY
    return day


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


def refuse_merged(region: Region, last: date) -> None:
    """Raises ValidationError where ``region`` is part of another on ``last``, or was before."""
    merger = RegionMerger.objects.filter(region=region, day__lte=last).select_related("into").first()
    if merger is not None:
        raise ValidationError(
            f"{region} is vanaf {merger.day:%d-%m-%Y} deel van {merger.into}. Kies die regio, of een eerder einde."
        )


def refuse_taking_over(region: Region, valid_until: date | None) -> None:
    """Raises ValidationError where others would lose municipalities to a region that nobody sees, or for a while."""
    if not region.live:
        raise ValidationError(f"{region} is nog niet openbaar, en kan geen gemeenten van andere regio's overnemen.")
    if valid_until is not None:
        raise ValidationError(
            "Wat u elders weghaalt, komt daar niet vanzelf terug. Laat de laatste dag leeg, of haal het vinkje weg."
        )


def refuse_longer(held: RegionArea, last: date | None) -> None:
    """Raises ValidationError where what is there already ends before ``last``."""
    if held.valid_until is not None and (last is None or last > held.valid_until):
        raise ValidationError(
            f"{held} hoort er al bij, tot en met {held.valid_until:%d-%m-%Y}. Kies een eerste dag daarna."
        )


def refuse_later(own: Iterable[RegionArea], first: date, last: date | None) -> None:
    """Raises ValidationError where a row of the same place begins within the period."""
    for row in own:
        if row.valid_from > first and (last is None or row.valid_from <= last):
            raise ValidationError(
                f"{row} hoort er al bij vanaf {row.valid_from:%d-%m-%Y}. Kies een laatste dag daarvoor."
            )


def refuse_mixed(own: Iterable[RegionArea], new: Collection[RegionArea]) -> None:
    """Raises ValidationError where a region would hold the whole country and single municipalities at once."""
    for row in new:
        for other in own:
            mixed = (row.municipality_id is None) != (other.municipality_id is None)
            if mixed and row.sector_id == other.sector_id and meet(row, other):
                raise ValidationError(
                    f"{row.region} heeft voor deze sector al {other.municipality or 'heel Nederland'}. Een regio heeft "
                    "gemeenten of heel Nederland. Beëindig eerst het ene."
                )


def meet(one: RegionArea, other: RegionArea) -> bool:
    """Whether there is a day on which both hold."""
    last = min(one.valid_until or date.max, other.valid_until or date.max)
    return max(one.valid_from, other.valid_from) <= last


def has_past(region: Region) -> bool:
    """Whether borders or mergers, of now or before, hang on this region: it cannot go without rewriting them."""
    merged = RegionMerger.objects.filter(Q(region=region.pk) | Q(into=region.pk))
    return RegionArea.objects.filter(region=region.pk).exists() or merged.exists()


@receiver(pre_delete, sender=Region)
def refuse_deleting(instance: Region, **kwargs: Any) -> None:
    """Refuse to delete a region with a past, whatever deletes it.

    Raises:
        ValidationError: what to do instead.
    """
    if has_past(instance):
        raise ValidationError(PAST)
