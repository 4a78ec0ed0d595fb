"""What an author and an editor do at the desk, in the words of a journey."""

import re

from playwright.sync_api import Page, expect

ANSWERS = {
    "summary": "Starters stopten vroeg. Wij openden proefklassen met twee leraren. Minder starters vertrokken.",
    "challenge_text": "In 2023 vertrok een op de zeven starters binnen een jaar.",
    "approach": "Elke starter geeft een half jaar les samen met een ervaren leraar.",
    "do_differently": "Wij zouden de roosters eerder maken.",
    "contact": "proefklassen@veenrand.example",
    "start_date": "2023-08-01",
}
CHOICES = {
    "kind": "praktijkvoorbeeld",
    "theme": "begeleiden",
    "sectors": "vo",
    "target_groups": "starter",
    "status": "loopt",
    "result_direction": "positief",
    "reversibility": "omkeerbaar",
    "costs_unknown": None,
    "privacy_declared": None,
}


PAGE = re.compile(r"/pages/(\d+)/")


def open_tab_of(page: Page, name: str) -> None:
    """Show the tab that the field ``name`` stands on."""
    panel = page.locator(f"[role=tabpanel]:has([name='{name}'])").first.get_attribute("id")
    page.locator(f"[role=tab][href='#{panel}']").click()


def fill(page: Page, name: str, text: str) -> None:
    """Type ``text`` into a field, whatever tab it stands on."""
    open_tab_of(page, name)
    page.locator(f"[name='{name}']").fill(text)


def choose(page: Page, name: str, value: str | None) -> None:
    """Tick a box or choose a value."""
    open_tab_of(page, name)
    selector = f"[name='{name}']" + (f"[value='{value}']" if value else "")
    page.locator(selector).check()


def write_report(page: Page, title: str) -> None:
    """Write a report with its fifteen answers, starting at the author's home."""
    page.get_by_role("link", name="Schrijf een nieuw rapport").click()
    page.locator("[name=title]").fill(title)
    for name, text in ANSWERS.items():
        fill(page, name, text)
    for name, value in CHOICES.items():
        choose(page, name, value)
    open_tab_of(page, "challenge")
    page.locator("[name=challenge]").select_option("starters-vertrekken")
    open_tab_of(page, "lessons-TOTAL_FORMS")
    page.locator("#id_lessons-ADD").click()
    page.locator("[name='lessons-0-statement']").fill("Geef elke starter een half jaar een tweede leraar in de klas")
    page.locator("[name='lessons-0-verdict'][value='weer-doen'], [name='lessons-0-verdict']").first.wait_for()
    verdict = page.locator("[name='lessons-0-verdict']")
    if verdict.first.evaluate("field => field.tagName") == "SELECT":
        verdict.select_option("weer-doen")
    else:
        page.locator("[name='lessons-0-verdict'][value='weer-doen']").check()


def submit(page: Page) -> None:
    """Send the report to the RE, and wait for what the site says: the form asks first whether we are signed in."""
    with page.expect_navigation():
        page.locator("[name=action-submit]").click()


def page_number(page: Page) -> str:
    """The number of the page that is being edited, from its address."""
    page.wait_for_url(PAGE)
    found = PAGE.search(page.url)
    assert found is not None, page.url
    return found[1]


def approve(page: Page, number: str) -> None:
    """As an editor of the RE: open the report and approve it."""
    page.goto(f"/beheer/pages/{number}/edit/")
    with page.expect_navigation():
        page.locator("[data-workflow-action-name=approve]").first.click()
    expect(page.locator(".messages")).to_be_visible()
