"""``/stijlgids/``: every component in every state, from fixed and fictional data."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.gzip import gzip_page

from cms.website.samples import (
    BARE_HIT,
    COACH_HIT,
    DIRECTIONS,
    FACETS,
    HIT,
    LARGE_PROFILE,
    LINKS,
    NEWEST,
    NOT_APPLICABLE,
    PAGES,
    PROFILE,
    REPORT_STEPS,
    SORTS,
    STEPS,
    STOPPED_HIT,
    THEMES,
    TODAY,
    VERDICTS,
)
from cms.website.tile_map import Tile, TileGroup

INDICATORS = [
    {
        "unit": "percent",
        "rows": [
            {
                "name": "Vertrokken na 1 jaar",
                "detail": "29 van 204 → 19 van 212 starters",
                "start": "14.2",
                "end": "9.0",
                "start_text": "14%",
                "end_text": "9%",
                "comparison": False,
            },
            {
                "name": "Vergelijking",
                "detail": "24 van 187 → 23 van 193 starters",
                "start": "12.8",
                "end": "11.9",
                "start_text": "13%",
                "end_text": "12%",
                "comparison": True,
            },
        ],
    },
    {
        "unit": "percent",
        "rows": [
            {
                "name": "Heeft een vaste begeleider",
                "detail": "94 van 204 → 187 van 212 starters",
                "start": "46.1",
                "end": "88.2",
                "start_text": "46%",
                "end_text": "88%",
                "comparison": False,
            }
        ],
    },
    {
        "unit": "percent",
        "rows": [
            {
                "name": "Kreeg alle vrije uren",
                "detail": "63 van 204 → 72 van 212 starters",
                "start": "30.9",
                "end": "34",
                "start_text": "31%",
                "end_text": "34%",
                "comparison": False,
            }
        ],
    },
    {
        "unit": "weken",
        "rows": [
            {
                "name": "Wachttijd voor een gesprek",
                "detail": "begin niet gemeten → 38 van 38 gesprekken",
                "start": None,
                "end": "3.5",
                "start_text": "",
                "end_text": "3,5 weken",
                "comparison": False,
            },
            {
                "name": "Vergelijking",
                "detail": "minder dan 10 van 31",
                "start": None,
                "end": None,
                "start_text": "",
                "end_text": "",
                "comparison": True,
            },
        ],
    },
]
LESSONS = [
    {
        "id": "0b2f8c1e",
        "statement": "Geef elke starter een vaste begeleider met eigen uren",
        "explanation": mark_safe(
            "<p>Waar de uren in het rooster stonden, ging <strong>91%</strong> door (412 van 453).</p>"
        ),
        "verdict": VERDICTS[1],
        "for_whom": "Middelgrote en grote scholen",
        "url": "/les/0b2f8c1e/",
    },
    {
        "id": "1c3a9d2f",
        "statement": "Laat de begeleider niet mee beoordelen",
        "explanation": "Starters meldden problemen gemiddeld zes weken eerder dan in de jaren ervoor.",
        "verdict": VERDICTS[0],
        "for_whom": "Alle scholen",
        "url": "/les/1c3a9d2f/",
    },
    {
        "id": "2d4b0e30",
        "statement": "Een afspraak over uren zonder datum in het rooster",
        "explanation": "9 van de 14 scholen haalden het vaste uur niet, ook niet in het derde jaar.",
        "verdict": VERDICTS[2],
        "for_whom": "",
        "url": "",
    },
]
CONTEXT: dict[str, Any] = {
    "today": TODAY,
    "steps": STEPS,
    "report_steps": REPORT_STEPS,
    "directions": DIRECTIONS,
    "all_directions": [*DIRECTIONS, NOT_APPLICABLE],
    "verdicts": VERDICTS,
    "themes": THEMES,
    "hit": HIT,
    "coach_hit": COACH_HIT,
    "stopped_hit": STOPPED_HIT,
    "bare_hit": BARE_HIT,
    "newest": NEWEST,
    "facets": FACETS,
    "profile": PROFILE,
    "large_profile": LARGE_PROFILE,
    "links": LINKS,
    "sorts": SORTS,
    "pages": PAGES,
    "indicators": INDICATORS,
    "lessons": LESSONS,
    "cost_lines": [
        {"what": "Uren begeleiders", "amount": "512000"},
        {"what": "Projectleider en tellingen", "amount": "95000"},
        {"what": "Scholing", "amount": "61000"},
    ],
    "header_facts_sample": [
        {"label": "Regio", "value": "Veenrand", "url": "/regios/veenrand/"},
        {"label": "Sector", "value": "Voortgezet onderwijs", "url": None},
        {"label": "Thema", "value": "Begeleiden", "url": None},
        {"label": "Status", "value": "Afgerond", "url": None},
        {"label": "Looptijd", "value": "augustus 2022 tot juli 2025", "url": None},
        {"label": "Voor wie", "value": "Starters", "url": None},
    ],
    "editions_sample": [
        {
            "number": 3,
            "date": "2025-11-03",
            "note": "Kosten per starter verbeterd",
            "url": "/casus/1/3/",
            "current": True,
        },
        {"number": 2, "date": "2025-10-14", "note": "Vergelijking toegevoegd", "url": "/casus/1/2/", "current": False},
        {"number": 1, "date": "2024-06-20", "note": "", "url": "/casus/1/1/", "current": False},
    ],
    "milestones": [
        {"date": "28 maart 2023", "text": "Voorlopers kunnen zich aanmelden", "future": False},
        {"date": "6 juli 2023", "text": "De eerste voorlopers zijn bekend", "future": False},
        {"date": "1 januari 2025", "text": "De regeling voor een landelijk netwerk gaat in", "future": False},
        {"date": "Nu", "text": "Regio's schrijven hun volgende plan van aanpak", "future": True},
    ],
    "tile_groups": [
        TileGroup(
            "",
            [
                [
                    Tile("VNR", "Brunsveen: Veenrand", "in", "#tegelkaart"),
                    Tile("Ees", "Eesterwold: geen regio", "none"),
                ],
                [None, Tile("2×", "Klaverveen: Kromme Lek en Veenrand", "twice", "#tegelkaart")],
            ],
            placed=True,
        ),
        TileGroup("Een provincie", [[Tile("KRL", "Holterschans: Kromme Lek", "in", "#tegelkaart")]], placed=False),
    ],
    "governance_tiles": [
        {
            "title": "Schoolbesturen",
            "figure": "1 stem",
            "text": "9 besturen kiezen 3 vertegenwoordigers",
            "meta": "420 uur per jaar",
        },
        {
            "title": "Lerarenopleiding",
            "figure": "1 stem",
            "text": "Hogeschool, met de opleidingsschool als adviseur",
            "meta": "380 uur per jaar",
        },
        {
            "title": "Beroepsgroep",
            "figure": "1 stem",
            "text": "4 leraren en 1 ondersteuner, gekozen door collega's",
            "meta": "400 uur per jaar",
        },
    ],
    "activities": [
        {"title": "Minimum afspreken", "text": "Besturen, opleiding en beroepsgroep, 4 maanden"},
        {"title": "Begeleiders scholen", "text": "Lerarenopleiding, 3 dagdelen, 41 begeleiders"},
        {"title": "Starters koppelen", "text": "Scholen, voor de zomervakantie"},
        {"title": "Elk halfjaar tellen", "text": "Projectleider, 2 dagen per telling"},
    ],
}


@gzip_page
def styleguide(request: HttpRequest) -> HttpResponse:
    """``/stijlgids/``: the page."""
    return render(request, "stijlgids/page.html", CONTEXT)
