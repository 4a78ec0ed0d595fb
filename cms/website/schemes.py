"""``/regelingen/``: which money there is for whom, on a day; and each scheme with its conditions and sources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.website.asking import Asked, options
from cms.website.formats import inside
from cms.website.scheme_page import scheme_page
from cms.website.scheme_words import GROUPS, applying_words, running_words, who_words
from lessons.funding.models import FundingScheme
from lessons.funding.rules import Group, Scheme, State, for_whom, grouped, state_of
from lessons.records.changes import content_generation
from lessons.records.kept import kept
from lessons.vocabulary.labels import Labels, labels
from search.web.keeping import answered, etag_of

UNKNOWN_APPLICANT: Final = "Deze aanvrager kennen wij niet. U ziet de regelingen voor iedereen."
UNKNOWN_SECTOR: Final = "Deze sector kennen wij niet. U ziet de regelingen voor alle sectoren."


@kept
def all_schemes(generation: int) -> Sequence[tuple[FundingScheme, Scheme]]:
    """Every scheme, as it was at ``generation``, with what the rules need of it."""
    rows = FundingScheme.objects.select_related("successor").prefetch_related("applicants", "sectors", "conditions")
    return [(row, row.for_rules()) for row in rows]


@dataclass(frozen=True)
class Question:
    """Who asks, and for which day; ``notices`` says what of it is unknown."""

    applicant: str
    sector: str
    day: date
    notices: tuple[str, ...]


def question_of(parameters: Mapping[str, str], names: Labels, today: date) -> Question:
    """What was asked."""
    asked = Asked(parameters, names)
    applicant = asked.code("wie", "applicant", UNKNOWN_APPLICANT)
    sector = asked.code("sector", "sector", UNKNOWN_SECTOR)
    day = asked.day("datum", today)
    return Question(applicant, sector, day, tuple(asked.notices))


@require_safe
def schemes(request: HttpRequest) -> HttpResponseBase:
    """What there is for ``wie`` in ``sector`` on ``datum``; without these, for everybody, today."""
    generation, now = content_generation(), timezone.now()
    names, today = labels(generation), timezone.localdate(now)
    asked = question_of(request.GET.dict(), names, today)
    every = all_schemes(generation)
    wanted = for_whom((scheme for _, scheme in every), asked.applicant, asked.sector)
    states = [state_of(scheme, asked.day, now if asked.day == today else None) for scheme in wanted]

    def page() -> HttpResponse:
        return render(
            request, "funding/schemes.html", context(asked, states, {row.code: row for row, _ in every}, names)
        )

    seen = tuple(state.group.value for state in states)  # on the last day these change with the clock
    return answered(request, etag_of("schemes", generation, asked, seen), page)


def context(
    asked: Question, states: Sequence[State], rows: Mapping[str, FundingScheme], names: Labels
) -> dict[str, Any]:
    """What ``funding/schemes.html`` shows."""
    who = inside(names("applicant", asked.applicant)) if asked.applicant else ""
    sections = grouped(states)
    return {
        "asked": asked,
        "who": who,
        "applicants": options(names, "applicant", asked.applicant, "Iedereen"),
        "sectors": options(names, "sector", asked.sector, "Alle sectoren"),
        "day": asked.day.isoformat(),
        "nothing": all(group is Group.OVER for group, _ in sections),
        "sections": [
            {
                "code": group.value,
                "title": GROUPS[group][0],
                "line": GROUPS[group][1],
                "lines": [line(state, rows, names, asked.applicant) for state in of_group],
            }
            for group, of_group in sections
        ],
    }


def line(state: State, rows: Mapping[str, FundingScheme], names: Labels, applicant: str) -> dict[str, Any]:
    """A scheme in the list."""
    scheme, row = state.scheme, rows[state.scheme.code]
    after = row.successor
    return {
        "name": scheme.name,
        "url": row.path,
        "who": who_words(scheme.applicants, names),
        "sectors": ", ".join(scheme.sectors),
        "goal": row.goal,
        "applying": applying_words(state),
        "running": running_words(scheme, state.running),
        "conditions": len(row.conditions.all()),
        "after": following(rows[after.code], names, applicant) if after else None,
    }


def following(after: FundingScheme, names: Labels, applicant: str) -> dict[str, str]:
    """What came after a scheme; and for whom, where the one who asks is not among them."""
    codes = [each.pk for each in after.applicants.all()]
    who = "" if not applicant or applicant in codes else who_words(codes, names)
    return {"name": after.name, "url": after.path, "who": who}


@require_safe
def scheme(request: HttpRequest, code: str) -> HttpResponseBase:
    """One scheme with its conditions; 304 where nothing changed since it was read."""
    generation, now = content_generation(), timezone.now()
    found = next(((row, facts) for row, facts in all_schemes(generation) if row.code == code), None)
    if found is None:
        raise Http404
    state = state_of(found[1], timezone.localdate(now), now)

    def page() -> HttpResponse:
        shown = scheme_page(found[0], state, labels(generation))
        return render(request, "funding/scheme.html", {"page": shown})

    return answered(request, etag_of("scheme", code, generation, state.group.value), page)
