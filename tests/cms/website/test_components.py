"""The component macros and the page templates: what a reader gets, not how it is marked up."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.template import engines
from django.test import Client
from markupsafe import Markup

from cms.settings.env import ROOT
from cms.website import samples, styleguide

TEMPLATES = sorted(path.relative_to(ROOT / "templates") for path in (ROOT / "templates").rglob("*.html"))
OWN = [path for path in TEMPLATES if path.parts[0] in {"components", "stijlgids", "search", "website", "base.html"}]


def environment() -> Any:
    return engines["jinja2"].env


def render(template: str, context: dict[str, Any] | None = None) -> str:
    return str(environment().get_template(template).render(context or {}))


def macro(file: str, name: str, *args: Any, **kwargs: Any) -> str:
    return str(getattr(environment().get_template(f"components/{file}.html").module, name)(*args, **kwargs))


class Reader(HTMLParser):
    """The words of a piece of HTML, and what would make it unsafe or unusable."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.ids: list[str] = []
        self.labels: list[str] = []
        self.inline: list[str] = []
        self.levels: list[int] = []
        self._in_script = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        self.ids += [names["id"] or ""] if "id" in names else []
        self.labels += [names["for"] or ""] if "for" in names else []
        self.inline += [name for name in names if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and not names.get("src")):
            self.inline.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def text(html: str) -> str:
    return Reader(html).text


def search_context(**changes: Any) -> dict[str, Any]:
    return {
        "q": "begeleiding leraren",
        "noun": ("rapport", "rapporten"),
        "total": 17,
        "facets": samples.FACETS,
        "chips": [{"facet": "thema", "label": "Begeleiden", "url": "/zoeken/?q=begeleiding"}],
        "clear_url": "/zoeken/?q=begeleiding+leraren",
        "notices": [],
        "profile": {"counts": samples.PROFILE, "links": samples.LINKS, "total": 17},
        "steps": samples.STEPS,
        "directions": samples.DIRECTIONS,
        "sorts": samples.SORTS,
        "hits": [samples.HIT, samples.COACH_HIT, samples.BARE_HIT],
        "elsewhere": [samples.STOPPED_HIT],
        "pages": samples.PAGES,
        "previous_url": "",
        "next_url": "/zoeken/?pagina=5",
        "actions": [],
        **changes,
    }


def home_context(**changes: Any) -> dict[str, Any]:
    return {
        "themes": samples.THEMES,
        "steps": samples.STEPS,
        "directions": samples.DIRECTIONS,
        "newest": samples.NEWEST,
        "total": 149,
        "examples": [{"text": "invalpool", "url": "/zoeken/?q=invalpool"}],
        "regions": [{"name": "Veenrand", "url": "/regios/veenrand/", "has_report": False}],
        **changes,
    }


PAGES = {
    "style guide": ("stijlgids/page.html", styleguide.CONTEXT),
    "search": ("search/page.html", search_context()),
    "nothing found": ("search/page.html", search_context(total=0, hits=[], elsewhere=[], pages=[], profile=None)),
    "home": ("website/home.html", home_context()),
    **{code: (f"website/{code}.html", {}) for code in ("400", "403", "404", "410", "500", "503")},
}


# --- every page -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_nothing_on_a_page_is_blocked_by_the_content_security_policy(page: str) -> None:
    assert Reader(render(*PAGES[page])).inline == []


@pytest.mark.parametrize("page", PAGES)
def test_ids_are_unique_and_labels_name_a_field(page: str) -> None:
    read = Reader(render(*PAGES[page]))
    assert sorted(read.ids) == sorted(set(read.ids))
    assert set(read.labels) <= set(read.ids)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_one_first_heading_and_skips_no_level(page: str) -> None:
    levels = Reader(render(*PAGES[page])).levels
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("path", OWN, ids=str)
def test_a_template_holds_no_style_attribute(path: Path) -> None:
    assert not re.search(r"\sstyle=", (ROOT / "templates" / path).read_text("utf-8"))


@pytest.mark.parametrize("code", ["400", "403", "404", "500", "403_csrf"])
def test_the_pages_that_django_shows_on_an_error_need_no_context(code: str) -> None:
    assert "<h1>" in render(f"{code}.html")


def test_fictional_content_says_so_on_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "bedacht voor deze demo" in render("website/404.html")
    monkeypatch.setitem(environment().globals, "demo", False)
    assert "bedacht voor deze demo" not in environment().get_template("base.html").render(demo=False)


def test_the_menu_marks_where_the_visitor_is() -> None:
    assert re.findall(r'href="([^"]+)" aria-current="page"', render("search/page.html", search_context())) == [
        "/zoeken/"
    ]


# --- evidence ---------------------------------------------------------------------------------------------------------


