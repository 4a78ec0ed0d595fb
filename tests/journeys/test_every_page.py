"""Every kind of public page, at both widths: it answers, and everyone can use it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

PAGES = ["/", "/zoeken/", "/zoeken/?q=starters", "/regios/", "/bewijstreden/", "/stijlgids/", "/casus/1/"]


@pytest.mark.parametrize("address", PAGES)
def test_the_page_answers_and_is_accessible(page: Page, accessible: Callable[[Page], None], address: str) -> None:
    answer = page.goto(address)

    assert answer is not None
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    accessible(page)
