"""``/tijdlijn/``: what happened on the way to the onderwijsregio's, each with its source; and the same as a feed."""

import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe

from lessons.funding.models import Certainty, Milestone
from lessons.funding.timeline import Moment, by_year
from lessons.records.changes import content_generation
from search.web.keeping import answered, etag_of

NEWEST = 30
"""Entries of the feed."""
UNKNOWN_KIND = "Deze soort kennen wij niet. U ziet alle mijlpalen."


def moments() -> list[Moment]:
    """All milestones, in two queries."""
    return [
        Moment(
            code=row.code,
            date=row.date,
            precision=row.precision,
            kind=row.kind,
            title=row.title,
            explanation=row.explanation,
            certainty=row.certainty,
            sources=[(source.title, source.url) for source in row.sources.all()],
            changed_at=row.changed_at,
        )
        for row in Milestone.objects.prefetch_related("sources")
    ]


@require_safe
def timeline(request: HttpRequest) -> HttpResponseBase:
    """All milestones, or those of one kind (``soort``); 304 where nothing public changed since."""
    asked = request.GET.get("soort", "")
    kind = asked if asked in Milestone.Kind.values else ""
    notice = UNKNOWN_KIND if asked != kind else ""

    def page() -> HttpResponse:
        return render(request, "funding/timeline.html", context(kind, notice))

    return answered(request, etag_of("timeline", content_generation(), kind, notice), page)


def context(kind: str, notice: str) -> dict[str, Any]:
    """What ``funding/timeline.html`` shows. Only kinds that occur can be chosen."""
    every = moments()
    occurring = {moment.kind for moment in every}
    kinds = [
        {"code": each.value, "label": str(each.label), "selected": each.value == kind}
        for each in Milestone.Kind
        if each.value in occurring
    ]
    return {
        "years": by_year(moment for moment in every if kind in ("", moment.kind)),
        "kinds": [{"code": "", "label": "Alle soorten", "selected": not kind}, *kinds],
        "kind_labels": dict(Milestone.Kind.choices),
        "certainties": dict(Certainty.choices),
        "notice": notice,
    }


class TimelineFeed(Feed):  # type: ignore[type-arg]  # the stub's parameter does not exist at run time
    """``/tijdlijn/atom/``: the newest milestones."""

    feed_type = Atom1Feed
    title = "Tijdlijn van de onderwijsregio's"
    subtitle = "Regelingen, besluiten en cijfers, elk met de bron."
    link = "/tijdlijn/"
    language = "nl"

    def items(self) -> list[Milestone]:
        """What was added or corrected last first; of what came together, the newest."""
        return list(Milestone.objects.order_by("-changed_at", "-date", "-code")[:NEWEST])

    def item_title(self, item: Milestone) -> str:
        """Its title: text, which the library escapes."""
        return item.title

    def item_description(self, item: Milestone) -> str:
        """What is explained of it."""
        return escape(item.explanation)  # the library calls it HTML

    def item_link(self, item: Milestone) -> str:
        """Its place on the timeline."""
        return f"{reverse('timeline')}#{item.code}"

    def item_guid(self, item: Milestone) -> str:
        """The same for ever, whatever becomes of its title."""
        return f"{settings.SITE_URL}{self.item_link(item)}"

    def item_updateddate(self, item: Milestone) -> datetime.datetime:
        """When it was added or corrected: a reader that knows it takes it again then."""
        return item.changed_at
