"""The rules of the evidence step: checkable facts only, no judgement.

The same objects compute the step, explain it on the report, tell the author what the next step needs, and print the
method page. Step 5 (*herhaald*) comes from other regions' replications and is no fact of one report.
The scale is this platform's own, made after those of the Dutch databases of recognised interventions; see
docs/decisions/0004-evidence-step.md.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]

#: A step's word and what a reader may conclude from it.
STEPS: dict[int, tuple[str, str]] = {
    0: ("Idee", "De regio wil dit gaan doen. Er is nog niets uitgevoerd."),
    1: ("Beschreven", "Zo doen zij het. Er is nog niet geteld."),
    2: (
        "Onderbouwd",
        "De regio noemt waarop de aanpak rust en wat de kern is. Of het helpt, blijkt daar nog niet uit.",
    ),
    3: (
        "Gemonitord",
        "De regio telde aan het begin en aan het einde. Of dit door de aanpak komt, weten wij niet.",
    ),
    4: (
        "Vergeleken",
        "De regio telde mee en vergeleek met een andere groep. "
        "Daardoor zijn er aanwijzingen dat de aanpak verschil maakt.",
    ),
    5: ("Herhaald", "Twee regio's vonden hetzelfde. Dat zijn sterke aanwijzingen."),
}

#: The highest own step that each kind of report can reach, and why.
REACH: dict[str, tuple[int, str]] = {
    "praktijkvoorbeeld": (
        4,
        "Een praktijkvoorbeeld kan trede 4 bereiken, en trede 5 als een tweede regio het herhaalt.",
    ),
    "geleerde-les": (
        3,
        "Een geleerde les kan trede 3 bereiken: zij beschrijft wat de regio merkte en telde, zonder vergelijking.",
    ),
    "knelpunt": (
        1,
        "Een knelpunt kan trede 1 bereiken: het beschrijft een probleem, en nog geen aanpak die te meten is.",
    ),
}


@dataclass(frozen=True)
class Rule:
    """One fact that a step asks for.

    ``sentence`` says what the report has, ``advice`` what the author can do where it is absent; ``check`` looks at
    the document.
    """

    code: str
    step: int
    sentence: str
    advice: str
    check: Callable[[Document], bool]


def has_effort(document: Document) -> bool:
    """Whether hours or fte are given for a partner."""
    return any(partner["hours"] or partner["fte"] for partner in document["partners"])


def has_costs(document: Document) -> bool:
    """Whether the costs are given, or said to be unknown."""
    costs = document["costs"]
    return bool(costs["unknown"] or costs["lines"] or costs["total"])


def counted(point: Mapping[str, Any] | None) -> bool:
    """Whether a point has its value (or a count too small to show), a count, a denominator and a date."""
    if point is None:
        return False
    shown = point["count_under_10"] or (point["value"] is not None and point["count"] is not None)
    return bool(shown and point["denominator"] and point["date"])


def monitored(measurement: Mapping[str, Any]) -> bool:
    """Whether a measurement was counted at the start and at the end."""
    return bool(measurement["indicator"]) and counted(measurement["start"]) and counted(measurement["end"])


def compared(measurement: Mapping[str, Any]) -> bool:
    """Whether a monitored measurement was counted in a comparison group too."""
    group = measurement["comparison"]
    return monitored(measurement) and group is not None and counted(group["start"]) and counted(group["end"])


def is_compared(document: Document) -> bool:
    """Whether the outcome was compared, or an independent researcher looked at it."""
    if document["measurement_method"] == "onafhankelijk-onderzoek":
        return True
    return any(compared(row) for row in document["measurements"])


def states_limits(document: Document) -> bool:
    """Whether every monitored measurement says what it does not tell."""
    rows = [row for row in document["measurements"] if monitored(row)]
    return bool(rows) and all(row["limits"].strip() for row in rows)


RULES: tuple[Rule, ...] = (
    Rule(
        "uitgevoerd",
        1,
        "Het is uitgevoerd, of daarmee is begonnen.",
        "Zet de stand van zaken op ‘loopt’, ‘afgerond’ of ‘gestopt’ zodra u begonnen bent.",
        lambda d: d["status"] in ("loopt", "afgerond", "gestopt"),
    ),
    Rule(
        "aanpak",
        1,
        "De aanpak is beschreven.",
        "Beschrijf de aanpak zo dat een andere regio hem kan volgen.",
        lambda d: bool(d["approach"].strip()) or d["approach_not_applicable"],
    ),
    Rule(
        "partners",
        1,
        "Wie meedeed, staat erbij.",
        "Noem de partners en wat zij deden.",
        lambda d: bool(d["partners"]),
    ),
    Rule(
        "kosten",
        1,
        "Kosten of inzet staan erbij, of de regio zegt dat zij niet bekend zijn.",
        "Vul de kosten of de uren in, of zet ‘kosten niet bekend’ aan.",
        lambda d: has_costs(d) or has_effort(d),
    ),
    Rule(
        "anders-doen",
        1,
        "De regio schrijft wat zij anders zou doen.",
        "Schrijf op wat u een volgende keer anders zou doen.",
        lambda d: bool(d["do_differently"].strip()),
    ),
    Rule(
        "onderbouwing",
        2,
        "De regio noemt een theorie of een onderzoek.",
        "Noem een theorie of een onderzoek waarop uw aanpak rust.",
        lambda d: bool(d["theory"].strip()),
    ),
    Rule(
        "kern",
        2,
        "De regio zegt wat een ander niet mag weglaten.",
        "Zet bij ten minste één onderdeel dat het de kern is.",
        lambda d: any(element["role"] == "kern" for element in d["core_elements"]),
    ),
    Rule(
        "begin-en-einde",
        3,
        "Er is aan het begin en aan het einde geteld, met aantal, noemer en datum.",
        "Vul bij ten minste één indicator begin en einde in, elk met aantal, noemer en datum.",
        lambda d: any(monitored(row) for row in d["measurements"]),
    ),
    Rule(
        "vergelijking",
        4,
        "Er is vergeleken met een andere groep, of een onafhankelijk onderzoeker keek mee.",
        "Vul ook begin en einde van een vergelijkingsgroep in, of laat een onafhankelijk onderzoeker meekijken.",
        is_compared,
    ),
    Rule(
        "grenzen",
        4,
        "De regio zegt wat de cijfers niet zeggen.",
        "Schrijf bij elke meting wat het cijfer niet zegt.",
        states_limits,
    ),
)


@dataclass(frozen=True)
class Finding:
    """A rule and whether a document meets it."""

    rule: Rule
    met: bool


def reach(kind: str) -> int:
    """The highest own step for a kind of report; 4 while the kind is not chosen yet."""
    return REACH[kind][0] if kind in REACH else 4


def findings(document: Document) -> Iterator[Finding]:
    """Every rule that a report of this kind can meet, in order, with what the document shows."""
    highest = reach(document["kind"])
    for rule in RULES:
        if rule.step <= highest:
            yield Finding(rule, rule.check(document))


def own_step(document: Document) -> int:
    """The step from 0 to 4 that a report shows by itself: the highest of which all rules, and all below it, are met."""
    step = 0
    for candidate in range(1, reach(document["kind"]) + 1):
        if not all(rule.check(document) for rule in RULES if rule.step == candidate):
            break
        step = candidate
    return step


def for_next_step(document: Document) -> list[Rule]:
    """The rules still to meet for the next step; empty at the highest step of this kind."""
    following = own_step(document) + 1
    return [f.rule for f in findings(document) if f.rule.step == following and not f.met]
