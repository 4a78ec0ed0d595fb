"""An edition is erased by law in one way: with a permit, and nothing else can change it."""

import datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from lessons.media.store import store
from lessons.records.erasing import NothingToErase, edition_to_erase, erase
from lessons.records.models import Edition, EditionFile, Erasure, PublicRecord
from lessons.records.opened import Erased, opened
from lessons.records.triggers import TABLE, install
from lessons.records.verification import changed_editions, lost_editions
from lessons.signals import public_changed
from tests.factories import make_report, publish

pytestmark = pytest.mark.django_db

WHO, WHY = "Functionaris gegevensbescherming", "Verzoek om verwijdering, artikel 17 AVG"


@pytest.fixture
def record() -> PublicRecord:
    """A record with two editions."""
    report = make_report()
    publish(report)
    report.approach = "Met meer gesprekken."
    report.change_note = "Meer gesprekken."
    return publish(report)


@pytest.fixture
def triggers() -> None:
    """The database's own guard; both databases take it back with the test's transaction."""
    install("default")
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def edition(record: PublicRecord, number: int = 1) -> Edition:
    return edition_to_erase(record.kind, record.number, number)


def test_an_erased_edition_keeps_number_and_date_and_loses_its_words(record: PublicRecord) -> None:
    before = edition(record, 2)

    permit = erase(before, WHO, WHY)

    after = Edition.objects.get(pk=before.pk)
    assert (after.number, after.published_at) == (before.number, before.published_at)
    assert (after.document, after.sha256, after.change_note) == ("", "", "")
    assert (permit.who, permit.why) == (WHO, WHY)
    assert timezone.now() - permit.at < datetime.timedelta(minutes=1)
    with pytest.raises(Erased):
        opened(record, after)


def test_the_other_editions_stay_readable_and_the_proof_holds(record: PublicRecord) -> None:
    erase(edition(record), WHO, WHY)

    assert opened(record, edition(record, 2))["approach"] == "Met meer gesprekken."
    assert list(changed_editions()) == list(lost_editions()) == []


def test_an_erasure_is_a_public_change(record: PublicRecord) -> None:
    told: list[str] = []

    def note(key: str, **kwargs: object) -> None:
        told.append(key)

    public_changed.connect(note)
    try:
        erase(edition(record), WHO, WHY)
    finally:
        public_changed.disconnect(note)

    assert told == [record.key]


def test_without_who_and_why_nothing_is_erased(record: PublicRecord) -> None:
    with pytest.raises(ValueError, match="who and why"):
        erase(edition(record), WHO, " ")

    assert edition(record).sha256
    assert not Erasure.objects.exists()


def test_what_is_not_there_or_gone_already_cannot_be_erased(record: PublicRecord) -> None:
    with pytest.raises(NothingToErase, match="no edition 7"):
        edition(record, 7)
    erase(edition(record), WHO, WHY)
    with pytest.raises(NothingToErase, match="erased before"):
        edition(record)


def test_a_file_that_only_the_erased_edition_named_is_removed(
    record: PublicRecord, django_capture_on_commit_callbacks: object
) -> None:
    from django.core.files.base import ContentFile  # noqa: PLC0415

    for sha256, numbers in (("a" * 64, (1,)), ("b" * 64, (1, 2))):
        store().save(sha256, ContentFile(b"inhoud"))
        for number in numbers:
            EditionFile.objects.create(edition=edition(record, number), sha256=sha256, name="draaiboek.pdf")

    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture's own type
        erase(edition(record), WHO, WHY)

    assert not store().exists("a" * 64)
    assert store().exists("b" * 64)
    assert set(EditionFile.objects.values_list("edition__number", flat=True)) == {2}


CHANGES = {
    "update": f"UPDATE {TABLE} SET document = '{{}}'",  # noqa: S608  # the test's own text
    "delete": f"DELETE FROM {TABLE}",  # noqa: S608  # as above
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_the_database_refuses_to_change_an_edition(record: PublicRecord, triggers: None, change: str) -> None:
    with pytest.raises(DatabaseError, match="unchangeable"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)

    assert edition(record).sha256


def test_the_permit_of_one_edition_opens_no_other(record: PublicRecord, triggers: None) -> None:
    erase(edition(record), WHO, WHY)

    with pytest.raises(DatabaseError, match="unchangeable"), transaction.atomic():
        Edition.objects.filter(record=record, number=2).update(document="")


def test_the_command_erases_when_it_is_told_twice(
    record: PublicRecord, triggers: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ("erase_edition", record.kind, str(record.number), "1", f"--who={WHO}", f"--why={WHY}")
    monkeypatch.setattr("builtins.input", lambda question: "ja")
    with pytest.raises(CommandError, match="Nothing was erased"):
        call_command(*arguments)
    assert edition(record).sha256

    monkeypatch.setattr("builtins.input", lambda question: f"{record.kind} {record.number}, edition 1")
    call_command(*arguments)

    assert "is erased" in capsys.readouterr().out
    assert Erasure.objects.get().why == WHY


def test_the_command_says_what_is_not_there(record: PublicRecord) -> None:
    with pytest.raises(CommandError, match="no edition 9"):
        call_command("erase_edition", record.kind, str(record.number), "9", "--who=x", "--why=y", "--yes")
