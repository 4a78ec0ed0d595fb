"""``/wat-kan-nu/``: which steps can be taken now, by who you are, which step, which day; and what changed in that."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.views.decorators.http import require_safe

from cms.website.asking import Asked, options
from cms.website.formats import inside, joined
from cms.website.guidance_words import HEADINGS, change_lines, period_words, then_words
from lessons.guidance.history import Version, as_it_was, rule_of
from lessons.guidance.models import Guidance, GuidanceChange
from lessons.guidance.rules import Answer, Rule, Verdict, board, by_verdict
from lessons.records.changes import content_generation
from lessons.records.kept import kept
from lessons.reports.markdown import to_html
from lessons.vocabulary.labels import Labels, labels
from search.web.keeping import answered, etag_of

UNKNOWN_AUDIENCE: Final = "Deze soort regio kennen wij niet. U ziet de regels voor alle regio's."
UNKNOWN_ACTION: Final = "Deze stap kennen wij niet. U ziet alle stappen."
NEWEST: Final = 30
"""Entries of the feed, and lines of the history of one guidance."""
LATEST: Final = 5
"""Changes that stand below the answers."""


@kept
def all_versions(generation: int) -> Sequence[Version]:
    """What every rule ever said, as it was known at ``generation``."""
    codes = dict(Guidance.objects.values_list("pk", "code"))
    lines = GuidanceChange.objects.order_by("rule_key", "at", "pk")
    return [
        Version(row.rule_key, timezone.localdate(row.at), rule_of(row.rule_key, row.now, codes) if row.now else None)
        for row in lines
    ]


@dataclass(frozen=True)
class Question:
    """Who asks, about which step and which day; ``""`` is any. ``notices`` says what of it is unknown."""

    audience: str
    action: str
    day: date
    notices: tuple[str, ...]


def question_of(parameters: Mapping[str, str], names: Labels, today: date) -> Question:
    """What was asked."""
    asked = Asked(parameters, names)
    audience = asked.code("wie", "audience", UNKNOWN_AUDIENCE)
    action = asked.code("stap", "action_kind", UNKNOWN_ACTION)
    day = asked.day("datum", today)
    return Question(audience, action, day, tuple(asked.notices))


@require_safe
def possible_now(request: HttpRequest) -> HttpResponseBase:
    """What ``wie`` can do of ``stap`` on ``datum``; 304 where nothing changed since."""
    generation = content_generation()
    names = labels(generation)
    asked = question_of(request.GET.dict(), names, timezone.localdate())

    def page() -> HttpResponse:
        return render(
            request, "guidance/possible_now.html", context(asked, as_it_was(all_versions(generation), asked.day), names)
        )

    return answered(request, etag_of("possible-now", generation, asked), page)


def context(asked: Question, rules: Sequence[Rule], names: Labels) -> dict[str, Any]:
    """What ``guidance/possible_now.html`` shows: for one kind of region by verdict, for all of them as a table."""
    actions = [term.pk for term in names.all("action_kind") if asked.action in ("", term.pk)]
    audiences = [term.pk for term in names.all("audience")]
    shown: dict[str, Any] = {"groups": [], "table": None}
    if asked.audience:
        answers = board(rules, asked.audience, actions, asked.day)
        shown["groups"] = [
            {"code": verdict or "", "title": HEADINGS[verdict], "lines": [line(each, names) for each in of_verdict]}
            for verdict, of_verdict in by_verdict(answers)
        ]
    else:
        shown["table"] = {
            "audiences": [names("audience", code) for code in audiences],
            "rows": table_rows(rules, actions, audiences, asked.day, names),
        }
    return {
        "asked": asked,
        "who": inside(names("audience", asked.audience)) if asked.audience else "",
        "audiences": options(names, "audience", asked.audience, "Alle regio's"),
        "actions": options(names, "action_kind", asked.action, "Alle stappen"),
        "day": asked.day.isoformat(),
        "verdicts": {each.value: HEADINGS[each] for each in Verdict},
        "every": [{"title": each.title, "summary": each.summary, "url": each.path} for each in Guidance.objects.all()],
        "changes": [change(each, names) for each in GuidanceChange.objects.select_related("guidance")[:LATEST]],
        **shown,
    }


def table_rows(
    rules: Sequence[Rule], actions: Sequence[str], audiences: Sequence[str], day: date, names: Labels
) -> list[dict[str, Any]]:
    """For every step the verdict for every kind of region; ``""`` where nobody has said anything."""
    columns = [board(rules, audience, actions, day) for audience in audiences]
    return [
        {
            "action": names("action_kind", action),
            "code": action,
            "cells": [
                {"audience": audience, "verdict": column[row].verdict or ""}
                for audience, column in zip(audiences, columns, strict=True)
            ],
        }
        for row, action in enumerate(actions)
    ]


def line(answer: Answer, names: Labels) -> dict[str, Any]:
    """A step with what the rules say of it."""
    term = names.terms.get("action_kind", {}).get(answer.action)
    return {
        "action": names("action_kind", answer.action),
        "code": answer.action,
        "description": term.description if term else "",
        "rules": [rule_line(rule, names) for rule in answer.rules],
        "then": then_words(answer),
    }


def rule_line(rule: Rule, names: Labels) -> dict[str, Any]:
    """A rule as it is read."""
    return {
        "key": rule.key,
        "action": names("action_kind", rule.action),
        "verdict": rule.verdict.value,
        "heading": HEADINGS[rule.verdict],
        "who": joined(inside(names("audience", code)) for code in rule.audiences),
        "period": period_words(rule.valid_from, rule.valid_until),
        "why": rule.why,
        "condition": rule.condition,
        "source": {"title": rule.source_title, "url": rule.source_url},
        "url": f"{reverse('guidance', args=[rule.guidance])}#regel-{rule.key}",
    }


def change(row: GuidanceChange, names: Labels) -> dict[str, Any]:
    """A line of the history."""
    return {
        "at": timezone.localdate(row.at),
        "kind": row.get_kind_display(),
        "what": row.what,
        "note": row.note,
        "lines": change_lines(row.was, row.now, names),
        "url": address_of(row),
        "guidance": row.guidance.title,
    }


def address_of(row: GuidanceChange) -> str:
    """Where a rule stands that was changed; of one that is gone, its guidance with the history."""
    return f"{row.guidance.path}#regel-{row.rule_key}" if row.now else f"{row.guidance.path}#wijzigingen"


@require_safe
def guidance(request: HttpRequest, code: str) -> HttpResponseBase:
    """One guidance with its rules and their history; 304 where nothing changed since."""
    generation = content_generation()
    names = labels(generation)

    def page() -> HttpResponse:
        found = Guidance.objects.filter(code=code).first()
        if found is None:
            raise Http404
        changes = found.changes.select_related("guidance")[:NEWEST]
        today = as_it_was(all_versions(generation), timezone.localdate())
        rules = [rule for rule in today if rule.guidance == code]
        shown = {
            "title": found.title,
            "summary": found.summary,
            "questions": found.asked,
            "body": to_html(found.body),
            "written_on": found.written_on,
            "rules": [rule_line(rule, names) for rule in rules],
            "every": [
                {"title": each.title, "summary": each.summary, "url": each.path} for each in Guidance.objects.all()
            ],
            "changes": [change(each, names) for each in changes],
        }
        return render(request, "guidance/guidance.html", {"page": shown})

    return answered(request, etag_of("guidance", code, generation), page)


class GuidanceFeed(Feed):  # type: ignore[type-arg]  # the stub's parameter does not exist at run time
    """``/wat-kan-nu/atom/``: what changed in the rules, the newest first."""

    feed_type = Atom1Feed
    title = "Wat kan nu? Wijzigingen in de regels"
    subtitle = "Welke stappen regio's nu kunnen nemen, en welke nog niet."
    link = "/wat-kan-nu/"
    language = "nl"

    def items(self) -> list[GuidanceChange]:
        """The newest first."""
        return list(GuidanceChange.objects.select_related("guidance")[:NEWEST])

    def item_title(self, item: GuidanceChange) -> str:
        """What happened to which rule; in a demo each says that it is made up."""
        return f"{'Fictief. ' if settings.DEMO else ''}{item}"

    def item_description(self, item: GuidanceChange) -> str:
        """What readers are told of it, and what is different."""
        lines = change_lines(item.was, item.now, labels(content_generation()))
        return escape(" ".join(filter(None, [item.note, *lines])))  # the library calls it HTML

    def item_link(self, item: GuidanceChange) -> str:
        """The guidance, at the rule."""
        return address_of(item)

    def item_guid(self, item: GuidanceChange) -> str:
        """The same for ever."""
        return f"{settings.SITE_URL}{item.guidance.path}#wijziging-{item.pk}"

    def item_updateddate(self, item: GuidanceChange) -> datetime:
        """When it was changed."""
        return item.at
