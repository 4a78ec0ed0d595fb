"""``/regelingen/``: what there is for whom on a day, and each scheme with its conditions and sources."""

import datetime
import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lessons.funding.models import Certainty, FactSource, FundingScheme, SchemeCondition
from lessons.vocabulary.models import Applicant, Sector
from search.index.installation import last_built
from tests.factories import term

pytestmark = pytest.mark.django_db


def scheme(code: str = "proef", applicants: tuple[str, ...] = ("rap-regio",), **fields: object) -> FundingScheme:
    source, _ = FactSource.objects.get_or_create(
        key="b1", defaults={"title": "De regeling zelf", "url": "https://voorbeeld.nl/regeling"}
    )
    values = {"name": f"Regeling {code}", "goal": "Samen werven.", "certainty": Certainty.ONE_SOURCE} | fields
    made = FundingScheme(code=code, **values)
    made.applicants = [term(Applicant, each) for each in applicants]
    made.sectors = [term(Sector, "po")]
    made.sources = [source]
    made.save()
    return made


def window(first: str, last: str, **times: datetime.time) -> dict[str, object]:
    days = {"apply_from": datetime.date.fromisoformat(first), "apply_until": datetime.date.fromisoformat(last)}
    return {**days, **times}


def read(client: Client, address: str = "/regelingen/", **params: str) -> str:
    answer = client.get(address, params)
    assert answer.status_code == 200
    return re.sub(r"[ \n]+", " ", answer.content.decode())


def section(page: str, code: str) -> str:
    """What stands under one heading; ``""`` where there is no such heading."""
    found = re.search(rf'<section[^>]* id="{code}".*?</section>', page)
    return found[0] if found else ""


def test_what_can_be_asked_for_on_a_day_stands_first_with_its_last_minute(client: Client) -> None:
    scheme(**window("2023-10-02", "2023-10-31", apply_from_time=datetime.time(9), apply_until_time=datetime.time(16)))

    page = read(client, wie="rap-regio", datum="2023-10-10")

    now = section(page, "nu-aanvragen")
    assert "Regeling proef" in now
    assert "Aanvragen kan van 2 oktober 2023, 9.00 uur tot en met 31 oktober 2023, 16.00 uur." in now
    assert "Regeling proef" in section(read(client, datum="2023-10-01"), "straks-aanvragen")
    assert "Dat kon van 2 oktober 2023" in section(read(client, datum="2023-11-01"), "loopt")


def test_a_scheme_for_others_is_left_out_and_what_is_open_to_nobody_known_too(client: Client) -> None:
    scheme("van-ons", **window("2023-01-01", "2023-12-31"))
    scheme("van-hen", ("bestuur",), **window("2023-01-01", "2023-12-31"))
    scheme("van-niemand", (), **window("2023-01-01", "2023-12-31"))

    page = read(client, wie="rap-regio", datum="2023-05-01")

    assert "Regeling van-ons" in page
    assert "Regeling van-hen" not in page
    assert "Regeling van-niemand" not in page
    assert "Regeling van-niemand" in read(client, datum="2023-05-01")


def test_what_comes_after_is_told_and_for_whom_where_that_is_somebody_else(client: Client) -> None:
    after = scheme("daarna", ("onderwijsregio",))
    scheme("nu", successor=after)

    page = read(client, wie="rap-regio")

    assert re.search(r'Vervolg: <a href="/regelingen/daarna/">Regeling daarna</a>, alleen voor:', page)
    assert "alleen voor:" not in read(client, wie="")


def test_what_no_source_says_is_told_so(client: Client) -> None:
    scheme("zonder-datum")
    scheme("zonder-begin", apply_until=datetime.date(2023, 5, 1))

    unsure = section(read(client, datum="2023-04-01"), "niet-zeker")

    assert "Wanneer u kunt aanvragen, vonden wij niet." in unsure
    assert "Aanvragen kan tot en met 1 mei 2023. Vanaf wanneer, vonden wij niet." in unsure


def test_a_day_for_which_nothing_is_known_is_told_and_nothing_is_concluded(client: Client) -> None:
    scheme(valid_until=datetime.date(2023, 12, 31))

    page = read(client, wie="rap-regio", datum="2031-01-01")

    assert "Voor deze dag kennen wij geen regeling" in page
    assert "Dat betekent niet dat die er niet is." in page
    assert "Regeling proef" in section(page, "vervallen")


@pytest.mark.parametrize("day", ["2023-10-10", "10-10-2023", "10-1-2023"])
def test_a_day_is_read_as_a_browser_sends_it_and_as_people_write_it(client: Client, day: str) -> None:
    assert "kunnen wij niet lezen" not in read(client, datum=day)


