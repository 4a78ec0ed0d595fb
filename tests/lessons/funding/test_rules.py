"""What a scheme means on a day: by table, against what the sources say, and at the edges of days and of summer time."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lessons.funding.facts import DATA, SchemeFact, read_facts
from lessons.funding.rules import (
    NETHERLANDS,
    Applying,
    Group,
    Running,
    Scheme,
    State,
    Window,
    applying,
    at,
    for_whom,
    grouped,
    on_day,
    running,
    state_of,
)

YEAR = date(2023, 1, 1)
MICROSECOND = timedelta(microseconds=1)


def scheme(window: Window | None = None, **fields: object) -> Scheme:
    given_fields = {
        "code": "proef",
        "name": "Proef",
        "applicants": ["rap-regio"],
        "sectors": ["po"],
        "route": "aanvraag",
        "window": window or Window(),
    }
    return Scheme(**(given_fields | fields))  # type: ignore[arg-type]


def rules_of(entry: SchemeFact) -> Scheme:
    """A line of the file as the rules see it."""
    window = Window(
        entry.apply_from, entry.apply_from_time, entry.apply_until, entry.apply_until_time, entry.more_rounds
    )
    return Scheme(
        code=entry.code,
        name=entry.name,
        applicants=entry.applicants,
        sectors=entry.sectors,
        route=entry.route,
        window=window,
        valid_from=entry.valid_from,
        valid_until=entry.valid_until,
        known_until=entry.known_until,
        successor=entry.successor,
    )


@pytest.fixture(scope="module")
def real() -> list[Scheme]:
    """The schemes that come with the platform."""
    return [rules_of(entry) for entry in read_facts(DATA).schemes]


#: Who, on which day, finds which schemes in which group. From the texts of the schemes: DUS-I for the windows of 2023
#: and 2024, the Staatscourant for the periods (docs/facts.md).
TABLE = [
    ("rap-regio", "2023-05-31", Group.ASK_NOW, set()),
    ("rap-regio", "2023-05-31", Group.PERHAPS, {"rap-2023"}),
    ("rap-regio", "2023-06-01", Group.GOES_ON, {"rap-2022", "rap-2023"}),
    ("rap-regio", "2023-10-01", Group.ASK_LATER, {"or-2024"}),
    ("rap-regio", "2023-10-02", Group.ASK_NOW, {"or-2024"}),
    ("rap-regio", "2023-10-31", Group.ASK_NOW, {"or-2024"}),
    ("rap-regio", "2023-11-01", Group.GOES_ON, {"or-2024", "rap-2023"}),
    ("rap-regio", "2024-12-31", Group.GOES_ON, {"or-2024"}),
    ("rap-regio", "2025-01-01", Group.OVER, {"or-2024", "rap-2023", "rap-2022"}),
    ("voorloper", "2023-10-02", Group.PERHAPS, {"voorloper-2023"}),
    ("voorloper", "2023-10-03", Group.GOES_ON, {"voorloper-2023"}),
    ("voorloper", "2023-10-03", Group.ASK_NOW, {"or-2024"}),
    ("sop-partnerschap", "2023-10-16", Group.ASK_NOW, {"or-2024"}),
    ("sop-partnerschap", "2023-10-16", Group.PERHAPS, {"sop-2020"}),
    ("sop-partnerschap", "2024-02-01", Group.OVER, {"sop-2020", "sop-2018"}),
    ("onderwijsregio", "2024-06-16", Group.ASK_LATER, {"ldnor-2025", "avv-2025"}),
    ("onderwijsregio", "2024-06-17", Group.ASK_NOW, {"ldnor-2025"}),
    ("onderwijsregio", "2024-10-16", Group.GOES_ON, {"ldnor-2025"}),
    ("onderwijsregio", "2025-04-25", Group.ASK_NOW, {"avv-2025"}),
    ("onderwijsregio", "2026-01-01", Group.OVER, {"ldnor-2025", "avv-2025"}),
    ("bestuur", "2024-09-01", Group.COMES, {"pbss-po", "shrm-vo"}),
    ("bestuur", "2025-12-31", Group.COMES, {"pbss-po", "shrm-vo"}),
    ("bestuur", "2026-01-02", Group.COMES, set()),
    ("bestuur", "2026-04-01", Group.ASK_NOW, {"ontwikkelkracht-2026"}),
]


@pytest.mark.parametrize(("who", "day", "group", "codes"), TABLE)
def test_who_asks_on_a_day_is_told_what_the_sources_say(
    real: list[Scheme], who: str, day: str, group: Group, codes: set[str]
) -> None:
    states = [state_of(each, date.fromisoformat(day)) for each in for_whom(real, who)]

    assert {state.scheme.code for state in states if state.group is group} == codes


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2023-10-02T06:59:59.999999+00:00", Applying.NOT_YET),  # nine o'clock in summer is seven in UTC
        ("2023-10-02T07:00:00+00:00", Applying.OPEN),
        ("2023-10-31T15:00:00+00:00", Applying.OPEN),  # four o'clock in winter is three in UTC
        ("2023-10-31T15:00:00.000001+00:00", Applying.CLOSED),
    ],
)
def test_a_window_opens_and_closes_to_the_minute_by_the_clock_in_the_netherlands(
    real: list[Scheme], moment: str, expected: Applying
) -> None:
    (found,) = [each for each in real if each.code == "or-2024"]
    now = datetime.fromisoformat(moment)

    assert applying(found, now, now) is expected


OPEN_ALL_YEAR = Window(date(2023, 1, 1), None, date(2023, 12, 31), None)


@pytest.mark.parametrize(
    ("window", "day", "expected"),
    [
        (OPEN_ALL_YEAR, date(2022, 12, 31), Applying.NOT_YET),
        (OPEN_ALL_YEAR, date(2023, 1, 1), Applying.OPEN),
        (OPEN_ALL_YEAR, date(2023, 12, 31), Applying.OPEN),
        (OPEN_ALL_YEAR, date(2024, 1, 1), Applying.CLOSED),
        (Window(), date(2023, 5, 1), Applying.UNSURE),
        (Window(last=date(2023, 5, 1)), date(2023, 5, 1), Applying.UNSURE),
        (Window(last=date(2023, 5, 1)), date(2023, 5, 2), Applying.CLOSED),
        (Window(first=date(2023, 5, 1)), date(2023, 4, 30), Applying.NOT_YET),
        (Window(first=date(2023, 5, 1)), date(2030, 1, 1), Applying.UNSURE),
        (Window(date(2023, 1, 1), None, date(2023, 2, 1), None, more_rounds=True), date(2023, 1, 5), Applying.OPEN),
        (Window(date(2023, 1, 1), None, date(2023, 2, 1), None, more_rounds=True), date(2023, 3, 1), Applying.UNSURE),
        (Window(date(2023, 1, 1), None, date(2023, 2, 1), None, more_rounds=True), date(2022, 3, 1), Applying.UNSURE),
    ],
)
def test_what_is_not_known_is_never_guessed(window: Window, day: date, expected: Applying) -> None:
    assert on_day(scheme(window), day) is expected


def test_money_that_comes_by_itself_is_never_asked_for_and_some_cannot_be() -> None:
    assert on_day(scheme(OPEN_ALL_YEAR, route="vanzelf"), YEAR) is Applying.AUTOMATIC
    assert on_day(scheme(OPEN_ALL_YEAR, route="gesloten"), YEAR) is Applying.NEVER


@pytest.mark.parametrize(
    ("first", "last", "day", "expected"),
    [
        (date(2023, 1, 1), date(2023, 12, 31), date(2022, 12, 31), Running.NOT_YET),
        (date(2023, 1, 1), date(2023, 12, 31), date(2023, 12, 31), Running.RUNS),
        (date(2023, 1, 1), date(2023, 12, 31), date(2024, 1, 1), Running.OVER),
        (None, date(2023, 12, 31), date(2023, 12, 31), Running.UNSURE),
        (date(2023, 1, 1), None, date(2033, 1, 1), Running.UNSURE),
        (None, None, date(2023, 1, 1), Running.UNSURE),
    ],
)
def test_the_last_day_is_part_of_the_period(
    first: date | None, last: date | None, day: date, expected: Running
) -> None:
    assert running(scheme(valid_from=first, valid_until=last), day) is expected


def test_what_closes_first_comes_first_and_of_what_is_over_the_last() -> None:
    def state(code: str, last: int, group: Group) -> State:
        over = group is Group.OVER
        window = Window(date(2023, 1, 1), None, date(2023, 1, last), None)
        made = scheme(window, code=code, valid_until=date(2022, 1, last) if over else None)
        return State(made, Applying.CLOSED if over else Applying.OPEN, Running.OVER if over else Running.UNSURE)

    late, soon = state("laat", 20, Group.ASK_NOW), state("vroeg", 10, Group.ASK_NOW)
    old, older = state("oud", 20, Group.OVER), state("ouder", 10, Group.OVER)

    assert grouped([older, late, old, soon]) == [(Group.ASK_NOW, [soon, late]), (Group.OVER, [old, older])]


DAYS = st.dates(date(2018, 1, 1), date(2030, 12, 31))
CLOCK = st.none() | st.times().map(lambda moment: moment.replace(microsecond=0, fold=0))


@st.composite
def windows(draw: Callable[..., object]) -> Window:
    first, last = sorted([draw(DAYS), draw(DAYS)])  # type: ignore[type-var]
    return Window(first, draw(CLOCK), last, draw(CLOCK))  # type: ignore[arg-type]


@given(windows())
def test_a_window_is_open_from_its_first_to_its_last_moment_and_at_no_other(window: Window) -> None:
    opens, closes = window.opens, window.closes
    assert opens is not None
    assert closes is not None
    if closes < opens:  # on one day, the time of the end before that of the beginning: open at no moment
        return

    def state(moment: datetime) -> Applying:
        return applying(scheme(window), moment, moment)

    assert state(opens) is state(closes) is Applying.OPEN
    assert state(opens - MICROSECOND) is Applying.NOT_YET
    assert state(closes + MICROSECOND) is Applying.CLOSED


@given(DAYS, DAYS)
def test_the_end_of_a_day_is_the_moment_before_the_next_one(day: date, other: date) -> None:
    closes = Window(last=day).closes
    assert closes is not None
    assert closes + MICROSECOND == at(day + timedelta(days=1), time())
    assert (at(other, time()) > closes) == (other > day)


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2023, 3, 26), 23), (date(2023, 10, 29), 25), (date(2023, 6, 1), 24)],
)
def test_the_day_on_which_the_clock_changes_has_another_number_of_hours(day: date, hours: int) -> None:
    window = Window(first=day, last=day)
    assert window.opens is not None
    assert window.closes is not None
    assert window.closes - window.opens + MICROSECOND == timedelta(hours=hours)


def test_a_time_that_the_clock_shows_twice_is_the_first_of_the_two() -> None:
    assert at(date(2023, 10, 29), time(2, 30)) == datetime(2023, 10, 29, 0, 30, tzinfo=UTC)
    assert at(date(2023, 10, 29), time(2, 30)).astimezone(NETHERLANDS).fold == 0
