"""What goes into the file of a board meeting is one sheet."""

import re

import pytest
from playwright.sync_api import Page


@pytest.mark.parametrize("who", ["", "voorloper", "zonder-voorloper", "in-oprichting", "onderwijsregio"])
def test_what_can_be_done_now_fits_on_one_sheet_of_a4(visitor: Page, who: str) -> None:
    visitor.goto(f"/wat-kan-nu/?wie={who}&datum=2023-12-01")

    margin = "12mm"
    paper = visitor.pdf(format="A4", margin={"top": margin, "bottom": margin, "left": "14mm", "right": "14mm"})

    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) == 1
