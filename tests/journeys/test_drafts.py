"""Nothing that an author typed is lost, however early it was typed and however slow the save is."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, OpenPage
from tests.journeys.writing import page_number


@pytest.fixture
def author(open_page: OpenPage, sign_in: Callable[[Page, str, str], None]) -> Page:
    """Somebody who has a draft open."""
    page = open_page(DESKTOP)
    sign_in(page, "auteur-twijgbeek", "demo-twijgbeek")
    page.get_by_role("link", name="Schrijf een nieuw rapport").click()
    page.locator("[name=title]").fill("Een concept dat niets verliest")
    page.wait_for_url("**/edit/")
    return page


def test_what_is_typed_at_once_after_opening_is_saved(author: Page) -> None:
    author.goto(f"/beheer/pages/{page_number(author)}/edit/")
    with author.expect_response(lambda answer: answer.request.method == "POST" and answer.url.endswith("/edit/")):
        author.locator("[name=summary]").fill("Meteen na het openen getypt.")

    author.reload()

    expect(author.locator("[name=summary]")).to_have_value("Meteen na het openen getypt.")


def test_what_is_typed_while_a_save_is_under_way_is_saved_after_it(author: Page) -> None:
    # Typed just before the answer: later than Wagtail's last look at the form, sooner than the picture it then takes.
    author.evaluate(
        """() => document.addEventListener("w-autosave:success", () => {
            document.querySelector("[name=summary]").focus();
            document.execCommand("insertText", false, " En dit erbij.");
        }, { capture: true, once: true })"""
    )
    with author.expect_response(lambda answer: "En dit erbij." in (answer.request.post_data or "")):
        author.locator("[name=summary]").fill("Eerst dit.")

    author.reload()

    expect(author.locator("[name=summary]")).to_have_value("Eerst dit. En dit erbij.")


def test_a_submit_waits_for_the_save_that_is_under_way(author: Page) -> None:
    """Else the page that says what is missing would know an older version than the one saved meanwhile."""
    author.evaluate(
        """() => {
            const send = window.fetch;
            window.fetch = async (address, told) => {
                if (address.endsWith("/edit/")) {
                    window.fetch = send;
                    document.querySelector("[name=action-submit]").click();
                    await new Promise((later) => setTimeout(later, 20));
                }
                return send(address, told);
            };
        }"""
    )
    author.locator("[name=summary]").fill("Nog niet bewaard.")
    expect(author.locator("[data-desk-problems]")).to_be_visible(timeout=15_000)

    with author.expect_response(lambda answer: "Daarna getypt." in (answer.request.post_data or "")) as saved:
        author.locator("[name=summary]").fill("Daarna getypt.")

    assert saved.value.status == 200


def test_every_tab_is_within_reach_with_a_panel_open_at_the_side(author: Page) -> None:
    author.locator("[data-side-panel-toggle=status]").first.click()
    expect(author.locator("[data-side-panel=status]")).to_be_visible()

    author.get_by_role("tab", name="Insturen").click()

    expect(author.locator("[name=privacy_declared]")).to_be_visible()


def test_no_field_runs_out_of_a_phones_screen(author: Page) -> None:
    author.set_viewport_size({"width": PHONE, "height": 844})
    for tab in author.get_by_role("tab").all():
        tab.click()
        for button in author.locator("[role=tabpanel]:not([hidden]) button[id$=-ADD]").all():
            button.click()
        outside = author.locator("[role=tabpanel]:not([hidden]) :is(select, input, textarea):visible").evaluate_all(
            "fields => fields.filter(f => f.getBoundingClientRect().right > innerWidth).map(f => f.name)"
        )
        assert outside == []