@pytest.mark.parametrize("day", ["morgen", "2023-13-01", "31-02-2023", "10000-01-01", "<script>", "0", "twee\x00mei"])
def test_what_is_no_day_is_told_and_today_is_shown(client: Client, day: str) -> None:
    page = read(client, datum=day)

    assert "kunnen wij niet lezen. Schrijf de dag als 2-10-2023." in page
    assert "<script>" not in page.split("<main")[1]
    assert f'value="{timezone.localdate().isoformat()}"' in page


@pytest.mark.parametrize("day", ["0001-01-01", "1-1-0001", "1999-12-31", "2101-01-01", "9999-12-31"])
def test_a_day_that_nobody_can_mean_is_told_and_today_is_shown(client: Client, day: str) -> None:
    scheme(**window("2023-01-01", "2023-02-01"))

    page = read(client, datum=day)

    assert "Kies een dag tussen 2000 en 2100." in page
    assert f'value="{timezone.localdate().isoformat()}"' in page


def test_an_unknown_applicant_or_sector_is_told_and_everything_is_shown(client: Client) -> None:
    scheme()

    page = read(client, wie="minister", sector="wo")

    assert "Deze aanvrager kennen wij niet." in page
    assert "Deze sector kennen wij niet." in page
    assert "Regeling proef" in page


def test_before_there_is_any_scheme_the_page_says_so(client: Client) -> None:
    assert "Voor deze dag kennen wij geen regeling" in read(client)


def test_on_its_last_day_a_scheme_closes_at_its_minute_also_for_who_has_the_page(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheme(**window("2023-10-02", "2023-10-31", apply_until_time=datetime.time(16)))

    def ask(clock: str) -> str:
        monkeypatch.setattr(timezone, "now", lambda: datetime.datetime.fromisoformat(f"2023-10-31T{clock}+01:00"))
        return read(client)

    assert section(ask("16:00:00"), "nu-aanvragen")
    assert section(ask("16:00:01"), "loopt")


def test_a_scheme_shows_its_conditions_with_numbered_sources(client: Client) -> None:
    made = scheme(ceiling=2_700_000, gazette="Stcrt. 2023, 1", **window("2023-01-01", "2023-02-01"))
    other = FactSource.objects.create(key="b2", title="Een uitleg", url="")
    for number, kind in enumerate(("plan", "deelnemers"), 1):
        condition = SchemeCondition(
            scheme=made, number=number, text=f"Voorwaarde {number}.", kind=kind, certainty=Certainty.CONFIRMED
        )
        condition.sources = [other, *made.sources.all()]
        condition.save()

    page = read(client, "/regelingen/proef/")

    assert "€\N{NO-BREAK SPACE}2.700.000" in page
    assert "Stcrt. 2023, 1" in page
    assert page.index("Wie er meedoen") < page.index("Voorwaarde 2.") < page.index("Het plan")
    assert '<a href="#bron-1" aria-label="Bron 1">[1]</a> <a href="#bron-2" aria-label="Bron 2">[2]</a>' in page
    assert re.search(r'<li id="bron-1">\[1\] <a href="https://voorbeeld.nl/regeling">De regeling zelf</a></li>', page)
    assert '<li id="bron-2">[2] Een uitleg</li>' in page


def test_what_a_scheme_does_not_say_is_not_left_out(client: Client) -> None:
    scheme()

    page = read(client, "/regelingen/proef/")

    assert page.count("Dat vonden wij niet.") == 4
    assert "Voorwaarden vonden wij niet." in page


def test_a_scheme_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/regelingen/onbekend/").status_code == 404


@pytest.mark.parametrize("address", ["/regelingen/?wie=rap-regio", "/regelingen/proef/"])
def test_who_has_the_page_is_told_that_it_still_stands_until_a_scheme_changes(client: Client, address: str) -> None:
    made = scheme()
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304

    made.name = "Een andere naam"
    made.save()

    answer = client.get(address, headers={"If-None-Match": etag})
    assert answer.status_code == 200
    assert "Een andere naam" in answer.content.decode()


def test_a_new_condition_shows_at_once(client: Client) -> None:
    made = scheme()
    read(client)
    condition = SchemeCondition(scheme=made, number=1, text="Nieuw.", kind="plan", certainty=Certainty.ONE_SOURCE)
    condition.sources = list(made.sources.all())
    condition.save()

    assert "1 voorwaarde" in read(client)


def test_the_facts_that_come_with_the_platform_can_all_be_read(client: Client) -> None:
    call_command("load_facts", verbosity=0)

    with CaptureQueriesContext(connection) as queries:
        last_built()
        page = read(client)
        assert client.get("/regelingen/ldnor-2025/").status_code == 200

    assert len(queries) <= 25
    for each in FundingScheme.objects.all():
        assert f'href="/regelingen/{each.code}/"' in page
