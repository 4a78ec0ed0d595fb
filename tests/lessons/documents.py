"""A complete document to change one thing of: what the pure rules are tested with."""

from copy import deepcopy
from typing import Any

POINT = {"value": "14", "count": 29, "count_under_10": False, "denominator": 204, "date": "2021-10-01"}

COMPLETE: dict[str, Any] = {
    "schema": 1,
    "title": "Eén loket: wachttijd van negen naar drie weken",
    "summary": "De regio wilde meer nieuwe leraren. Zij opende een loket. De wachttijd werd korter.",
    "abstract_en": "",
    "kind": "praktijkvoorbeeld",
    "sectors": ["po"],
    "theme": "werven",
    "more_themes": [],
    "challenge": "te-weinig-instroom",
    "practice": "onderwijsloket",
    "target_groups": ["overstapper"],
    "status": "loopt",
    "start_date": "2023-08-01",
    "end_date": None,
    "stop_reason": "",
    "municipalities": [],
    "co_regions": [],
    "contact": "loket@voorbeeld.nl",
    "challenge_text": "Er waren te weinig nieuwe leraren.",
    "approach": "Wij openden één loket.",
    "approach_not_applicable": False,
    "do_differently": "Eerder beginnen met tellen.",
    "theory": "Wie snel antwoord krijgt, blijft.",
    "theory_url": "",
    "measurement_method": "voor-na",
    "result_direction": "positief",
    "reversibility": {"kind": "omkeerbaar", "free_until": None, "possible_until": None, "cost": "", "explanation": ""},
    "activities": [],
    "core_elements": [{"text": "Een vaste adviseur", "role": "kern"}],
    "partners": [
        {"name": "Bond", "kind": "beroepsgroep", "role": "", "decides": True, "hours": 120, "fte": None},
    ],
    "measurements": [
        {
            "indicator": "uitval-een-jaar",
            "not_measured": False,
            "start": POINT,
            "end": POINT | {"date": "2024-10-01"},
            "comparison": {"group": "Buurregio", "start": POINT, "end": POINT | {"date": "2024-10-01"}},
            "source": "Personeelsadministratie",
            "how": "Geteld",
            "limits": "Waarom mensen vertrokken, weten wij niet.",
        }
    ],
    "lessons": [
        {
            "id": "0b0f5a52-7f3c-4f7e-9f6c-0d5a3f6f1a11",
            "statement": "Bel binnen twee dagen terug",
            "explanation": "",
            "verdict": "weer-doen",
            "for_whom": "",
        }
    ],
    "conditions": [],
    "materials": [],
    "sources": [],
    "voices": [],
    "costs": {
        "unknown": False,
        "lines": [{"what": "Adviseurs", "amount": "60000"}],
        "total": "60000",
        "per_result": None,
        "per_what": "",
        "year": 2024,
        "included": "",
        "recurrence": "",
        "funding": ["onderwijsregio"],
    },
}


def changed(**fields: Any) -> dict[str, Any]:
    """The complete document with other values; ``costs__total=None`` reaches inside."""
    made = deepcopy(COMPLETE)
    for name, value in fields.items():
        *way, last = name.split("__")
        inner: Any = made
        for step in way:
            inner = inner[int(step) if step.isdigit() else step]
        inner[last] = value
    return made
