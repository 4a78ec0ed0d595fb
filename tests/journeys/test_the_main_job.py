"""The main job, whole: an author writes, the RE publishes, a visitor finds, and nothing public is ever lost."""

import json
import re
import time
from collections.abc import Callable
from itertools import count

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, OpenPage
from tests.journeys.writing import approve, fill, open_tab_of, page_number, submit, write_report
from tests.servers.site import Site

SignIn = Callable[[Page, str, str], None]
numbers = count(1)


@pytest.fixture
def author(open_page: OpenPage, sign_in: SignIn) -> Page:
    page = open_page(DESKTOP)
    sign_in(page, "auteur-veenrand", "demo-veenrand")
    return page


@pytest.fixture
def editor(open_page: OpenPage, sign_in: SignIn) -> Page:
    page = open_page(DESKTOP)
    sign_in(page, "redactie-1", "demo-redactie-1")
    return page


def seconds_until_found(visitor: Page, address: str, title: str, patience: float = 10.0) -> float:
    """How long it takes until the search page at ``address`` shows ``title``."""
    started = time.monotonic()
    while time.monotonic() - started < patience:
        visitor.goto(address)
        if visitor.get_by_role("link", name=title).count():
            return time.monotonic() - started
        visitor.wait_for_timeout(100)
    raise AssertionError(f"{title!r} was not found at {address}")


def test_the_site_stands_on_the_servers_that_its_settings_name(site: Site) -> None:
    database = site.environment.get("KENNIS_DATABASE_URL", "sqlite:").partition(":")[0]
    vendor = site.manage("shell", "--no-imports", "-c", "from django.db import connection; print(connection.vendor)")
    assert vendor.strip() == database
    status = json.loads(site.manage("search_status", "--json"))
    assert status["index"]["state"] == "ready"
    assert status["engine"] == site.environment.get("KENNIS_SEARCH_ENGINE", "tantivy")


def test_from_a_written_report_to_found_evidence_and_back(author: Page, editor: Page, visitor: Page) -> None:
    title = f"Proefklassen in Veenrand {next(numbers)}: minder starters vertrekken"
    write_report(author, title)
    submit(author)
    expect(author.locator(".messages")).to_contain_text("ingestuurd")
    number = re.search(r"/pages/(\d+)/", author.get_by_role("link", name=title).first.get_attribute("href") or "")
    assert number is not None

    # Not public before somebody else has read it.
    visitor.goto("/zoeken/?q=proefklassen")
    expect(visitor.get_by_role("link", name=title)).to_have_count(0)

    approve(editor, number[1])
    expect(editor.locator(".messages")).to_contain_text("Goedgekeurd")

    # Found by another inflection than the text has; the worker polls once a minute, so it was woken.
    assert seconds_until_found(visitor, "/zoeken/?q=proefklas", title) < 5
    visitor.locator("input[name=thema][value=begeleiden]").check()
    expect(visitor).to_have_url(re.compile("thema=begeleiden"))
    visitor.get_by_role("link", name=title).click()
    expect(visitor.locator("h1")).to_have_text(title)
    address = visitor.url
    assert re.search(r"/casus/\d+/$", address)

    # Changed, with the reason, and published again: the old edition stays readable.
    author.goto(f"/beheer/pages/{number[1]}/edit/")
    fill(author, "do_differently", "Wij zouden de roosters in april maken.")
    fill(author, "change_note", "Wanneer de roosters klaar moeten zijn.")
    submit(author)
    approve(editor, number[1])
    visitor.goto(address)
    expect(visitor.get_by_text("in april maken")).to_be_visible()
    visitor.goto(f"{address}1/")
    expect(visitor.get_by_text("de roosters eerder maken")).to_be_visible()
    expect(visitor.get_by_text("Uitgave 2 is de nieuwste")).to_be_visible()

    # Withdrawn by one editor at once: the address and every edition answer with the tombstone.
    editor.goto("/beheer/openbaar/")
    editor.get_by_role("link", name=title).first.click()
    editor.get_by_role("link", name="Intrekken").click()
    editor.locator("[name=why]").fill("Op verzoek van de regio.")
    with editor.expect_navigation():
        editor.get_by_role("button", name="Trek dit rapport in").click()
    for gone in (address, f"{address}1/"):
        answer = visitor.goto(gone)
        assert answer is not None
        assert answer.status == 410
        expect(visitor.get_by_text("ingetrokken").first).to_be_visible()


