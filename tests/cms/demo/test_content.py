"""The content that ships: believable, its own, and in order. And what its reader says of a file that is not."""

import re
import shutil
from collections import defaultdict
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from cms.demo.files import ContentError
from cms.demo.format import Point, ReportEntry
from cms.demo.reading import CONTENT, Content, as_document, read_content
from lessons.evidence.rules import own_step
from lessons.reports.rules import claims

WORD = re.compile(r"[\w&'’-]+")
RUN = 8


@pytest.fixture(scope="module")
def content() -> Content:
    return read_content()


@pytest.fixture(scope="module")
def reports(content: Content) -> list[ReportEntry]:
    return content.reports


def texts(value: Any) -> list[str]:
    """Every text in a value, however deep."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in texts(item)]
    return []


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of eight words in ``text``."""
    words = [word.lower() for word in WORD.findall(text)]
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def test_there_are_twenty_reports_of_ten_regions_with_some_seventy_lessons(reports: list[ReportEntry]) -> None:
    content = read_content()

    assert len(content.regions) == 11
    assert len(reports) == 20
    assert 65 <= sum(len(report.lessons) for report in reports) <= 85


def test_all_themes_sectors_kinds_and_directions_are_there(reports: list[ReportEntry]) -> None:
    assert {report.theme for report in reports} == {entry.code for entry in read_content().terms.themes}
    assert {sector for report in reports for sector in report.sectors} == {"po", "vo", "mbo", "so"}
    assert len({report.kind for report in reports}) == 3
    assert {report.result_direction for report in reports} >= {
        "positief",
        "gemengd",
        "geen-verschil",
        "negatief",
        "te-vroeg",
    }


def test_at_least_seven_reports_did_not_go_as_hoped(reports: list[ReportEntry]) -> None:
    other = [
        report
        for report in reports
        if report.status == "gestopt" or report.result_direction in ("negatief", "gemengd", "geen-verschil")
    ]
    assert len(other) >= 7


def test_no_two_reports_share_a_run_of_eight_words(reports: list[ReportEntry]) -> None:
    seen: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for report in reports:
        for text in texts(report.model_dump()):
            for run in runs(text):
                seen[run].add(report.title)

    assert {" ".join(run): titles for run, titles in seen.items() if len(titles) > 1} == {}


def points(report: ReportEntry, percent: set[str]) -> list[tuple[str, Point]]:
    """Every point of a report that has a percentage, by the codes of the indicators that are one."""
    found = []
    for row in report.measurements:
        group = row.comparison
        for point in (row.start, row.end, group and group.start, group and group.end):
            if row.indicator in percent and point and None not in (point.value, point.count, point.denominator):
                found.append((f"{report.title}: {row.indicator}", point))
    return found


def test_every_percentage_is_its_count_of_its_denominator(content: Content) -> None:
    percent = {entry.code for entry in content.indicators if entry.unit == "percent"}
    wrong = {
        where: (point.value, point.count, point.denominator)
        for report in content.reports
        for where, point in points(report, percent)
        if abs(Decimal(100) * point.count / point.denominator - point.value) > Decimal("0.6")
    }
    assert wrong == {}


def test_every_total_is_the_sum_of_its_lines(reports: list[ReportEntry]) -> None:
    wrong = {
        report.title: (report.costs.total, sum(line.amount for line in report.costs.lines))
        for report in reports
        if report.costs.lines and report.costs.total != sum(line.amount for line in report.costs.lines)
    }
    assert wrong == {}


def test_no_report_claims_more_than_its_step_allows(reports: list[ReportEntry]) -> None:
    documents = [as_document(report) for report in reports]
    claimed = {d["title"]: found for d in documents if (found := claims(d, own_step(d)))}
    assert claimed == {}