def test_step_comes_before_direction_and_costs() -> None:
    costs = {"amount": "3150", "per": "starter per jaar", "year": 2025}
    strip = text(macro("evidence", "facts_strip", samples.STEPS[4], samples.DIRECTIONS[1], costs))
    assert strip == "Bewijstrede 4 Vergeleken Resultaat Gemengd Kosten €\xa03.150 per starter per jaar (2025)".replace(
        "\xa0", " "
    )


def test_unknown_costs_are_left_out_of_a_list_and_named_elsewhere() -> None:
    step, direction = samples.STEPS[0], samples.DIRECTIONS[4]
    assert "Kosten" not in text(macro("evidence", "facts_strip", step, direction))
    assert "Kosten niet bekend" in text(macro("evidence", "facts_strip", step, direction, None, "niet bekend"))


@pytest.mark.parametrize("step", range(6))
def test_the_step_glyph_has_as_many_solid_bars_as_the_step(step: int) -> None:
    drawn = macro("marks", "step_glyph", step)
    assert (drawn.count("kp-bar--on"), drawn.count("kp-bar--off")) == (step, 5 - step)


def test_a_stair_says_in_words_which_steps_are_reached() -> None:
    words = text(macro("evidence", "stair", samples.REPORT_STEPS, 3))
    assert re.findall(r"\((.*?)\)", words) == [
        "gehaald",
        "gehaald",
        "hier staat dit rapport",
        *["nog niet gehaald"] * 2,
    ]


def profile(counts: dict[int, dict[str, int]], links: dict[int, dict[str, str]] | None = None) -> str:
    return macro(
        "evidence", "evidence_profile", "Alle rapporten", samples.STEPS, samples.DIRECTIONS, counts, links or {}
    )


def test_a_profile_has_one_sign_for_each_report() -> None:
    assert profile(samples.PROFILE).count('class="kp-profile__sign"') == 17


def test_a_large_profile_says_how_many_reports_a_sign_stands_for() -> None:
    large = profile({3: {"positief": 61}})
    assert large.count('class="kp-profile__sign"') == 13
    assert "1 teken is 5 rapporten" in text(large)


def test_a_keyboard_meets_one_link_for_each_group_of_a_profile() -> None:
    linked = profile({3: {"positief": 4}}, {3: {"positief": "/zoeken/?trede=3&richting=positief"}})
    assert linked.count("<a ") == 4
    assert linked.count('tabindex="-1"') == 3
    assert "Trede 3, positief: 4 rapporten" in text(linked)


# --- what was found ---------------------------------------------------------------------------------------------------


def test_found_words_are_marked_and_everything_else_is_escaped() -> None:
    parts = [{"text": "<b>vaste</b> ", "mark": False}, {"text": "<i>begeleider", "mark": True}]
    assert macro("results", "segments", parts) == "&lt;b&gt;vaste&lt;/b&gt; <mark>&lt;i&gt;begeleider</mark>"


def test_a_stopped_report_says_so_and_why() -> None:
    card = text(macro("results", "result_card", samples.STOPPED_HIT))
    assert "Gestopt in 2024" in card
    assert "Waarom gestopt: te weinig gebruik" in card


def test_a_hit_without_step_or_passage_has_no_empty_facts() -> None:
    card = text(macro("results", "result_card", samples.BARE_HIT))
    assert card == "Regio po, vo, mbo Onderwijsregio Veenrand"


def test_the_strip_stands_after_the_second_result() -> None:
    page = text(render("search/page.html", search_context()))
    places = [page.index(words) for words in ("Zij-instromers delen", "Ook geprobeerd", "Onderwijsregio Veenrand")]
    assert places == sorted(places)


def test_the_strip_stands_after_the_only_result() -> None:
    page = text(render("search/page.html", search_context(hits=[samples.HIT], total=1)))
    assert page.index("Drie jaar begeleiding") < page.index("Ook geprobeerd, met een andere uitkomst")


def test_one_result_is_singular() -> None:
    assert '<h1 class="kp-results-title">1 rapport over ‘leraar’</h1>' in render(
        "search/page.html", search_context(total=1, q="leraar")
    )


def test_nothing_found_is_a_finding_with_something_to_do() -> None:
    actions = [{"link_text": "Haal het filter weg", "url": "/zoeken/?q=x", "text": ": dan zijn er 3."}]
    page = text(render("search/page.html", search_context(total=0, hits=[], elsewhere=[], pages=[], actions=actions)))
    assert "Nog geen rapport over ‘begeleiding leraren’ met deze filters" in page
    assert "Dat betekent niet dat het niet werkt." in page
    assert "Haal het filter weg : dan zijn er 3." in page


