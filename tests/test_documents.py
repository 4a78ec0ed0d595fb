"""What the documents for operators name is there: commands, targets, settings, events, states, files, sections."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands, load_command_class

import cms.settings.production  # noqa: F401 -- reading all settings fills `known`
from cms.settings.env import ROOT, known
from cms.website.ready import CHECKS
from search.index.status import STATES

OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
BOTH = OPERATIONS + README
SOURCES = "".join(path.read_text() for layer in ("cms", "lessons", "search") for path in (ROOT / layer).rglob("*.py"))

COMMANDS = sorted(set(re.findall(r"manage\.py ([a-z_]{2,})([^`\n]*)", BOTH)))
EVENTS = re.findall(r"^\| (`[^|]+`) \| (?:info|warning|error) \|", OPERATIONS, re.MULTILINE)


@pytest.mark.parametrize(("name", "options"), COMMANDS)
def test_every_command_is_there_with_its_options(name: str, options: str) -> None:
    parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)

    assert set(re.findall(r"(?<![\w-])--?[a-z][\w-]*", options)) - set(parser._option_string_actions) == set()


def test_every_target_of_make_is_there() -> None:
    targets = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE)
    named = re.findall(r"(?:^|`)make ([a-z-]+)", BOTH, re.MULTILINE)

    assert named
    assert set(named) - set(targets) == set()


def test_every_setting_is_there_and_none_is_left_out() -> None:
    named = set(re.findall(r"KENNIS_[A-Z_]*[A-Z]", OPERATIONS))
    stem = "KENNIS_ELASTICSEARCH"  # with a star behind it

    assert {name.removesuffix("_FILE") if name not in known else name for name in named} - set(known) == {stem}
    assert {name for name in known if not name.startswith(stem)} - named == set()


def test_every_event_is_one_that_is_logged() -> None:
    named = [event for cell in EVENTS for event in re.findall(r"`([^`]+)`", cell)]

    assert len(named) > 15
    for event in named:
        assert event.removesuffix("; changes wait") in SOURCES


def test_every_part_of_readiness_and_every_state_of_the_index_has_its_row() -> None:
    assert set(re.findall(r"^\| `(\w+)` \|", OPERATIONS, re.MULTILINE)) >= {*CHECKS, *STATES.values(), "unavailable"}


@pytest.mark.parametrize("document", ["README.md", "docs/operations.md", "docs/architecture.md"])
def test_every_link_leads_somewhere(document: str) -> None:
    path = ROOT / document
    for target in re.findall(r"\]\(([^)]+)\)", path.read_text(encoding="utf-8")):
        file, _, section = target.partition("#")
        if "://" not in file:
            assert section_of(path.parent / file if file else path, section), target


def section_of(path: Path, section: str) -> bool:
    """Whether the file is there, with a heading of that address."""
    if not section:
        return path.exists()
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return section in {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}
