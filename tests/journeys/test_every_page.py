"""Every kind of public page, at both widths: it answers, and everyone can use it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

#: `/casus/14/` names a source whose address is longer than a phone is wide.
PAGES = [
    *("/", "/zoeken/", "/zoeken/?q=starters", "/regios/", "/tijdlijn/"),
    *("/wat-kan-nu/", "/wat-kan-nu/?wie=zonder-voorloper&datum=2023-12-01", "/wat-kan-nu/samen-een-rechtspersoon/"),
    *("/regelingen/", "/regelingen/?wie=rap-regio&datum=2023-10-10", "/regelingen/or-2024/"),
    *("/dekking/", "/dekking/?sector=mbo&datum=2023-07-05", "/regios/veenrand/", "/regios/landelijk-ambacht/"),
    *("/lijkt-op-ons/", "/lijkt-op-ons/?regio=veenrand", "/lijkt-op-ons/?sector=vo&leerlingen=veel"),
    *("/bewijstreden/", "/stijlgids/", "/casus/1/", "/casus/14/"),
]
MOST_BYTES = 150_000


@pytest.mark.parametrize("address", PAGES)
def test_the_page_answers_and_is_accessible(page: Page, accessible: Callable[[Page], None], address: str) -> None:
    answer = page.goto(address)

    assert answer is not None
    assert answer.status == 200
    assert page.locator("h1").count() == 1
    accessible(page)


@pytest.mark.parametrize("address", [*PAGES, "/zoeken/?q=twee+jaar"])
def test_a_first_view_fits_in_150_kilobytes(visitor: Page, address: str) -> None:
    sizes: list[int] = []
    devtools = visitor.context.new_cdp_session(visitor)
    devtools.send("Network.enable")
    devtools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))

    visitor.goto(address, wait_until="networkidle")

    assert len(sizes) > 3
    assert sum(sizes) <= MOST_BYTES
