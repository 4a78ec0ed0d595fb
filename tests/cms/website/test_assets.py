"""The style sheet: what is kept of a library, what is published, and whether the palette can be read."""

import gzip
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from cms.management.commands import build_assets
from cms.website import stylesheet

pytestmark = pytest.mark.skipif(not build_assets.MODULES.is_dir(), reason="node_modules is not there: run npm ci")


def kept(css: str, *used: str) -> str:
    return stylesheet.minified(stylesheet.prune(stylesheet.parse(css), set(used)))


# --- pruning ----------------------------------------------------------------------------------------------------------


def test_a_rule_for_a_class_that_no_template_uses_is_left_out() -> None:
    assert kept(".nl-button{color:red} .nl-badge{color:blue}", "nl-button") == ".nl-button{color:red}"


def test_of_a_list_of_selectors_only_the_used_ones_stay() -> None:
    assert kept(".utrecht-a,.utrecht-b{color:red}", "utrecht-b") == ".utrecht-b{color:red}"


def test_a_comma_inside_brackets_divides_no_selector() -> None:
    css = ".nl-a:is(.nl-b, .nl-c){color:red}"
    assert kept(css, "nl-a", "nl-b") == ""
    assert kept(css, "nl-a", "nl-b", "nl-c") == ".nl-a:is(.nl-b,.nl-c){color:red}"


def test_rules_under_a_media_query_are_pruned_too_and_an_empty_query_goes() -> None:
    css = "@media print{.nl-a{color:red}.nl-b{color:blue}}"
    assert kept(css, "nl-a") == "@media print{.nl-a{color:red}}"
    assert kept(css) == ""


def test_our_own_rules_always_stay() -> None:
    assert kept(".kp-card{color:red}") == ".kp-card{color:red}"


def test_braces_and_semicolons_in_strings_addresses_and_comments_mean_nothing() -> None:
    css = """/* } */ .kp-a{background:url("data:image/svg+xml,<p style='a;b'>{}") /* ; */;content:'};  x'}"""
    assert kept(css) == """.kp-a{background:url("data:image/svg+xml,<p style='a;b'>{}");content:'};  x'}"""


def test_a_style_sheet_with_a_brace_too_many_or_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="closing brace"):
        stylesheet.parse("a{} }")
    with pytest.raises(ValueError, match=r"\.kp-a is not closed"):
        stylesheet.parse(".kp-a{color:red")


def test_a_variable_stays_when_a_kept_rule_leads_to_it_through_another_variable() -> None:
    theme = {"--a": "var(--b)", "--b": "1px", "--c": "2px"}
    assert stylesheet.needed(theme, ".x{width:var( --a, 3px)}", set()) == {"--a": "var(--b)", "--b": "1px"}


def test_a_variable_that_we_define_ourselves_is_not_taken_from_the_theme() -> None:
    assert stylesheet.needed({"--a": "1px"}, ".x{width:var(--a)}", {"--a"}) == {}


def test_library_classes_are_found_in_templates_by_their_whole_name() -> None:
    assert stylesheet.library_classes(['<a class="nl-button nl-button--primary kp-x">']) == {
        "nl-button",
        "nl-button--primary",
    }


# --- what is built ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def css() -> str:
    return build_assets.bundle()


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(build_assets, "TARGET", tmp_path)
    call_command("build_assets", stdout=StringIO())
    return tmp_path


def test_the_style_sheet_stays_within_its_budget(css: str) -> None:
    assert len(gzip.compress(css.encode())) <= 30 * 1024


def test_a_style_sheet_over_its_budget_is_not_published(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_assets, "BUDGET", 1000)
    with pytest.raises(CommandError, match="the budget is 1000"):
        call_command("build_assets")


def test_the_notice_names_every_package_with_its_licence(css: str) -> None:
    notice = css.partition("*/")[0]
    assert notice.startswith("/*!")
    for name in (*build_assets.LIBRARY, build_assets.THEME):
        assert re.search(rf"{re.escape(name)} \d+\.\d+\.\d+, EUPL-1\.2", notice)


def test_the_licence_of_every_package_and_font_is_published(built: Path) -> None:
    texts = [path.read_text("utf-8") for path in (built / "licences").iterdir()]
    assert len(texts) == len(build_assets.LIBRARY) + 1 + len(build_assets.FONTS)
    assert all("EUROPEAN UNION PUBLIC LICENCE" in text or "SIL Open Font License" in text for text in texts)


def test_style_sheet_script_and_icon_are_published(built: Path) -> None:
    assert {path.name for path in built.iterdir()} == {"site.css", "site.js", "icon.svg", "licences"}


def test_a_missing_package_is_refused_with_the_command_that_brings_it() -> None:
    with pytest.raises(CommandError, match="npm ci"):
        build_assets.package("@utrecht/not-there")


def test_every_library_class_in_a_template_has_its_rule(css: str) -> None:
    missing = [name for name in sorted(build_assets.used_classes()) if f".{name}" not in css]
    assert missing == []


def test_every_variable_of_our_own_that_is_used_is_defined(css: str) -> None:
    used = {name for name in stylesheet.REFERENCE.findall(css) if name.startswith("--kp-")}
    defined = set(re.findall(r"(--kp-[\w-]+):", css))
    assert used - defined == set()


def test_the_fonts_that_the_style_sheet_asks_for_are_there(css: str) -> None:
    for name in re.findall(r'url\("fonts/([^"]+)"\)', css):
        assert any((build_assets.package(font) / "files" / name).is_file() for font in build_assets.FONTS)


# --- the palette ------------------------------------------------------------------------------------------------------

TEXT, GRAPHIC = 4.5, 3.0
PAIRS = [
    *((text, back, TEXT) for text in ("ink", "ink-2", "action", "action-strong") for back in ("paper", "field")),
    *((mark, back, GRAPHIC) for mark in ("line-2", "up", "down", "action", "ink-2") for back in ("paper", "field")),
    ("ink", "chalk-soft", TEXT),
    ("on-chalk", "chalk", TEXT),
    ("on-action", "action", TEXT),
    ("on-action", "action-strong", TEXT),
    ("action-strong", "action-soft", TEXT),
    ("ink", "field-2", TEXT),
    ("on-board", "board", TEXT),
    ("on-board-2", "board", TEXT),
    ("chalk", "board", GRAPHIC),
    ("on-ramp-low", "ramp-1", TEXT),
    ("on-ramp-low", "ramp-2", TEXT),
    ("on-ramp-high", "ramp-4", TEXT),
    ("on-ramp-high", "ramp-5", TEXT),
    ("on-now", "now", TEXT),
]


def palette(*, dark: bool) -> dict[str, str]:
    rules = stylesheet.parse((build_assets.SOURCES / "css" / "tokens.css").read_text("utf-8"))
    tokens = stylesheet.variables(rules)
    if dark:
        tokens |= stylesheet.variables(next(rule for rule in rules if "dark" in rule.prelude).rules)
    return {name.removeprefix("--kp-"): value for name, value in tokens.items() if value.startswith("#")}


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(each * 2 for each in digits) if len(digits) == 3 else digits
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_what_is_written_or_drawn_stands_out(front: str, back: str, least: float, dark: bool) -> None:
    colours = palette(dark=dark)
    assert contrast(colours[front], colours[back]) >= least


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_positive_and_negative_weigh_the_same(dark: bool) -> None:
    colours = palette(dark=dark)
    assert contrast(colours["up"], colours["down"]) < 1.2
