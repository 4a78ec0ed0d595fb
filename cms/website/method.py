"""``/bewijstreden/``: the method, printed by the rules that compute the step."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.website.evidence import directions, scale
from lessons.evidence.rules import REACH, RULES, STEPS
from lessons.reports.choices import Kind


def method_page() -> dict[str, Any]:
    """What ``website/evidence_steps.html`` shows."""
    return {
        "steps": [
            {
                "number": step.number,
                "label": step.label,
                "line": step.line,
                "sentence": STEPS[step.number][1],
                "rules": [rule.sentence for rule in RULES if rule.step == step.number],
            }
            for step in scale()
        ],
        "kinds": [
            {"label": kind.label, "highest": REACH[kind.value][0], "sentence": REACH[kind.value][1]} for kind in Kind
        ],
        "directions": directions(all_of_them=True),
    }


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """How the evidence step is found."""
    return render(request, "website/evidence_steps.html", method_page())
