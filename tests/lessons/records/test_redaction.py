"""Taking a passage out of every edition, without changing one."""

import pytest

from lessons.records.models import PublicRecord
from lessons.records.opened import MASK, masked, opened, pattern
from lessons.records.redaction import NotRestored, PassageTooShort, hits, redact, restore
from tests.factories import make_report, publish


@pytest.mark.parametrize("written", ["Jan van Dam", "jan  van\ndam", "Jan **van** Dam", "Jan _van Dam_"])
def test_a_passage_is_found_whatever_its_spacing_and_emphasis(written: str) -> None:
    assert MASK in masked(f"Volgens {written} werkt het.", [pattern("Jan van Dam")])


def test_identities_and_numbers_are_not_masked() -> None:
    lesson = {"id": "0b0f5a52-7f3c", "count": 12, "statement": "Les 0b0f5a52-7f3c"}

    assert masked(lesson, [pattern("0b0f5a52-7f3c")]) == {
        "id": "0b0f5a52-7f3c",
        "count": 12,
        "statement": f"Les {MASK}",
    }


@pytest.mark.django_db
def test_a_redacted_passage_is_gone_from_every_edition_and_the_editions_are_unchanged() -> None:
    report = make_report(approach="Wij vroegen mevrouw Jansen van de Beukenhof.")
    publish(report)
    report.title = "Een tweede titel met een uitkomst"
    record = publish(report)
    before = list(record.editions.values_list("document", flat=True))
    assert hits(record, "mevrouw Jansen") == {1: 1, 2: 1}
    redact(record, "mevrouw Jansen", "Herkenbaar")

    assert list(record.editions.values_list("document", flat=True)) == before
    for edition in record.editions.all():
        assert "Jansen" not in opened(record, edition)["approach"]


@pytest.mark.django_db
def test_a_passage_that_could_stand_anywhere_is_refused() -> None:
    with pytest.raises(PassageTooShort):
        redact(publish(make_report()), "de", "Te kort")


@pytest.mark.django_db
def test_a_passage_is_put_back_by_another_than_took_it_out() -> None:
    record = publish(make_report(approach="Wij vroegen mevrouw Jansen van de Beukenhof."))
    redact(record, "mevrouw Jansen", "Herkenbaar", by=1)
    redact(record, "de Beukenhof", "Een school", by=1)

    with pytest.raises(NotRestored, match="zelf weg"):
        restore(record, "mevrouw Jansen", by=1)
    restore(record, "mevrouw Jansen", by=2)

    assert opened(record, record.editions.get())["approach"] == f"Wij vroegen mevrouw Jansen van {MASK}."
    with pytest.raises(NotRestored, match="staat er al weer"):
        restore(record, "mevrouw Jansen", by=2)


@pytest.mark.django_db
def test_of_two_editors_at_once_none_undoes_the_other() -> None:
    record = publish(make_report(approach="Wij vroegen mevrouw Jansen van de Beukenhof."))
    opened_before = PublicRecord.objects.get(pk=record.pk)

    redact(record, "mevrouw Jansen", "Herkenbaar")
    redact(opened_before, "de Beukenhof", "Een school")

    record.refresh_from_db()
    assert [entry["passage"] for entry in record.redactions] == ["mevrouw Jansen", "de Beukenhof"]
