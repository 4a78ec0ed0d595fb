"""Facts are loaded whole or not at all, and what an editor changed stays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lessons.funding.facts import DATA, read_facts
from lessons.funding.models import FactSource, Milestone
from lessons.records.changes import content_generation

pytestmark = pytest.mark.django_db

SOURCES = "key,title,url\nb1,Een brief,https://voorbeeld.nl/brief\nb2,Een bericht,https://voorbeeld.nl/bericht\n"
HEAD = "code,date,precision,kind,title,explanation,sources,certainty\n"
LINE = '2023-07-06-besluit,2023-07-06,dag,besluit,Een besluit,"Met een komma, en meer.",b1;b2,bevestigd\n'

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A folder with these two files."""

    def files(milestones: str = HEAD + LINE, sources: str = SOURCES) -> Path:
        (tmp_path / "sources.csv").write_text(sources)
        (tmp_path / "milestones.csv").write_text(milestones)
        return tmp_path

    return files


def load(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    call_command("load_facts", folder=folder)
    return capsys.readouterr().out


def test_a_milestone_is_loaded_with_its_sources(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert "1 new" in load(write(), capsys)

    milestone = Milestone.objects.get()
    assert (milestone.title, milestone.kind, milestone.certainty) == ("Een besluit", "besluit", "bevestigd")
    assert milestone.explanation == "Met een komma, en meer."
    assert {source.url for source in milestone.sources.all()} == {
        "https://voorbeeld.nl/brief",
        "https://voorbeeld.nl/bericht",
    }


def test_a_second_time_changes_nothing(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    load(write(), capsys)
    before = content_generation()

    assert "1 as they were" in load(write(), capsys)
    assert content_generation() == before


def test_a_correction_is_taken_over_and_told(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    load(write(), capsys)
    before = content_generation()

    assert "1 changed" in load(write(HEAD + LINE.replace("b1;b2", "b2")), capsys)

    assert [source.key for source in Milestone.objects.get().sources.all()] == ["b2"]
    assert content_generation() > before


def test_what_an_editor_changed_stays(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    load(write(), capsys)
    Milestone.objects.update(title="Zoals wij het noemen", edited=True)

    assert "1 kept" in load(write(), capsys)
    assert Milestone.objects.get().title == "Zoals wij het noemen"


@pytest.mark.parametrize(
    ("milestones", "sources", "fault"),
    [
        (HEAD + LINE + LINE, SOURCES, "milestones.csv:3: code: '2023-07-06-besluit' stands on line 2 too"),
        (HEAD + LINE.replace("2023-07-06,dag", "6 juli,dag"), SOURCES, "milestones.csv:2: date: "),
        (HEAD + LINE.replace("dag,", "week,"), SOURCES, "milestones.csv:2: precision: "),
        (HEAD + LINE.replace("b1;b2", "b1;b9"), SOURCES, "milestones.csv:2: sources: 'b9' is not in sources.csv"),
        (HEAD + LINE.replace("b1;b2", ""), SOURCES, "milestones.csv:2: sources: "),
        (HEAD + "te,weinig\n", SOURCES, "milestones.csv:2: not as many cells as columns"),
        (HEAD + LINE.replace("bevestigd\n", "bevestigd,te veel\n"), SOURCES, "milestones.csv:2: not as many cells"),
        ("code,date\n", SOURCES, "milestones.csv:1: the columns must be code, date, precision"),
        (HEAD + LINE, SOURCES.replace("https://voorbeeld.nl/brief", "javascript:alert(1)"), "sources.csv:2: url: "),
        (HEAD + LINE, "", "sources.csv:1: the columns must be key, title, url"),
    ],
)
def test_a_fault_is_named_by_file_line_and_column_and_nothing_is_changed(
    write: Write, milestones: str, sources: str, fault: str
) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("load_facts", folder=write(milestones, sources))

    assert fault in str(refused.value)
    assert "Nothing was changed." in str(refused.value)
    assert not Milestone.objects.exists()
    assert not FactSource.objects.exists()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"sources\.csv"):
        call_command("load_facts", folder=tmp_path)


def test_the_facts_that_come_with_the_platform_are_in_order() -> None:
    facts = read_facts(DATA)

    assert len(facts.milestones) >= 60
    assert {source.key for source in facts.sources} == {key for each in facts.milestones for key in each.sources}
