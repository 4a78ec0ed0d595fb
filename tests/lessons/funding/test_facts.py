"""Facts are loaded whole or not at all, and what an editor changed stays."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lessons.funding.facts import DATA, read_facts
from lessons.funding.models import FactSource, FundingScheme, Milestone, SchemeCondition
from lessons.records.changes import content_generation
from lessons.vocabulary.models import Applicant, Sector

pytestmark = pytest.mark.django_db

SOURCES = "key,title,url\nb1,Een brief,https://voorbeeld.nl/brief\nb2,Een bericht,https://voorbeeld.nl/bericht\n"
HEAD = "code,date,precision,kind,title,explanation,sources,certainty\n"
TERMS = "list,code,label,description\nsector,po,Primair onderwijs,\napplicant,rap-regio,RAP-regio,\n"
SCHEMES = (
    "code,name,gazette,goal,applicants,sectors,route,apply_from,apply_from_time,apply_until,apply_until_time,"
    "more_rounds,valid_from,valid_until,known_until,ceiling,amounts,cofinancing,accountability,successor,sources,certainty\n"
    "eerste,De eerste,,Samen werven.,rap-regio,po,aanvraag,2023-01-02,09:00,2023-02-01,16:00,nee,2023-08-01,,,1000,,,,"
    "tweede,b1,een-bron\n"
    "tweede,De tweede,,Samen werven.,rap-regio,po,aanvraag,,,,,nee,,,,,,,,,b1;b2,bevestigd\n"
)
CONDITIONS = (
    "scheme,number,text,kind,threshold,unit,sector,sources,certainty\n"
    "eerste,1,Minstens 60 studenten.,omvang,60,studenten,po,b2,een-bron\n"
)
LINE = '2023-07-06-besluit,2023-07-06,dag,besluit,Een besluit,"Met een komma, en meer.",b1;b2,bevestigd\n'

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """A folder with these files; others than usual by their names."""

    def files(**different: str) -> Path:
        usual = {
            "terms": TERMS,
            "sources": SOURCES,
            "milestones": HEAD + LINE,
            "schemes": SCHEMES,
            "conditions": CONDITIONS,
        }
        for name, text in (usual | different).items():
            (tmp_path / f"{name}.csv").write_text(text)
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

    assert "1 changed" in load(write(milestones=HEAD + LINE.replace("b1;b2", "b2")), capsys)

    assert [source.key for source in Milestone.objects.get().sources.all()] == ["b2"]
    assert content_generation() > before


def test_what_an_editor_changed_stays(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    load(write(), capsys)
    Milestone.objects.update(title="Zoals wij het noemen", edited=True)

    assert "1 kept" in load(write(), capsys)
    assert Milestone.objects.get().title == "Zoals wij het noemen"


def test_a_scheme_is_loaded_with_what_came_after_it_its_times_and_its_conditions(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    said = load(write(), capsys)

    first, second = FundingScheme.objects.get(code="eerste"), FundingScheme.objects.get(code="tweede")
    assert "2 schemes: 2 new" in said
    assert "1 conditions: 1 new" in said
    assert first.successor == second
    assert (str(first.apply_from_time), str(first.apply_until_time)) == ("09:00:00", "16:00:00")
    assert (first.ceiling, second.ceiling, second.apply_from) == (1000, None, None)
    assert [each.pk for each in first.applicants.all()] == ["rap-regio"]
    condition = SchemeCondition.objects.get()
    assert (condition.scheme, condition.threshold, condition.sector_id) == (first, 60, "po")
    assert [source.key for source in condition.sources.all()] == ["b2"]


def test_a_corrected_scheme_is_taken_over_and_one_that_an_editor_changed_is_not(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    load(write(), capsys)
    FundingScheme.objects.filter(code="tweede").update(name="Zoals wij haar noemen", edited=True)
    corrected = SCHEMES.replace("2023-08-01,,,1000", "2023-08-01,2024-07-31,,1000").replace("De tweede", "Anders")

    said = load(write(schemes=corrected), capsys)

    assert "2 schemes: 0 new, 1 changed, 0 as they were, 1 kept" in said
    assert str(FundingScheme.objects.get(code="eerste").valid_until) == "2024-07-31"
    assert FundingScheme.objects.get(code="tweede").name == "Zoals wij haar noemen"


def test_terms_that_are_there_stay_as_the_editors_have_them(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    Sector(code="po", label="Basisonderwijs").save()

    load(write(), capsys)

    assert Sector.objects.get(pk="po").label == "Basisonderwijs"
    assert Applicant.objects.get(pk="rap-regio").label == "RAP-regio"


FAULTS = [
    ("milestones", HEAD + LINE + LINE, "milestones.csv:3: code: '2023-07-06-besluit' stands on line 2 too"),
    ("milestones", HEAD + LINE.replace("2023-07-06,dag", "6 juli,dag"), "milestones.csv:2: date: "),
    ("milestones", HEAD + LINE.replace("dag,", "week,"), "milestones.csv:2: precision: "),
    ("milestones", HEAD + LINE.replace("b1;b2", "b1;b9"), "milestones.csv:2: sources: 'b9' is not in sources.csv"),
    ("milestones", HEAD + LINE.replace("b1;b2", ""), "milestones.csv:2: sources: "),
    ("milestones", HEAD + "te,weinig\n", "milestones.csv:2: not as many cells as columns"),
    ("milestones", HEAD + LINE.replace("bevestigd\n", "bevestigd,te veel\n"), "milestones.csv:2: not as many cells"),
    ("milestones", "code,date\n", "milestones.csv:1: the columns must be code, date, precision"),
    ("sources", SOURCES.replace("https://voorbeeld.nl/brief", "javascript:alert(1)"), "sources.csv:2: url: "),
    ("sources", "", "sources.csv:1: the columns must be key, title, url"),
    (
        "schemes",
        SCHEMES.replace("rap-regio", "rap-rego", 1),
        "schemes.csv:2: applicants: 'rap-rego' is not in terms.csv",
    ),
    (
        "schemes",
        SCHEMES.replace("2023-02-01", "2022-02-01"),
        "schemes.csv:2: Value error, 2022-02-01 is before 2023-01-02",
    ),
    ("schemes", SCHEMES.replace("tweede,b1", "derde,b1"), "schemes.csv:2: successor: 'derde' is not in schemes.csv"),
    ("schemes", SCHEMES.replace("nee", "misschien", 1), "schemes.csv:2: more_rounds: "),
    ("schemes", SCHEMES.replace("16:00", "25:00"), "schemes.csv:2: apply_until_time: "),
    ("conditions", CONDITIONS.replace("eerste", "nulde"), "conditions.csv:2: scheme: 'nulde' is not in schemes.csv"),
    ("conditions", CONDITIONS.replace(",60,", ",veel,"), "conditions.csv:2: threshold: "),
    (
        "conditions",
        CONDITIONS + CONDITIONS.splitlines()[1] + "\n",
        "conditions.csv:3: code: 'eerste, 1' stands on line 2",
    ),
]


@pytest.mark.parametrize(("name", "text", "fault"), FAULTS, ids=[fault for _, _, fault in FAULTS])
def test_a_fault_is_named_by_file_line_and_column_and_nothing_is_changed(
    write: Write, name: str, text: str, fault: str
) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("load_facts", folder=write(**{name: text}))

    assert fault in str(refused.value)
    assert "Nothing was changed." in str(refused.value)
    assert not any(model._default_manager.exists() for model in (Milestone, FundingScheme, FactSource, Applicant))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"sources\.csv"):
        call_command("load_facts", folder=tmp_path)


def test_the_facts_that_come_with_the_platform_are_in_order() -> None:
    facts = read_facts(DATA)
    every = [*facts.milestones, *facts.schemes, *facts.conditions]

    assert (len(facts.milestones), len(facts.schemes), len(facts.conditions)) == (60, 20, 102)
    assert {source.key for source in facts.sources} == {key for each in every for key in each.sources}
    assert all(entry.text.endswith(".") for entry in facts.conditions)
