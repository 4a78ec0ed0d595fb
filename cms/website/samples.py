"""Fixed, fictional data for the style guide and the tests of the look: the scales, hits, facets, a profile."""

from datetime import date
from typing import Any

TODAY = date(2026, 11, 3)
STEPS = [
    {"number": 0, "label": "Idee", "line": "Nog een plan"},
    {"number": 1, "label": "Beschreven", "line": "Zo doen wij het"},
    {"number": 2, "label": "Onderbouwd", "line": "Het is aannemelijk"},
    {"number": 3, "label": "Gemonitord", "line": "Wij zien"},
    {"number": 4, "label": "Vergeleken", "line": "Er zijn aanwijzingen"},
    {"number": 5, "label": "Herhaald", "line": "Sterke aanwijzingen"},
]
REPORT_STEPS = [
    {"number": 1, "label": "Beschreven", "line": "Aanpak en inzet staan erin"},
    {"number": 2, "label": "Onderbouwd", "line": "Een onderzoek is genoemd"},
    {"number": 3, "label": "Gemonitord", "line": "Geteld aan begin en einde"},
    {"number": 4, "label": "Vergeleken", "line": "Vergeleken met 9 scholen"},
    {"number": 5, "label": "Herhaald", "line": "Herhaald in een tweede regio"},
]
DIRECTIONS = [
    {"code": "positief", "label": "Positief", "line": "De goede kant op"},
    {"code": "gemengd", "label": "Gemengd", "line": "Deels wel, deels niet"},
    {"code": "geen-verschil", "label": "Geen verschil", "line": "Niets veranderd"},
    {"code": "negatief", "label": "Negatief", "line": "De verkeerde kant op"},
    {"code": "te-vroeg", "label": "Te vroeg", "line": "Nog niet te zeggen"},
]
NOT_APPLICABLE = {"code": "niet-van-toepassing", "label": "Niet van toepassing", "line": "Er is niets uitgevoerd"}
VERDICTS = [
    {"code": "weer-doen", "label": "Zouden wij weer doen"},
    {"code": "onder-voorwaarden", "label": "Alleen onder voorwaarden"},
    {"code": "niet-meer-doen", "label": "Niet meer doen"},
]
THEMES = [
    {"code": "werven", "label": "Werven", "text": "Meer mensen vinden: campagnes, loketten, herintreders", "count": 38},
    {"code": "matchen", "label": "Matchen", "text": "De juiste plek: invalpools, mobiliteit", "count": 27},
    {"code": "opleiden", "label": "Opleiden", "text": "Bevoegd worden: zij-instroom, samen opleiden", "count": 52},
    {"code": "begeleiden", "label": "Begeleiden", "text": "Starters en zij-instromers in het vak houden", "count": 44},
    {
        "code": "professionaliseren",
        "label": "Professionaliseren",
        "text": "Blijven leren: scholing, loopbaan",
        "count": 1,
    },
]
THEMES = [{**theme, "url": f"/zoeken/?thema={theme['code']}"} for theme in THEMES]


def marked(*parts: str) -> list[dict[str, Any]]:
    """Segments of a passage: every second part is a marked word."""
    return [{"text": part, "mark": bool(index % 2)} for index, part in enumerate(parts)]


