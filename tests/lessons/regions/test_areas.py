"""Borders change by a day, and what was stays."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from lessons.records.changes import content_generation
from lessons.regions.areas import end, extend, merge, remove, undo_merger
from lessons.regions.models import Region, RegionArea, RegionMerger
from lessons.vocabulary.models import Municipality, Sector
from tests.factories import give_area, make_region, term

pytestmark = pytest.mark.django_db

FIRST, LATER = date(2023, 7, 6), date(2025, 1, 1)
BEFORE_LATER = date(2024, 12, 31)


def rows(region: Region) -> list[tuple[str, str | None, date, date | None]]:
    fields = ("sector_id", "municipality_id", "valid_from", "valid_until")
    return list(RegionArea.objects.filter(region=region).order_by(*fields).values_list(*fields))


def municipalities(*codes: str) -> list[Municipality]:
    return [term(Municipality, code) for code in codes]


def po() -> list[Sector]:
    return [term(Sector, "po")]


@pytest.fixture
def veenrand() -> Region:
    made = make_region("Veenrand")
    give_area(made, "assen", "borger", sectors=["po"], valid_from=FIRST)
    return made


@pytest.fixture
def lek() -> Region:
    return make_region("Kromme Lek")


def test_what_belongs_to_a_region_already_stays_as_it_is(veenrand: Region) -> None:
    done = extend(veenrand, po(), municipalities("assen", "emmen"), LATER)

    assert (done["new"], done["there"]) == (1, 1)
    assert rows(veenrand) == [("po", "assen", FIRST, None), ("po", "borger", FIRST, None), ("po", "emmen", LATER, None)]


def test_a_municipality_that_moves_leaves_its_region_the_day_before(veenrand: Region, lek: Region) -> None:
    done = extend(lek, po(), municipalities("assen"), LATER, take_over=True)

    assert done["ended"] == 1
    assert rows(veenrand)[0] == ("po", "assen", FIRST, BEFORE_LATER)
    assert rows(lek) == [("po", "assen", LATER, None)]


def test_without_taking_over_a_municipality_belongs_to_both(veenrand: Region, lek: Region) -> None:
    extend(lek, po(), municipalities("assen"), LATER)

    assert rows(veenrand)[0] == ("po", "assen", FIRST, None)


def test_of_a_refused_change_nothing_is_written(veenrand: Region, lek: Region) -> None:
    give_area(veenrand, "emmen", sectors=["po"], valid_from=LATER)

    with pytest.raises(ValidationError, match="begint op dezelfde dag"):
        extend(lek, po(), municipalities("assen", "emmen"), LATER, take_over=True)

    assert rows(lek) == []
    assert rows(veenrand)[0] == ("po", "assen", FIRST, None)


def test_a_row_of_the_same_that_begins_later_is_in_the_way(veenrand: Region) -> None:
    give_area(veenrand, "emmen", sectors=["po"], valid_from=LATER)

    with pytest.raises(ValidationError, match="hoort er al bij vanaf 01-01-2025"):
        extend(veenrand, po(), municipalities("emmen"), FIRST)

    extend(veenrand, po(), municipalities("emmen"), FIRST, valid_until=BEFORE_LATER)
    assert ("po", "emmen", FIRST, BEFORE_LATER) in rows(veenrand)


def test_what_ends_keeps_its_first_day(veenrand: Region) -> None:
    assen = RegionArea.objects.get(municipality="assen")

    assert end(veenrand, [assen.pk], BEFORE_LATER) == 1

    assert rows(veenrand)[0] == ("po", "assen", FIRST, BEFORE_LATER)


@pytest.mark.parametrize(
    ("ends", "told"), [(date(2023, 7, 5), "begint pas op"), (date(2026, 1, 1), "hoort er maar bij tot en met")]
)
def test_a_row_ends_on_a_day_that_it_holds_on(veenrand: Region, ends: date, told: str) -> None:
    assen = RegionArea.objects.get(municipality="assen")
    end(veenrand, [assen.pk], BEFORE_LATER)

    with pytest.raises(ValidationError, match=told):
        end(veenrand, [assen.pk], ends)


def test_rows_of_another_region_are_left_alone(veenrand: Region, lek: Region) -> None:
    assen = RegionArea.objects.get(municipality="assen")

    assert (end(lek, [assen.pk], BEFORE_LATER), remove(lek, [assen.pk])) == (0, 0)
    assert rows(veenrand)[0] == ("po", "assen", FIRST, None)


@pytest.mark.parametrize(
    ("first", "last"), [(date(1, 1, 1), None), (FIRST, date(2200, 1, 1)), (LATER, date(2024, 1, 1))]
)
def test_days_that_nobody_can_mean_are_refused(veenrand: Region, first: date, last: date | None) -> None:
    with pytest.raises(ValidationError):
        extend(veenrand, po(), municipalities("emmen"), first, valid_until=last)


def test_a_merger_takes_all_that_belongs_to_the_region_along(veenrand: Region, lek: Region) -> None:
    end(veenrand, [RegionArea.objects.get(municipality="borger").pk], date(2024, 6, 30))

    assert merge(veenrand, lek, LATER) == 1

    assert rows(veenrand) == [("po", "assen", FIRST, BEFORE_LATER), ("po", "borger", FIRST, date(2024, 6, 30))]
    assert rows(lek) == [("po", "assen", LATER, None)]


def test_a_region_that_is_part_of_another_gets_nothing_any_more(veenrand: Region, lek: Region) -> None:
    merge(veenrand, lek, LATER)

    with pytest.raises(ValidationError, match="is vanaf 01-01-2025 deel van Kromme Lek"):
        extend(veenrand, po(), municipalities("emmen"), LATER)
    with pytest.raises(ValidationError, match="is vanaf 01-01-2025 deel van Kromme Lek"):
        merge(veenrand, make_region(), date(2026, 1, 1))


def test_regions_are_never_part_of_each_other(veenrand: Region, lek: Region) -> None:
    merge(veenrand, lek, LATER)

    for region, into, when in ((lek, veenrand, date(2026, 1, 1)), (lek, veenrand, FIRST), (lek, lek, LATER)):
        with pytest.raises(ValidationError):
            merge(region, into, when)
    assert RegionMerger.objects.count() == 1


def test_a_merger_waits_for_what_begins_later(veenrand: Region, lek: Region) -> None:
    give_area(veenrand, "emmen", sectors=["po"], valid_from=date(2026, 1, 1))

    with pytest.raises(ValidationError, match="Kies een dag daarna"):
        merge(veenrand, lek, LATER)
    assert not RegionMerger.objects.exists()


def test_a_merger_that_was_a_mistake_can_be_taken_back(veenrand: Region, lek: Region) -> None:
    merge(veenrand, lek, LATER)

    undo_merger(veenrand)

    extend(veenrand, po(), municipalities("assen"), LATER)
    assert rows(veenrand)[1] == ("po", "assen", LATER, None)


def test_every_change_is_announced(veenrand: Region, lek: Region) -> None:
    def raised(change: object) -> bool:
        before = content_generation()
        change()  # type: ignore[operator]
        return content_generation() > before

    assen = RegionArea.objects.get(municipality="assen")
    assert raised(lambda: extend(veenrand, po(), municipalities("emmen"), FIRST))
    assert raised(lambda: end(veenrand, [assen.pk], date(2030, 1, 1)))
    assert raised(lambda: merge(veenrand, lek, LATER))
    assert raised(lambda: undo_merger(veenrand))
    assert raised(lambda: remove(veenrand, [assen.pk]))


def test_a_later_version_of_the_page_leaves_its_borders_alone(veenrand: Region) -> None:
    old = veenrand.save_revision()
    give_area(veenrand, "emmen", sectors=["po"], valid_from=LATER)

    old.publish()

    assert len(rows(veenrand)) == 3


def test_nothing_belongs_to_a_region_after_it_went_up_in_another(veenrand: Region, lek: Region) -> None:
    merge(veenrand, lek, LATER)

    with pytest.raises(ValidationError, match="is vanaf 01-01-2025 deel van Kromme Lek"):
        extend(veenrand, po(), municipalities("emmen"), FIRST)
    extend(veenrand, po(), municipalities("emmen"), FIRST, valid_until=BEFORE_LATER)


def test_a_merger_loses_no_municipality_that_the_other_region_has_for_a_while(veenrand: Region, lek: Region) -> None:
    give_area(lek, "assen", sectors=["po"], valid_from=FIRST, valid_until=date(2025, 6, 30))

    merge(veenrand, lek, LATER)

    assert ("po", "assen", date(2025, 7, 1), None) in rows(lek)


def test_what_is_there_for_a_shorter_time_is_not_silently_enough(veenrand: Region) -> None:
    end(veenrand, [RegionArea.objects.get(municipality="assen").pk], LATER)

    with pytest.raises(ValidationError, match="hoort er al bij, tot en met 01-01-2025"):
        extend(veenrand, po(), municipalities("assen"), FIRST)


def test_an_overlap_ends_where_the_region_takes_over_what_it_has_already(veenrand: Region, lek: Region) -> None:
    give_area(lek, "assen", sectors=["po"], valid_from=FIRST)

    done = extend(veenrand, po(), municipalities("assen"), LATER, take_over=True)

    assert (done["there"], done["ended"]) == (1, 1)
    assert rows(lek) == [("po", "assen", FIRST, BEFORE_LATER)]


def test_a_draft_and_a_short_stay_take_nothing_from_others(veenrand: Region) -> None:
    draft = make_region("Concept", live=False)

    with pytest.raises(ValidationError, match="nog niet openbaar"):
        extend(draft, po(), municipalities("assen"), LATER, take_over=True)
    with pytest.raises(ValidationError, match="komt daar niet vanzelf terug"):
        extend(make_region(), po(), municipalities("assen"), LATER, valid_until=date(2025, 8, 31), take_over=True)
    with pytest.raises(ValidationError, match="moeten openbaar zijn"):
        merge(draft, veenrand, LATER)


def test_a_region_has_the_whole_country_or_municipalities(veenrand: Region) -> None:
    with pytest.raises(ValidationError, match="gemeenten of heel Nederland"):
        extend(veenrand, po(), [None], LATER)

    extend(veenrand, [term(Sector, "mbo")], [None], LATER)


def test_a_region_with_a_past_is_not_deleted_whatever_deletes_it(veenrand: Region, lek: Region) -> None:
    merge(make_region("Oud"), lek, LATER)

    for region in (veenrand, lek):
        with pytest.raises(ValidationError, match="Dat blijft te lezen"), transaction.atomic():
            Region.objects.filter(pk=region.pk).delete()
    make_region("Nieuw").delete()