def test_numbers_follow_time_so_publication_dates_differ(reports: list[ReportEntry]) -> None:
    assert all(earlier.published < later.published for earlier, later in pairwise(reports))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The content in a folder where it may be spoilt."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def spoil(path: Path, before: str, after: str) -> int:
    """Replace the first ``before`` in a file; answers the line, from 1, on which it stood."""
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))
    return text[: text.index(before)].count("\n") + 1


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ("kind: praktijkvoorbeeld", "kind: verhaal", "kind"),
        ("theme: matchen", "theme: vinden", "theme"),
        ("costs:\n  unknown: false", "costs:\n  unknown: misschien", "costs.unknown"),
    ],
)
def test_a_wrong_value_is_named_by_file_line_and_field(copy: Path, before: str, after: str, field: str) -> None:
    path = next((copy / "reports").glob("11-*.md"))
    line = spoil(path, before, after) + before.count("\n")
    with pytest.raises(ContentError) as refused:
        read_content(copy)

    assert f"{path}:{line}: {field}: " in str(refused.value)


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ("action_kind: grenzen-vastleggen", "action_kind: muren-bouwen", "0.action_kind"),
        ("verdict: kan-nog-niet", "verdict: misschien", "0.verdict"),
    ],
)
def test_a_wrong_value_in_a_rule_is_named_by_its_line(copy: Path, before: str, after: str, field: str) -> None:
    path = copy / "guidance.yaml"
    line = spoil(path, before, after)
    with pytest.raises(ContentError) as refused:
        read_content(copy)

    assert f"{path}:{line}: " in str(refused.value)
    assert f"rules.{field}: " in str(refused.value)


def test_an_unknown_heading_is_named_by_its_line(copy: Path) -> None:
    path = next((copy / "reports").glob("11-*.md"))
    line = spoil(path, "## De aanpak", "## Aanpak")
    with pytest.raises(ContentError, match=rf"{re.escape(str(path))}:{line}: Aanpak: unknown heading"):
        read_content(copy)


def test_a_file_that_is_no_yaml_is_named_by_its_line(copy: Path) -> None:
    path = next((copy / "reports").glob("11-*.md"))
    spoil(path, "theme: matchen", "theme: [matchen")
    with pytest.raises(ContentError, match=rf"{re.escape(str(path))}:\d+: file:"):
        read_content(copy)


def test_a_file_in_another_encoding_is_named_by_its_line(copy: Path) -> None:
    path = next((copy / "reports").glob("11-*.md"))
    lines = path.read_bytes().count(b"\n")
    path.write_bytes(path.read_bytes() + b"\xff")
    with pytest.raises(ContentError, match=rf"{re.escape(str(path))}:{lines + 1}: file: is not in UTF-8"):
        read_content(copy)


def test_a_folder_without_content_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"terms\.yaml:1: file: cannot be read"):
        read_content(tmp_path)


def test_a_folder_without_a_report_is_not_in_order(copy: Path) -> None:
    shutil.rmtree(copy / "reports")
    with pytest.raises(ContentError, match="not one report"):
        read_content(copy)


def test_a_negative_amount_is_refused(copy: Path) -> None:
    path = next((copy / "reports").glob("11-*.md"))
    line = spoil(path, 'total: "', 'total: "-')
    with pytest.raises(ContentError, match=rf":{line}: costs.total: "):
        read_content(copy)


def test_all_faults_of_all_files_are_said_at_once(copy: Path) -> None:
    for number in ("11", "12"):
        spoil(next((copy / "reports").glob(f"{number}-*.md")), "theme: matchen", "theme: vinden")
    with pytest.raises(ContentError) as refused:
        read_content(copy)

    assert len(refused.value.faults) == 2


def test_a_lesson_may_not_be_used_in_two_reports(copy: Path) -> None:
    first = re.search(r'id: "?([0-9a-f-]{36})', next((copy / "reports").glob("11-*.md")).read_text())
    path = next((copy / "reports").glob("12-*.md"))
    path.write_text(re.sub(r'id: "?[0-9a-f-]{36}"?', f'id: "{first[1]}"', path.read_text(), count=1))
    with pytest.raises(ContentError, match="used before"):
        read_content(copy)