def test_what_was_typed_is_shown_as_typed() -> None:
    page = render("search/page.html", search_context(q='"><script>alert(1)</script>'))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_value_without_results_stays_in_its_place() -> None:
    column = text(macro("forms", "facet", "sector", "Sector", samples.FACETS["sector"]))
    assert "Gespecialiseerd onderwijs 0 resultaten" in column


def test_a_folded_facet_opens_where_a_value_is_chosen() -> None:
    year, region = samples.FACETS["jaar"], samples.FACETS["regio"]
    assert "<details open" in macro("forms", "facet", "jaar", "Startjaar", year, collapsed=True).replace(
        'class="kp-facet kp-facet--folded" ', ""
    )
    assert " open" not in macro("forms", "facet", "regio", "Regio", region, collapsed=True).split(">")[0]


def test_every_facet_of_the_index_has_a_dutch_heading() -> None:
    fields = pytest.importorskip("search.engines.fields")
    assert set(fields.FACETS) == set(environment().get_template("search/facets.html").module.legends)


# --- htmx -------------------------------------------------------------------------------------------------------------


def test_the_fragment_brings_counts_beside_boxes_that_stay() -> None:
    fragment = render("search/results.html", search_context())
    assert "<html" not in fragment
    assert "<input" not in fragment
    assert 'id="aantal-thema-werven" data-hx-swap-oob="true"' in fragment
    assert "<title>17 rapporten over ‘begeleiding leraren’" in fragment


def test_every_count_of_the_fragment_has_its_place_on_the_page() -> None:
    page, fragment = (Reader(render(f"search/{name}.html", search_context())) for name in ("page", "results"))
    assert {name for name in fragment.ids if name.startswith("aantal-")} <= set(page.ids)
    assert "melding" in page.ids


def test_the_page_itself_replaces_nothing_out_of_band() -> None:
    assert "data-hx-swap-oob" not in render("search/page.html", search_context())


def test_every_filter_belongs_to_the_one_form() -> None:
    page = render("search/page.html", search_context())
    boxes = re.findall(r'<input[^>]*type="checkbox"[^>]*>', page)
    assert boxes
    assert all('form="zoekformulier"' in box for box in boxes)


# --- report, plots, home ----------------------------------------------------------------------------------------------


def test_a_plot_tells_its_numbers_in_words_too() -> None:
    plot = text(
        macro(
            "plots",
            "measurement_plot",
            "Minder vertrek",
            styleguide.INDICATORS[:1],
            {"own": "Veenrand", "comparison": ""},
        )
    )
    assert "29 van 204 → 19 van 212 starters Begin: 14%. Einde: 9%." in plot


def test_the_longest_cost_line_has_the_longest_bar() -> None:
    lines = [{"what": "Uren", "amount": "200"}, {"what": "Zaal", "amount": "50"}]
    table = macro("plots", "costs_table", lines, "250", "25", "starter")
    assert re.findall(r'width="([\d.]+)%"', table) == ["100.0", "25.0"]
    assert "Per starter € 25" in text(table)


def test_a_dissent_and_a_bare_agreement_are_both_shown() -> None:
    dissent = text(macro("report", "voice", "De beroepsgroep", "Niet zonder uren.", "12 september 2025.", "Bezwaar."))
    assert dissent == "De beroepsgroep “Niet zonder uren.” 12 september 2025. Bezwaar."
    assert text(macro("report", "voice", "De opleiding", "", "10 september 2025.", "Akkoord.")).endswith("Akkoord.")


def test_an_explanation_is_shown_as_the_html_that_it_was_made_safe_as() -> None:
    lesson = {**styleguide.LESSONS[1], "explanation": Markup("<p>Zes <em>weken</em></p>")}
    assert "<em>weken</em>" in macro("report", "lesson", lesson)
    assert "&lt;em&gt;" in macro("report", "lesson", {**lesson, "explanation": "<em>weken</em>"})


def test_a_citation_of_fictional_content_says_so() -> None:
    words = text(macro("report", "citation", "Onderwijsregio Veenrand", 2025, "Drie jaar", 3, "https://x/casus/1/3/"))
    assert words.startswith("Onderwijsregio Veenrand (2025). Drie jaar (uitgave 3).")
    assert "Fictief rapport." in words


def test_the_home_page_works_without_counts_reports_or_regions() -> None:
    unknown = [{**theme, "count": None} for theme in samples.THEMES]
    page = text(render("website/home.html", home_context(themes=unknown, newest=[], total=0, regions=[], examples=[])))
    assert "Er staat nog geen rapport op het platform." in page


def test_a_region_that_did_not_write_is_named_without_a_number() -> None:
    assert "Veenrand (nog geen rapport)" in text(render("website/home.html", home_context()))


def test_the_style_guide_asks_the_database_nothing(client: Client) -> None:
    answer = client.get("/stijlgids/")

    assert answer.status_code == 200
    assert "Stijlgids" in answer.content.decode()
