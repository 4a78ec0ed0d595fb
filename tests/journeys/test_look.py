"""The style guide shows every component: in light and dark, on the narrowest screen and on a wide one."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.servers.site import Site


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_every_component_can_be_used_and_nothing_hangs_out(
    browser: Browser, site: Site, accessible: Callable[[Page], None], scheme: Literal["light", "dark"], width: int
) -> None:
    context = browser.new_context(base_url=site.url, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto("/stijlgids/")

    accessible(page)
    context.close()


def test_escape_closes_the_menu_and_hands_the_focus_back(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto("/stijlgids/")
    page.get_by_text("Menu", exact=True).click()
    link = page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Zoeken")
    assert link.is_visible()

    page.keyboard.press("Escape")

    assert not link.is_visible()
    assert page.evaluate("document.activeElement.matches('.kp-menu__summary')")
    context.close()


def test_paper_shows_what_the_screen_folds_away(visitor: Page) -> None:
    visitor.goto("/casus/5/")
    folded = visitor.locator(".kp-lesson-item .kp-cite__text").first
    assert not folded.is_visible()

    visitor.emulate_media(media="print")

    assert folded.is_visible()
    assert not visitor.get_by_text("Op deze pagina").last.is_visible()


def test_a_filter_that_somebody_made_up_does_not_push_the_page_wide(browser: Browser, site: Site) -> None:
    context = browser.new_context(base_url=site.url, viewport={"width": 320, "height": 844})
    page = context.new_page()
    page.goto(f"/zoeken/?thema={'b' * 64}")

    assert page.evaluate("document.documentElement.scrollWidth") == 320
    context.close()
