"""The rules of the RE in sentences: from when until when, what comes after, and what a change changed."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from cms.website.formats import inside, joined, long_date
from lessons.guidance.rules import Answer, Verdict
from lessons.vocabulary.labels import Labels

HEADINGS: Final[dict[Verdict | None, str]] = {
    Verdict.NOT_YET: "Kan nog niet",
    Verdict.CONDITIONAL: "Kan onder voorwaarde",
    Verdict.NOW: "Kan nu",
    None: "Nog niets over gezegd",
}


def period_words(first: date | None, last: date | None) -> str:
    """From when until when a rule holds, as a sentence."""
    if first and last:
        return f"Geldt van {long_date(first)} tot en met {long_date(last)}."
    if last:
        return f"Geldt tot en met {long_date(last)}."
    return f"Geldt vanaf {long_date(first)}, tot nader bericht." if first else "Geldt tot nader bericht."


def then_words(answer: Answer) -> str:
    """What is planned after it, as a sentence; ``""`` where nothing is."""
    if answer.changes_on is None:
        return ""
    day = long_date(answer.changes_on)
    if answer.then is None:
        return f"Vanaf {day} geldt er geen regel meer. Wat dan kan, is nog niet gezegd."
    same = answer.then is answer.verdict
    return f"Vanaf {day} {'gelden andere regels' if same else f'geldt: {inside(HEADINGS[answer.then])}'}."


def change_lines(was: Mapping[str, Any] | None, now: Mapping[str, Any] | None, names: Labels) -> list[str]:
    """What a change made different, a sentence each; of a rule that is new or gone, what it says or said."""
    if was is None or now is None:
        return [_whole(now or was or {}, names, gone=now is None)]
    found = []
    if was["action_kind"] != now["action_kind"]:
        before, after = (inside(names("action_kind", rule["action_kind"])) for rule in (was, now))
        found.append(f"Ging over: {before}. Gaat nu over: {after}.")
    if was["guidance"] != now["guidance"]:
        found.append("Stond eerst in een andere handreiking.")
    if was["verdict"] != now["verdict"]:
        found.append(f"Was: {_heading(was)}. Nu: {_heading(now)}.")
    if was["audiences"] != now["audiences"]:
        found.append(f"Gold voor: {_who(was, names)}. Nu voor: {_who(now, names)}.")
    if (was["valid_from"], was["valid_until"]) != (now["valid_from"], now["valid_until"]):
        found.append(_period(now))
    texts = {"why": "de uitleg", "condition": "de voorwaarde", "source_title": "de bron", "source_url": "de bron"}
    changed = list(dict.fromkeys(word for name, word in texts.items() if was[name] != now[name]))
    if changed:
        found.append(f"Gewijzigd: {joined(changed)}.")
    return found


def _whole(rule: Mapping[str, Any], names: Labels, *, gone: bool) -> str:
    if gone:
        return f"Gold voor: {_who(rule, names)}. Wij zeiden: {_heading(rule)}."
    return f"Voor: {_who(rule, names)}. {HEADINGS[Verdict(rule['verdict'])]}. {_period(rule)}"


def _heading(rule: Mapping[str, Any]) -> str:
    return inside(HEADINGS[Verdict(rule["verdict"])])


def _who(rule: Mapping[str, Any], names: Labels) -> str:
    return joined(inside(names("audience", code)) for code in rule["audiences"])


def _period(rule: Mapping[str, Any]) -> str:
    first, last = (date.fromisoformat(rule[name]) if rule[name] else None for name in ("valid_from", "valid_until"))
    return period_words(first, last)
