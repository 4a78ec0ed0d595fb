"""The README's table of settings is complete, and names nothing that is not there."""

import re

import cms.settings.production  # noqa: F401 -- reading all settings fills `known`
from cms.settings.env import ROOT, known

README = (ROOT / "README.md").read_text(encoding="utf-8")
ROWS = set(re.findall(r"^\| `(KENNIS_\w+)` \|", README, re.MULTILINE))


def test_every_setting_stands_in_the_readme() -> None:
    assert set(known) - ROWS == set()


def test_the_readme_names_no_setting_that_nothing_reads() -> None:
    assert ROWS - set(known) == set()
