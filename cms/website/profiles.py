"""What regions are compared on: the profile of each public region, and the one that a visitor describes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from cms.website.borders import all_areas
from lessons.records.kept import kept
from lessons.regions.models import KeyFigure, Region, Urbanity
from lessons.regions.resemblance import Profile, Trend, trend_of
from lessons.vocabulary.labels import Labels
from search.web.regions import RegionRow

MOST: Final = 10_000_000
"""No region has more of anything."""
PUPILS: Final = (
    KeyFigure.Kind.PUPILS_PO,
    KeyFigure.Kind.PUPILS_VO,
    KeyFigure.Kind.STUDENTS_MBO,
    KeyFigure.Kind.PUPILS_SO,
)
NO_NUMBER: Final = "‘{typed}’ is geen aantal. Schrijf het met cijfers, bijvoorbeeld 15.000. Nu telt het niet mee."
UNKNOWN_REGION: Final = "Deze regio kennen wij niet. Kies een regio uit de lijst, of beschrijf uw regio."
UNKNOWN_CHOICE: Final = "Een gekozen antwoord kennen wij niet. Het telt niet mee."
YES_NO: Final[Mapping[str, bool]] = {"ja": True, "nee": False}


@kept
def all_figures(generation: int) -> Mapping[int, Mapping[str, int]]:
    """The latest number of each kind, by region. One query."""
    found: dict[int, dict[str, int]] = {}
    for row in KeyFigure.objects.order_by("date", "pk"):
        found.setdefault(row.region_id, {})[row.kind] = row.value
    return found


@kept
def all_facts(generation: int) -> Mapping[int, Mapping[str, Any]]:
    """What is a fact of the page itself, by region. One query."""
    return {row["pk"]: row for row in Region.objects.values("pk", "urbanity", "growth", "large_city")}


def profile_of(region: int, generation: int, day: date) -> Profile:
    """The profile of a region on ``day``."""
    figures, facts = all_figures(generation).get(region, {}), all_facts(generation)[region]
    pupils = [figures[kind] for kind in PUPILS if kind in figures]
    institutes = figures.get(KeyFigure.Kind.INSTITUTES)
    own = (area for area in all_areas(generation) if area.region == region and area.holds(day))
    return Profile(
        sectors=frozenset(area.sector for area in own),
        pupils=sum(pupils) if pupils else None,
        urbanity=facts["urbanity"],
        trend=trend_of(facts["growth"]),
        large_city=facts["large_city"],
        institute=None if institutes is None else institutes > 0,
        boards=figures.get(KeyFigure.Kind.BOARDS),
    )


@dataclass(frozen=True)
class Asked:
    """A region by its slug, or a description of one; ``notices`` says what of it is unknown."""

    region: str
    profile: Profile
    typed: Mapping[str, Any]
    notices: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked yet."""
        return not self.region and self.profile == Profile()


def asked_of(
    parameters: Mapping[str, list[str]], names: Labels, rows: Mapping[int, RegionRow], generation: int, day: date
) -> Asked:
    """What a visitor asks. A region that is chosen goes before a description."""
    reader = _Reader(parameters)
    slug = reader.text("regio")
    chosen = next((row for row in rows.values() if slug and row.slug == slug and row.live), None)
    if slug and chosen is None:
        reader.notices.append(UNKNOWN_REGION)
    known = {term.pk for term in names.all("sector")}
    sectors = [code for code in dict.fromkeys(parameters.get("sector", [])) if reader.knows(code, known)]
    described = Profile(
        sectors=frozenset(sectors),
        pupils=reader.count("leerlingen"),
        urbanity=reader.choice("stedelijkheid", Urbanity.values),
        trend=Trend(trend) if (trend := reader.choice("ontwikkeling", list(Trend))) else None,
        large_city=YES_NO.get(reader.choice("grote-stad", list(YES_NO))),
        institute=YES_NO.get(reader.choice("opleiding", list(YES_NO))),
        boards=reader.count("besturen"),
    )
    texts = ("leerlingen", "besturen", "stedelijkheid", "ontwikkeling", "grote-stad", "opleiding")
    typed: dict[str, Any] = {name: reader.text(name) for name in texts}
    typed["sectors"] = sectors
    profile = profile_of(chosen.pk, generation, day) if chosen else described
    return Asked(chosen.slug if chosen else "", profile, typed, tuple(dict.fromkeys(reader.notices)))


class _Reader:
    """Reads one answer after the other; what is unknown is left out, and said."""

    def __init__(self, parameters: Mapping[str, list[str]]) -> None:
        self._parameters = parameters
        self.notices: list[str] = []

    def text(self, name: str) -> str:
        """What was typed, cut to what can be meant."""
        given = self._parameters.get(name) or [""]
        return "".join(filter(str.isprintable, given[-1])).strip()[:60]

    def knows(self, code: str, known: Any) -> bool:
        """Whether a code is one of these."""
        if code not in known:
            self.notices.append(UNKNOWN_CHOICE)
        return code in known

    def choice(self, name: str, known: Any) -> str:
        """One of the codes; ``""`` where there is none."""
        code = self.text(name)
        return code if code and self.knows(code, list(map(str, known))) else ""

    def count(self, name: str) -> int | None:
        """A number as it is typed here: 15.000."""
        typed = self.text(name)
        bare = typed.replace(".", "").replace(" ", "")
        if not typed:
            return None
        if bare.isascii() and bare.isdigit() and int(bare) <= MOST:
            return int(bare)
        self.notices.append(NO_NUMBER.format(typed=typed))
        return None
