"""``/lijkt-op-ons/``: which reporting regions are like yours, in what, and in what not. Never a percentage."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from cms.website.asking import options
from cms.website.formats import joined, number
from cms.website.profiles import Asked, asked_of, profile_of
from cms.website.regions import writers
from lessons.records.changes import content_generation
from lessons.regions.models import Urbanity
from lessons.regions.resemblance import Aspect, Comparison, Profile, Trend, most_alike_first
from lessons.vocabulary.labels import Labels, labels
from search.web.keeping import answered, etag_of
from search.web.regions import RegionRow, region_rows

TRENDS: Final = {
    Trend.SHRINKING: "het aantal leerlingen daalt",
    Trend.STABLE: "het aantal leerlingen blijft gelijk",
    Trend.GROWING: "het aantal leerlingen groeit",
}
NAMES: Final = {
    Aspect.SECTORS: "sectoren",
    Aspect.PUPILS: "aantal leerlingen",
    Aspect.URBANITY: "stedelijkheid",
    Aspect.TREND: "groei of krimp",
    Aspect.LARGE_CITY: "grote stad",
    Aspect.INSTITUTE: "lerarenopleiding binnen de regio",
    Aspect.BOARDS: "aantal besturen",
}
UNANSWERED: Final = "Weet ik niet"


@require_safe
def resembling(request: HttpRequest) -> HttpResponseBase:
    """The regions beside the one that is asked about; 304 where nothing public changed since."""
    generation, today = content_generation(), timezone.localdate()
    names, rows = labels(generation), region_rows(generation)
    asked = asked_of(dict(request.GET.lists()), names, rows, generation, today)

    def page() -> HttpResponse:
        return render(request, "regions/resembling.html", context(asked, names, rows, generation, today))

    return answered(request, etag_of("resembling", generation, asked), page)


def context(asked: Asked, names: Labels, rows: Mapping[int, RegionRow], generation: int, today: date) -> dict[str, Any]:
    """What ``regions/resembling.html`` shows."""
    live = [row for row in rows.values() if row.live and not row.is_merged(today)]
    wrote = writers()
    others = {row.slug: row for row in live if row.pk in wrote and row.slug != asked.region}
    profiles = {slug: profile_of(row.pk, generation, today) for slug, row in others.items()}
    found = [] if asked.is_empty else most_alike_first(asked.profile, profiles.items())
    shown = [line(others[slug], compared, asked.profile, profiles[slug], names) for slug, compared in found]
    return {
        "asked": asked,
        "regions": [{"code": "", "label": "Kies een regio", "selected": not asked.region}]
        + [
            {"code": row.slug, "label": row.title, "selected": row.slug == asked.region}
            for row in sorted(live, key=lambda row: row.title.casefold())
        ],
        "name": next((row.title for row in live if row.slug == asked.region), ""),
        "sectors": [
            {**each, "checked": each["code"] in asked.typed["sectors"]} for each in options(names, "sector", "", "")[1:]
        ],
        "choices": choices(asked.typed),
        "found": shown,
        "search": search_address([line["slug"] for line in shown if line["same"]]),
    }


def choices(typed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The questions with a few answers."""
    yes_no = [("ja", "Ja"), ("nee", "Nee")]
    questions = (
        ("stedelijkheid", "Stedelijkheid", [(code, str(label)) for code, label in Urbanity.choices]),
        ("ontwikkeling", "Groei of krimp", [(trend.value, trend.value.capitalize()) for trend in Trend]),
        ("grote-stad", "Met een G5-stad", yes_no),
        ("opleiding", "Lerarenopleiding binnen de regio", yes_no),
    )
    return [
        {
            "name": name,
            "label": label,
            "options": [
                {"code": code, "label": words, "selected": code == typed[name]}
                for code, words in [("", UNANSWERED), *answers]
            ],
        }
        for name, label, answers in questions
    ]


def line(region: RegionRow, compared: Comparison, ours: Profile, theirs: Profile, names: Labels) -> dict[str, Any]:
    """A region with in what it is alike, in what not, and what is unknown."""
    return {
        "slug": region.slug,
        "title": region.title,
        "url": reverse("region", args=[region.slug]),
        "reports": f"{reverse('search')}?{urlencode({'regio': region.slug})}",
        "same": [alike(aspect, theirs, names) for aspect in compared.same],
        "different": [other(aspect, ours, theirs, names) for aspect in compared.different],
        "unknown": joined(NAMES[aspect] for aspect in compared.unknown) if compared.unknown else "",
    }


def alike(aspect: Aspect, theirs: Profile, names: Labels) -> str:
    """In what two regions are alike."""
    words = {
        Aspect.SECTORS: "heeft al uw sectoren",
        Aspect.PUPILS: f"ongeveer even groot: {number(theirs.pupils or 0)} leerlingen",
        Aspect.URBANITY: urbanity(theirs.urbanity),
        Aspect.TREND: TRENDS[theirs.trend] if theirs.trend else "",
        Aspect.LARGE_CITY: "ook met een G5-stad" if theirs.large_city else "ook zonder G5-stad",
        Aspect.INSTITUTE: "ook met een lerarenopleiding" if theirs.institute else "ook zonder lerarenopleiding",
        Aspect.BOARDS: f"ongeveer evenveel besturen: {number(theirs.boards or 0)}",
    }
    return words[aspect]


def other(aspect: Aspect, ours: Profile, theirs: Profile, names: Labels) -> str:
    """In what they differ; of numbers both."""
    missing = joined(names("sector", code).lower() for code in sorted(ours.sectors - theirs.sectors))
    words = {
        Aspect.SECTORS: f"geen {missing}",
        Aspect.PUPILS: f"{number(theirs.pupils or 0)} leerlingen, u {number(ours.pupils or 0)}",
        Aspect.URBANITY: urbanity(theirs.urbanity),
        Aspect.TREND: TRENDS[theirs.trend] if theirs.trend else "",
        Aspect.LARGE_CITY: "met een G5-stad" if theirs.large_city else "zonder G5-stad",
        Aspect.INSTITUTE: "met een lerarenopleiding" if theirs.institute else "zonder lerarenopleiding",
        Aspect.BOARDS: f"{number(theirs.boards or 0)} besturen, u {number(ours.boards or 0)}",
    }
    return words[aspect]


def urbanity(code: str) -> str:
    """A class inside a sentence."""
    return str(Urbanity(code).label).lower() if code in Urbanity.values else ""


def search_address(slugs: Sequence[str]) -> str:
    """The search in the reports of these regions; ``""`` without any."""
    return f"{reverse('search')}?{urlencode({'regio': list(slugs)}, doseq=True)}" if slugs else ""
