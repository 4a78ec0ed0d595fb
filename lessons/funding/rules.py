"""What a scheme means for somebody on a day. Pure; what the sources do not say is never guessed.

Days and times are those of the clock in the Netherlands. Sources: the texts of the schemes, as docs/facts.md says.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

NETHERLANDS: Final = ZoneInfo("Europe/Amsterdam")
AUTOMATIC: Final = "vanzelf"
CLOSED_TO_ALL: Final = "gesloten"


@dataclass(frozen=True)
class Window:
    """When can be applied, from the first to the last moment that counts; ``None`` where no source gives it."""

    first: date | None = None
    first_time: time | None = None
    last: date | None = None
    last_time: time | None = None
    more_rounds: bool = False
    """There were or come other rounds, which are not known."""

    @property
    def is_backward(self) -> bool:
        """Whether it would close before it opens."""
        opens, closes = self.opens, self.closes
        return opens is not None and closes is not None and closes < opens

    @property
    def opens(self) -> datetime | None:
        """The first moment: without a time, the beginning of the day."""
        return at(self.first, self.first_time or time()) if self.first else None

    @property
    def closes(self) -> datetime | None:
        """The last moment: without a time, the end of the day. "Until 16:00" holds at 16:00:00 and no longer."""
        if self.last is None:
            return None
        return at(self.last, self.last_time) if self.last_time else end_of(self.last)


def at(day: date, moment: time) -> datetime:
    """A moment by the clock in the Netherlands, in UTC, for two moments of one zone are compared by its clock alone.

    What that clock shows twice, in October, is the first of the two.
    """
    return datetime.combine(day, moment, NETHERLANDS).astimezone(UTC)


def end_of(day: date) -> datetime:
    """The last moment of a day."""
    return datetime.combine(day, time.max, NETHERLANDS).replace(fold=1).astimezone(UTC)


class Applying(StrEnum):
    """Whether can be applied."""

    OPEN = "open"
    NOT_YET = "nog-niet"
    CLOSED = "gesloten"
    UNSURE = "niet-zeker"
    """A date is not known, or other rounds are not."""
    AUTOMATIC = "vanzelf"
    NEVER = "nooit"
    """Boards and regions cannot apply."""


class Running(StrEnum):
    """Whether the period of a scheme goes on."""

    NOT_YET = "nog-niet"
    RUNS = "loopt"
    OVER = "vervallen"
    UNSURE = "niet-zeker"


@dataclass(frozen=True)
class Scheme:
    """What the rules need of a scheme. Applicants and sectors are codes."""

    code: str
    name: str
    applicants: Sequence[str]
    sectors: Sequence[str]
    route: str
    window: Window
    valid_from: date | None = None
    valid_until: date | None = None
    known_until: date | None = None
    """Of a scheme of which the end is not known: the last day of which a source says that it runs."""
    successor: str = ""


def applying(scheme: Scheme, begin: datetime, end: datetime) -> Applying:
    """Whether can be applied at some moment between two; for one moment, these are the same.

    A window of which one end is not known is open for certain at no moment, and closed for certain only on the side
    of the end that is known.
    """
    if scheme.route == AUTOMATIC:
        return Applying.AUTOMATIC
    if scheme.route == CLOSED_TO_ALL:
        return Applying.NEVER
    opens, closes = scheme.window.opens, scheme.window.closes
    early, late = opens is not None and end < opens, closes is not None and begin > closes
    if early or late:
        if scheme.window.more_rounds:
            return Applying.UNSURE
        return Applying.NOT_YET if early else Applying.CLOSED
    return Applying.UNSURE if opens is None or closes is None else Applying.OPEN


def on_day(scheme: Scheme, day: date) -> Applying:
    """Whether can be applied at some moment of a day."""
    return applying(scheme, at(day, time()), end_of(day))


def running(scheme: Scheme, day: date) -> Running:
    """Whether the period of the scheme goes on; the last day is part of it."""
    if scheme.valid_until is not None and day > scheme.valid_until:
        return Running.OVER
    if scheme.valid_from is not None and day < scheme.valid_from:
        return Running.NOT_YET
    last = scheme.valid_until or scheme.known_until
    return Running.RUNS if scheme.valid_from and last and day <= last else Running.UNSURE


class Group(StrEnum):
    """What somebody can do with a scheme, in the order in which it is of use."""

    ASK_NOW = "nu-aanvragen"
    ASK_LATER = "straks-aanvragen"
    COMES = "vanzelf"
    PERHAPS = "niet-zeker"
    GOES_ON = "loopt"
    FOR_OTHERS = "niet-aan-te-vragen"
    OVER = "vervallen"


def group_of(can_apply: Applying, runs: Running) -> Group:
    """The group of a scheme. What can be asked for is said first, even where its period would be over."""
    if can_apply is Applying.OPEN:
        return Group.ASK_NOW
    if runs is Running.OVER:
        return Group.OVER
    if can_apply is Applying.AUTOMATIC and runs is Running.UNSURE:
        return Group.PERHAPS
    return {
        Applying.NOT_YET: Group.ASK_LATER,
        Applying.AUTOMATIC: Group.COMES,
        Applying.UNSURE: Group.PERHAPS,
        Applying.NEVER: Group.FOR_OTHERS,
        Applying.CLOSED: Group.GOES_ON,
    }[can_apply]


@dataclass(frozen=True)
class State:
    """A scheme on a day."""

    scheme: Scheme
    applying: Applying
    running: Running

    @property
    def group(self) -> Group:
        """What can be done with it."""
        return group_of(self.applying, self.running)


def state_of(scheme: Scheme, day: date, now: datetime | None = None) -> State:
    """A scheme on a day; with ``now``, a moment of that day, as it is at that moment."""
    can_apply = applying(scheme, now, now) if now else on_day(scheme, day)
    return State(scheme, can_apply, running(scheme, day))


def for_whom(schemes: Iterable[Scheme], applicant: str = "", sector: str = "") -> list[Scheme]:
    """The schemes that this applicant, in this sector, can use; ``""`` is any. What names nobody is for nobody."""
    return [
        scheme
        for scheme in schemes
        if (not applicant or applicant in scheme.applicants) and (not sector or sector in scheme.sectors)
    ]


def grouped(states: Iterable[State]) -> list[tuple[Group, list[State]]]:
    """The states by group, in the order of the groups; what closes first comes first, what is over last first."""
    every = list(states)
    groups = [(group, [state for state in every if state.group is group]) for group in Group]
    return [(group, sorted(of_group, key=_order)) for group, of_group in groups if of_group]


def _order(state: State) -> tuple[float, str]:
    scheme = state.scheme
    day = scheme.valid_until if state.group is Group.OVER else scheme.window.last
    number = (day or date.max).toordinal()
    return (-number if state.group is Group.OVER else number), scheme.code