def test_a_missing_answer_is_one_click_away_also_on_a_phone(open_page: OpenPage, sign_in: SignIn) -> None:
    page = open_page(PHONE)
    sign_in(page, "auteur-twijgbeek", "demo-twijgbeek")
    page.get_by_role("link", name="Schrijf een nieuw rapport").click()
    page.locator("[name=title]").fill("Nog lang niet klaar")
    submit(page)
    expect(page.get_by_role("heading", name="Nog niet ingestuurd")).to_be_visible()
    expect(page.locator("[name=title]")).to_have_value("Nog lang niet klaar")

    page.get_by_role("link", name="Kies of u nog terug kunt.").click()
    expect(page.locator("[name=reversibility]").first).to_be_focused()
    expect(page.locator("[name=reversibility]").first).to_be_in_viewport()


def test_an_author_reads_in_the_editor_why_a_report_came_back(author: Page, editor: Page) -> None:
    title = f"Terug naar de schrijver {next(numbers)}"
    write_report(author, title)
    submit(author)
    author.get_by_role("link", name=title).first.click()
    number = page_number(author)

    editor.goto(f"/beheer/pages/{number}/edit/")
    editor.get_by_role("button", name="Meer acties").click()
    editor.locator("[data-workflow-action-name=reject]").first.click()
    editor.locator("[name=comment]").fill("Noem bij de starters ook het aantal van 2022.")
    with editor.expect_navigation():
        editor.locator(".modal-body button[type=submit]").click()

    author.goto(f"/beheer/pages/{number}/edit/")
    expect(author.get_by_text("Noem bij de starters ook het aantal van 2022.").first).to_be_visible()


def test_search_works_without_javascript(open_page: OpenPage) -> None:
    page = open_page(DESKTOP, javascript=False)
    page.goto("/zoeken/?q=starters")
    before = page.locator("h1").inner_text()
    page.locator("input[name=status][value=gestopt]").check()
    page.get_by_role("button", name="Toon resultaten").click()

    expect(page).to_have_url(re.compile("status=gestopt"))
    assert page.locator("h1").inner_text() != before
    expect(page.locator("input[name=status][value=gestopt]")).to_be_checked()


def test_back_and_forward_keep_boxes_list_and_address_in_step(visitor: Page) -> None:
    visitor.goto("/zoeken/?q=starters")
    everything = visitor.locator("h1").inner_text()
    box = visitor.locator("input[name=status][value=gestopt]")
    box.check()
    expect(visitor).to_have_url(re.compile("status=gestopt"))
    expect(visitor.locator("h1")).not_to_have_text(everything)
    stopped = visitor.locator("h1").inner_text()

    visitor.go_back()
    expect(visitor.locator("h1")).to_have_text(everything)
    expect(box).not_to_be_checked()
    visitor.go_forward()
    expect(visitor.locator("h1")).to_have_text(stopped)
    expect(box).to_be_checked()


def test_a_preview_shows_the_public_page_of_a_draft(author: Page, open_page: OpenPage) -> None:
    author.get_by_role("link", name="Schrijf een nieuw rapport").click()
    author.locator("[name=title]").fill("Een voorbeeld van een concept")
    open_tab_of(author, "approach")
    author.locator("[name=approach]").fill("Wij proberen het eerst op **één** school.")
    author.locator("[aria-label='Voorbeeld in- of uitklappen'], [data-side-panel-toggle=preview]").first.click()
    # The panel loads each version in a second frame and puts it in the place of the first.
    frame = author.frame_locator("#w-preview-iframe")

    expect(frame.locator("h1")).to_have_text("Een voorbeeld van een concept", timeout=20_000)
    expect(frame.locator("strong", has_text="één").first).to_be_visible()
