"""Reads all demo content and checks what the files say of each other, before anything is written."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from cms.demo.files import ContentError, ContentFile, Model, Where, read_markdown, read_yaml
from cms.demo.format import GuidanceEntry, IndicatorEntry, MunicipalityEntry, RegionEntry, ReportEntry, Terms
from lessons.funding.facts import read_facts
from lessons.reports.document import SMALLEST_COUNT
from lessons.reports.rules import missing

CONTENT = Path(__file__).parent / "content"
HEADINGS = {
    "De opgave": "challenge_text",
    "De aanpak": "approach",
    "Wat wij anders zouden doen": "do_differently",
}


class HasCode(Protocol):
    """An entry that others name by its code."""

    code: str


@dataclass(frozen=True)
class Content:
    """Everything that was read, checked."""

    terms: Terms
    indicators: list[IndicatorEntry]
    municipalities: list[MunicipalityEntry]
    regions: list[RegionEntry]
    reports: list[ReportEntry]
    guidance: list[GuidanceEntry]
    attachments: Path

    def codes(self, name: str) -> set[str]:
        """The codes that a report or region may name, by the list's name."""
        lists: dict[str, Iterable[HasCode]] = {"indicators": self.indicators, "municipalities": self.municipalities}
        entries = lists[name] if name in lists else getattr(self.terms, name)
        return {entry.code for entry in entries}


def read_list(path: Path, model: type[Model]) -> list[Model]:
    """A YAML list of entries.

    Raises:
        ContentError: an entry does not fit.
    """
    file = read_yaml(path)
    return [file.read_as(model, position) for position in range(len(file.data))]


def paths(folder: Path, pattern: str) -> list[Path]:
    """The files of a kind, in the order of their names."""
    return sorted(folder.glob(pattern))


def read_content(folder: Path = CONTENT) -> Content:
    """Everything in ``folder``.

    Raises:
        ContentError: one line for every fault in every file.
    """
    faults: list[str] = []
    regions = read_each(paths(folder, "regions/*.yaml"), read_yaml, RegionEntry, faults)
    reports = read_each(paths(folder, "reports/*.md"), read_story, ReportEntry, faults)
    terms = read_yaml(folder / "terms.yaml").read_as(Terms)
    guidance_file = read_yaml(folder / "guidance.yaml")
    guidance = [guidance_file.read_as(GuidanceEntry, position) for position in range(len(guidance_file.data))]
    if not paths(folder, "reports/*.md"):
        faults.append(f"{folder}:1: reports: there is not one report in this folder")
    content = Content(
        terms=terms,
        indicators=read_list(folder / "indicators.yaml", IndicatorEntry),
        municipalities=read_list(folder / "municipalities.yaml", MunicipalityEntry),
        regions=[entry for _, entry in regions],
        reports=sorted((entry for _, entry in reports), key=lambda entry: entry.published),
        guidance=guidance,
        attachments=folder / "files",
    )
    known = platform_codes()
    for position, entry in enumerate(guidance):
        faults += [guidance_file.fault((position, *where), text) for where, text in guidance_faults(entry, known)]
    for file, region in regions:
        faults += [file.fault(where, text) for where, text in region_faults(region, content)]
    for file, report in reports:
        faults += [file.fault(where, text) for where, text in report_faults(report, content)]
    faults += repeated_lessons(reports)
    if faults:
        raise ContentError(faults)
    return content


def read_story(path: Path) -> ContentFile:
    """A report: front matter, and the sections of its story."""
    return read_markdown(path, HEADINGS)


def read_each(
    paths: list[Path], read: Callable[[Path], ContentFile], model: type[Model], faults: list[str]
) -> list[tuple[ContentFile, Model]]:
    """Every file that can be read, with its entry; what is wrong with the others is added to ``faults``."""
    found = []
    for path in paths:
        try:
            file = read(path)
            found.append((file, file.read_as(model)))
        except ContentError as error:
            faults += error.faults
    return found


