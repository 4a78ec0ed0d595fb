"""``/tijdlijn/agenda.ics``: the milestones for a calendar. The library escapes: a title is text there too."""

import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from cms.website.timeline import moments
from lessons.funding.models import Milestone
from lessons.funding.timeline import Moment, days_of
from lessons.records.changes import content_generation
from search.web.keeping import answered, etag_of


@require_safe
def calendar(request: HttpRequest) -> HttpResponseBase:
    """All milestones of which at least the month is known; 304 where nothing public changed since."""

    def made() -> HttpResponse:
        answer = HttpResponse(calendar_of(moments()).to_ical(), content_type="text/calendar; charset=utf-8")
        answer["Content-Disposition"] = 'inline; filename="tijdlijn-onderwijsregios.ics"'
        return answer

    return answered(request, etag_of("calendar", content_generation()), made)


def calendar_of(milestones: list[Moment]) -> Calendar:
    """Whole days, as no milestone has a time; a month is an entry from its first day to its last."""
    made = Calendar()
    made.add("prodid", "-//Kennisplatform onderwijsregio's//Tijdlijn//NL")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Tijdlijn van de onderwijsregio's")
    for milestone in milestones:
        days = days_of(milestone)
        if days is not None:
            made.add_component(entry(milestone, *days))
    return made


def entry(milestone: Moment, first: datetime.date, after: datetime.date) -> Event:
    """A milestone; its days end before ``after``, as the format wants it."""
    address = f"{settings.SITE_URL}{reverse('timeline')}#{milestone.code}"
    event = Event()
    event.add("uid", address)  # the same for ever: a calendar that is read again knows it
    event.add("dtstamp", milestone.changed_at)
    event.add("dtstart", first)
    event.add("dtend", after)
    event.add("summary", milestone.title)
    event.add("description", "\n".join(filter(None, [milestone.explanation, *sources(milestone)])))
    event.add("categories", [str(Milestone.Kind(milestone.kind).label)])
    event.add("url", address)
    event.add("transp", "TRANSPARENT")  # nobody is busy because of it
    return event


def sources(milestone: Moment) -> list[str]:
    """A line for each source."""
    return [f"Bron: {title} {address}".strip() for title, address in milestone.sources]
