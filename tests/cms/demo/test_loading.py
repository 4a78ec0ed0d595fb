"""Loading the demo: everything the way people would do it, once, or nothing."""

import shutil
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from cms.demo.reading import CONTENT
from lessons.records.models import PublicRecord
from lessons.records.opened import opened
from lessons.records.verification import changed_editions, lost_editions
from lessons.regions.models import Region
from lessons.vocabulary.models import Theme

pytestmark = pytest.mark.django_db


def test_the_demo_is_loaded_once_with_a_record_for_every_report(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_demo")
    records = list(PublicRecord.objects.select_related("current_edition"))

    assert len(records) == 20
    assert {record.current_edition.own_step for record in records} == {0, 1, 2, 3, 4}
    assert not list(changed_editions())
    assert not list(lost_editions())
    assert [record.number for record in sorted(records, key=lambda r: r.first_published_at)] == list(range(1, 21))
    assert all(opened(record, record.current_edition)["lessons"] for record in records)
    assert any(record.current_edition.number == 2 for record in records)
    users = User.objects.count()

    call_command("load_demo")
    assert PublicRecord.objects.count() == 20
    assert User.objects.count() == users
    assert "not loaded again" in capsys.readouterr().out


def test_a_fault_in_one_file_changes_nothing(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    path = next((copy / "reports").glob("11-*.md"))
    path.write_text(path.read_text().replace("theme: matchen", "theme: vinden"))
    with pytest.raises(CommandError, match="theme: unknown code 'vinden'"):
        call_command("load_demo", content=copy)

    assert not Region.objects.exists()
    assert not Theme.objects.exists()


def test_a_report_without_one_of_the_fifteen_answers_changes_nothing(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    path = next((copy / "reports").glob("11-*.md"))
    text = path.read_text()
    path.write_text(text.replace(text[text.index("## Wat wij anders") :], "## Wat wij anders zouden doen\n"))
    with pytest.raises(CommandError, match="do_differently: Schrijf op wat u een volgende keer anders zou doen"):
        call_command("load_demo", content=copy)

    assert not Region.objects.exists()
