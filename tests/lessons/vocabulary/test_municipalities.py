"""The real municipalities are loaded whole or not at all, and what a site calls them stays."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lessons.vocabulary.models import Municipality
from lessons.vocabulary.municipalities import read_municipalities

pytestmark = pytest.mark.django_db

HEAD = "code,name,province\n"
LINE = "GM0014,Groningen,Groningen\n"


def test_all_342_municipalities_of_2023_are_made_with_their_province(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_municipalities")

    assert "342 municipalities: 342 new" in capsys.readouterr().out
    assert Municipality.objects.count() == 342
    assert Municipality.objects.get(pk="GM1992").label == "Voorne aan Zee", "made of three on 1 January 2023"
    assert not Municipality.objects.filter(label="Brielle").exists()
    assert len({line.province for line in read_municipalities()}) == 12
    assert Municipality.objects.get(pk="GM0518").province == "Zuid-Holland"


def test_a_second_time_makes_nothing_and_a_name_of_this_site_stays(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_municipalities")
    capsys.readouterr()
    Municipality.objects.filter(pk="GM0518").update(label="Den Haag, zoals wij zeggen")

    call_command("load_municipalities")

    assert "0 new, 341 as they were, 1 kept" in capsys.readouterr().out
    assert Municipality.objects.get(pk="GM0518").label == "Den Haag, zoals wij zeggen"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (HEAD + LINE + LINE, "f.csv:3: code: 'GM0014' stands on line 2 too"),
        (HEAD + LINE.removeprefix("GM"), "f.csv:2: code: "),
        (HEAD + "GM0014,,Groningen\n", "f.csv:2: name: "),
        ("code,name\n", "f.csv:1: the columns must be code, name, province"),
    ],
)
def test_a_fault_is_named_by_file_line_and_column_and_nothing_is_made(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "f.csv").write_text(text)

    with pytest.raises(CommandError) as refused:
        call_command("load_municipalities", file=tmp_path / "f.csv")

    assert fault in str(refused.value)
    assert not Municipality.objects.exists()