HIT: dict[str, Any] = {
    "url": "/casus/1/",
    "title": "Drie jaar begeleiding voor starters: minder vertrek, rooster bleef knellen",
    "kind": "Casusrapport",
    "meta": ["Veenrand", "vo", "2022 tot 2025, afgerond"],
    "stopped": "",
    "step": STEPS[4],
    "direction": DIRECTIONS[1],
    "costs": {"amount": "3150", "per": "starter per jaar", "year": 2025},
    "passage": marked(
        "Geef elke ",
        "starter",
        " een vaste ",
        "begeleider",
        " met eigen uren. Waar de uren in het rooster stonden, "
        "ging 91% van de gesprekken door (412 van 453). Waar dat niet zo was 52% (298 van 573).",
    ),
    "passage_url": "/les/0b2f8c1e-7c55-4f0e-9d0e-2f6f0c0f0a01/",
    "passage_label": "Les 1 van 4",
    "verdict": VERDICTS[1],
    "for_whom": "middelgrote en grote vo-scholen",
    "stop_reason": "",
}
COACH_HIT = {
    **HIT,
    "url": "/casus/2/",
    "title": "Zij-instromers delen een coach over vijf besturen",
    "meta": ["Kromme Lek", "vo, mbo", "sinds 2023, loopt"],
    "step": STEPS[3],
    "direction": DIRECTIONS[0],
    "costs": {"amount": "27000", "per": "traject", "year": 2024},
    "passage": marked(
        "Een coach van buiten de school hoort eerder dat iemand twijfelt. Spreek vooraf af wat de coach wel en niet "
        "deelt met de ",
        "leraar",
        ", de school en de opleiding.",
    ),
    "passage_label": "Les 2 van 3",
    "verdict": VERDICTS[0],
    "for_whom": "zij-instromers in hun eerste twee jaar",
}
STOPPED_HIT = {
    **HIT,
    "url": "/casus/3/",
    "title": "Digitale buddy voor starters: na een half jaar deed 1 op de 10 nog mee",
    "meta": ["Twijgbeek", "vo"],
    "stopped": "Gestopt in 2024",
    "step": STEPS[3],
    "direction": DIRECTIONS[3],
    "costs": {"amount": "96", "per": "starter", "year": 2024},
    "passage": marked(
        "Een app vervangt het gesprek niet. Van de 118 ",
        "starters",
        " gebruikten er na zes maanden nog 12 de buddy. "
        "Begin met tijd voor gesprekken, en voeg pas daarna techniek toe.",
    ),
    "passage_label": "Les 1 van 2",
    "verdict": VERDICTS[2],
    "for_whom": "scholen zonder vaste begeleider",
    "stop_reason": "te weinig gebruik, het contract liep per jaar af.",
}
BARE_HIT = {
    **HIT,
    "url": "/regios/veenrand/",
    "title": marked("Onderwijsregio ", "Veenrand"),
    "kind": "Regio",
    "meta": ["po, vo, mbo"],
    "step": None,
    "direction": None,
    "costs": None,
    "passage": [],
    "passage_label": "",
    "verdict": None,
    "for_whom": "",
}
SUMMARY = "Starters kregen drie jaar een vaste begeleider. Minder starters vertrokken, maar vrije uren kwamen er niet."
NEWEST = [
    {**HIT, "kind": "Begeleiden", "meta": ["Veenrand", "vo"], "summary": SUMMARY},
    {
        **STOPPED_HIT,
        "kind": "Matchen",
        "meta": ["Merwede-Oost", "po"],
        "stopped": "Gestopt in 2025",
        "title": "Invalpool liep leeg doordat invallers vaste banen kregen",
        "summary": "De pool vulde eerst 71% van de aanvragen en drie jaar later 38%. De regio stopte de pool.",
    },
    {
        **COACH_HIT,
        "kind": "Opleiden",
        "meta": ["IJsselboog", "po"],
        "title": "Van onderwijsassistent naar leraar: 24 gestart, nog geen diploma's",
        "summary": "Assistenten volgen de deeltijdpabo en blijven twee dagen op school.",
        "step": STEPS[2],
        "direction": DIRECTIONS[4],
        "costs": None,
    },
]


def values(*rows: tuple[str, str, int], chosen: tuple[str, ...] = ()) -> list[dict[str, Any]]:
    """The values of a facet from (code, label, count)."""
    return [{"code": c, "label": label, "count": count, "checked": c in chosen} for c, label, count in rows]


FACETS = {
    "thema": values(
        ("werven", "Werven", 2),
        ("matchen", "Matchen", 3),
        ("opleiden", "Opleiden", 12),
        ("begeleiden", "Begeleiden", 17),
        ("professionaliseren", "Professionaliseren", 4),
        chosen=("begeleiden",),
    ),
    "sector": values(
        ("po", "Primair onderwijs", 14),
        ("vo", "Voortgezet onderwijs", 17),
        ("mbo", "Middelbaar beroepsonderwijs", 6),
        ("so", "Gespecialiseerd onderwijs", 0),
        chosen=("vo",),
    ),
    "trede": values(
        *(
            (str(s["number"]), f"{s['number']} {s['label']}", n)
            for s, n in zip(reversed(STEPS), (1, 3, 5, 4, 3, 1), strict=True)
        )
    ),
    "richting": values(*((d["code"], d["label"], n) for d, n in zip(DIRECTIONS, (7, 4, 2, 2, 2), strict=True))),
    "status": values(
        ("loopt", "Loopt", 9), ("afgerond", "Afgerond", 4), ("gestopt", "Gestopt", 3), ("gepland", "Gepland", 1)
    ),
    "omkeerbaar": values(("omkeerbaar", "Ja", 11), ("deels", "Deels", 5), ("onomkeerbaar", "Nee", 1)),
    "regio": values(("12", "Veenrand", 3), ("14", "Kromme Lek", 2), ("15", "Twijgbeek", 1)),
    "jaar": values(("2024", "2024", 3), ("2023", "2023", 8), ("2022", "2022", 6), chosen=("2023",)),
}
PROFILE: dict[int, dict[str, int]] = {
    0: {"te-vroeg": 1},
    1: {"positief": 1, "geen-verschil": 1, "te-vroeg": 1},
    2: {"positief": 2, "gemengd": 1, "geen-verschil": 1},
    3: {"positief": 2, "gemengd": 1, "negatief": 2},
    4: {"positief": 1, "gemengd": 2},
    5: {"positief": 1},
}
LARGE_PROFILE = {step: {code: 9 * count for code, count in row.items()} for step, row in PROFILE.items()}
LINKS = {step: {code: f"/zoeken/?trede={step}&richting={code}" for code in row} for step, row in PROFILE.items()}
SORTS = [
    {"code": "relevantie", "label": "Past het best", "selected": True},
    {"code": "nieuwste", "label": "Nieuwste", "selected": False},
    {"code": "titel", "label": "Titel", "selected": False},
]
PAGES = [
    {"number": 1, "url": "/zoeken/", "current": False},
    None,
    {"number": 4, "url": "/zoeken/?pagina=4", "current": True},
    {"number": 5, "url": "/zoeken/?pagina=5", "current": False},
]
