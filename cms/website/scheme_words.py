"""A scheme's dates and states in sentences. What is not known is said, not guessed."""

from collections.abc import Iterable
from datetime import date, time
from typing import Final

from django.utils.text import capfirst

from cms.website.formats import inside, joined, long_date
from lessons.funding.rules import Applying, Group, Running, Scheme, State, Window
from lessons.vocabulary.labels import Labels

GROUPS: Final[dict[Group, tuple[str, str]]] = {
    Group.ASK_NOW: ("Nu aan te vragen", "Op de dag die u koos."),
    Group.ASK_LATER: ("Straks aan te vragen", "Aanvragen kan nog niet."),
    Group.COMES: ("Zonder aanvraag", "Dit krijgt u vanzelf."),
    Group.PERHAPS: ("Niet zeker", "Onze bronnen zeggen niet of u op deze dag kunt aanvragen."),
    Group.GOES_ON: ("Aanvragen kan niet meer", "De regeling zelf is nog niet voorbij."),
    Group.FOR_OTHERS: ("Niet zelf aan te vragen", "Regio's en besturen kunnen dit niet aanvragen."),
    Group.OVER: ("Vervallen", "De regeling is voorbij op de dag die u koos."),
}
"""The heading of each group, and a line beside it."""


def moment(day: date, clock: time | None) -> str:
    """A day, with the time where one is known: "2 oktober 2023, 16.00 uur"."""
    return f"{long_date(day)}, {clock.hour}.{clock.minute:02} uur" if clock else long_date(day)


def window_words(window: Window) -> str:
    """As "van 2 oktober 2023, 9.00 uur, tot en met 31 oktober 2023"; ``""`` where nothing is known."""
    first = moment(window.first, window.first_time) if window.first else ""
    last = moment(window.last, window.last_time) if window.last else ""
    if first and last:
        return f"van {first} tot en met {last}"
    return f"vanaf {first}" if first else f"tot en met {last}" if last else ""


def applying_words(state: State) -> str:
    """Whether and when can be applied, as a sentence."""
    window, words = state.scheme.window, window_words(state.scheme.window)
    match state.applying:
        case Applying.AUTOMATIC:
            unsure = " Of dit geld op deze dag nog komt, vonden wij niet."
            return f"U hoeft niets aan te vragen.{unsure if state.running is Running.UNSURE else ''}"
        case Applying.NEVER:
            return "Regio's en besturen kunnen dit niet zelf aanvragen."
        case Applying.OPEN | Applying.NOT_YET:
            return f"Aanvragen kan {words}."
        case Applying.CLOSED:
            return f"Aanvragen kan niet meer. Dat kon {words}."
        case _:
            over = state.running is Running.OVER
            return "Aanvragen kan niet meer: de regeling is voorbij." if over else _unsure(window, words)


def _unsure(window: Window, words: str) -> str:
    if not words:
        return "Wanneer u kunt aanvragen, vonden wij niet."
    if window.more_rounds:
        return f"De laatste ronde die wij kennen, liep {words}. Of u op deze dag kunt aanvragen, vonden wij niet."
    other = "Tot wanneer" if window.last is None else "Vanaf wanneer"
    return f"Aanvragen kan {words}. {other}, vonden wij niet."


def running_words(scheme: Scheme, running: Running) -> str:
    """From when until when the scheme runs, as a sentence."""
    verb = "De regeling liep" if running is Running.OVER else "De regeling loopt"
    words = window_words(Window(first=scheme.valid_from, last=scheme.valid_until))
    if not words:
        return "Wanneer de regeling loopt, vonden wij niet."
    if scheme.valid_from and scheme.valid_until:
        return f"{verb} {words}."
    return f"{verb} {words}. {'Vanaf' if scheme.valid_from is None else 'Tot'} wanneer, vonden wij niet."


def who_words(applicants: Iterable[str], names: Labels) -> str:
    """Whom a scheme is for: "RAP-regio, SO&P-partnerschap of voorloper"; ``""`` where nobody is named."""
    return capfirst(joined((inside(names("applicant", code)) for code in applicants), "of"))
