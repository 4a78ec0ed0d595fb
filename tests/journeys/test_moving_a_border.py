"""An editor moves a municipality by a day, and everybody can see it."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import OpenPage


def test_a_municipality_moves_to_another_region_on_a_day(
    open_page: OpenPage, sign_in: Callable[[Page, str, str], None], accessible: Callable[[Page], None]
) -> None:
    editor, visitor = open_page(), open_page()
    sign_in(editor, "redactie-1", "demo-redactie-1")
    editor.get_by_role("link", name="Gebieden").click()
    editor.get_by_role("link", name="Kromme Lek").click()
    editor.get_by_role("link", name="Gemeenten toevoegen").click()
    accessible(editor)
    editor.get_by_label("Voortgezet onderwijs").check()
    editor.get_by_label("Gemeenten").fill("wetterhorst")
    editor.get_by_label("Haal hen weg bij de regio waar zij op die dag bij horen").check()
    editor.get_by_label("Vanaf").fill("01-08-2027")
    editor.get_by_role("button", name="Voeg toe").press("Enter")  # the calendar lies over it
    expect(editor.get_by_text("Bij andere regio's beëindigd: 1 rij.")).to_be_visible()
    editor.reload()  # away goes the message, whose colours are on their way in
    accessible(editor)

    visitor.goto("/dekking/?sector=vo&datum=2027-07-31")
    expect(visitor.get_by_role("link", name="Wetterhorst: Veenrand")).to_be_visible()
    visitor.get_by_label("Dag").fill("2027-08-01")
    visitor.get_by_role("button", name="Toon").click()

    expect(visitor.get_by_role("link", name="Wetterhorst: Kromme Lek")).to_be_visible()
    expect(visitor.get_by_text("Van Veenrand naar Kromme Lek gaat Wetterhorst.")).to_be_visible()
    visitor.goto("/regios/veenrand/")
    expect(visitor.get_by_text("Van Veenrand naar Kromme Lek gaat Wetterhorst (vo).")).to_be_visible()
