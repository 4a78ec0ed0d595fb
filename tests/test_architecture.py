"""What import-linter cannot see: strings, attributes and calls that would cross a border."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("cms", "lessons", "search")


def sources(*folders: str) -> list[Path]:
    """The project's own Python files in ``folders``, migrations left out."""
    return sorted(p for folder in folders for p in (ROOT / folder).rglob("*.py") if "migrations" not in p.parts)


def names(paths: list[Path]) -> set[str]:
    return {path.relative_to(ROOT).as_posix() for path in paths}


def strings(path: Path) -> Iterator[str]:
    """Every string in ``path`` but its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value.value = None
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize(
    ("package", "above"), [("lessons", r"\b(cms|search)\.[A-Za-z]"), ("search", r"\bcms\.[A-Za-z]")]
)
def test_no_string_names_a_package_above(package: str, above: str) -> None:
    named = {(p.relative_to(ROOT).as_posix(), text) for p in sources(package) for text in strings(p)}

    assert {(path, text) for path, text in named if re.search(above, text)} == set()


def test_a_page_is_published_from_known_places_only() -> None:
    publishing = [p for p in sources("cms", "lessons") if re.search(r"\.publish\(", p.read_text())]

    assert names(publishing) <= {
        "cms/desk/finish.py",  # the last approval of the workflow
        "lessons/records/scheduling.py",  # what was approved for a later moment
        "cms/demo/loading.py",  # the fictional content, with its approvals
    }


def test_the_document_of_an_edition_is_opened_in_one_module_only() -> None:
    readers = [p for p in sources(*PACKAGES) if re.search(r"\bedition\w*\.document\b", p.read_text())]

    assert names(readers) <= {
        "lessons/records/opened.py",
        "lessons/records/verification.py",  # compares its hash
        "lessons/records/redaction.py",  # counts what a redaction would hide
    }


def test_the_environment_is_read_in_the_settings_only() -> None:
    readers = [
        p
        for p in sources(*PACKAGES)
        if p.parent.name != "settings"
        # What wsgi.py says is a default, set before there are settings.
        and re.search(r"os\.environ(?!\.setdefault\(\"DJANGO_SETTINGS_MODULE\")|getenv", p.read_text())
    ]

    assert names(readers) == set()


def test_every_source_file_stays_readable_in_one_sitting() -> None:
    assert {p for p in sources(*PACKAGES) if len(p.read_text().splitlines()) > 400} == set()