def repeated_lessons(reports: list[tuple[ContentFile, ReportEntry]]) -> Iterator[str]:
    """One fault for each lesson whose identity another lesson has."""
    seen: set[object] = set()
    for file, report in reports:
        for position, lesson in enumerate(report.lessons):
            if lesson.id in seen:
                yield file.fault(("lessons", position, "id"), "this lesson's identity is used before")
            seen.add(lesson.id)


def as_document(report: ReportEntry) -> dict[str, Any]:
    """The entry in the shape of the public document, for the rules."""
    made = report.model_dump(mode="json")
    for row in made["measurements"]:
        group = row["comparison"] or {"start": None, "end": None}
        for point in (row["start"], row["end"], group["start"], group["end"]):
            if point is not None:
                point["count_under_10"] = point["count"] is not None and 0 < point["count"] < SMALLEST_COUNT
    return made


def platform_codes() -> Mapping[str, set[str]]:
    """The codes of the terms that come with the platform, by their list."""
    known: dict[str, set[str]] = defaultdict(set)
    for term in read_facts().terms:
        known[term.list].add(term.code)
    return known


def guidance_faults(entry: GuidanceEntry, known: Mapping[str, set[str]]) -> Iterator[tuple[Where, str]]:
    """What the rules of a guidance name and the platform's own terms do not know."""
    for position, rule in enumerate(entry.rules):
        yield from unknown(("rules", position, "action_kind"), rule.action_kind, known["action_kind"])
        yield from unknown(("rules", position, "audiences"), rule.audiences, known["audience"])


def unknown(where: Where, named: str | list[str], known: set[str]) -> Iterator[tuple[Where, str]]:
    """One fault for every code that nobody knows; a single code that is empty names nothing."""
    if isinstance(named, str):
        single = [(where, named)] if named else []
    else:
        single = [((*where, position), code) for position, code in enumerate(named)]
    for place, code in single:
        if code not in known:
            yield place, f"unknown code {code!r}; use one of {', '.join(sorted(known))}"


def named_codes(report: ReportEntry, content: Content) -> Iterator[tuple[Where, str | list[str], set[str]]]:
    """Every place where a report names codes, with what it may name there."""
    slugs = {region.slug for region in content.regions}
    yield ("region",), report.region, slugs
    yield ("co_regions",), report.co_regions, slugs
    yield ("theme",), report.theme, content.codes("themes")
    yield ("more_themes",), report.more_themes, content.codes("themes")
    yield ("challenge",), report.challenge, content.codes("challenges")
    yield ("practice",), report.practice, content.codes("practices")
    yield ("sectors",), report.sectors, content.codes("sectors")
    yield ("target_groups",), report.target_groups, content.codes("target_groups")
    yield ("municipalities",), report.municipalities, content.codes("municipalities")
    yield ("costs", "funding"), report.costs.funding, content.codes("funding_sources")


def region_faults(region: RegionEntry, content: Content) -> Iterator[tuple[Where, str]]:
    """What a region says that the other files do not know."""
    for position, area in enumerate(region.areas):
        yield from unknown(("areas", position, "sectors"), area.sectors, content.codes("sectors"))
        places = area.municipalities or []
        yield from unknown(("areas", position, "municipalities"), places, content.codes("municipalities"))
    if region.merged is not None:
        others = {each.slug for each in content.regions} - {region.slug}
        yield from unknown(("merged", "into"), region.merged.into, others)


def report_faults(report: ReportEntry, content: Content) -> Iterator[tuple[Where, str]]:
    """What a report says that the other files do not know, or that contradicts itself."""
    for where, named, known in named_codes(report, content):
        yield from unknown(where, named, known)
    for position, row in enumerate(report.measurements):
        if row.indicator not in content.codes("indicators"):
            yield ("measurements", position, "indicator"), f"unknown indicator {row.indicator!r}"
    for position, material in enumerate(report.materials):
        if material.file and not (content.attachments / material.file).is_file():
            yield ("materials", position, "file"), f"there is no file {material.file!r} in {content.attachments}"
    for answer in missing(as_document(report)):
        yield (answer.field,), answer.sentence
    if report.earlier and (report.earlier.published >= report.published or not report.change_note):
        yield ("earlier",), "must be before 'published', and 'change_note' must say what changed since"
