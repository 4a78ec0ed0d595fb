"""Markdown of authors becomes harmless HTML, in bounded time."""

import time

import pytest

from lessons.reports.markdown import LONGEST, to_html, to_text


def test_paragraphs_lists_tables_and_emphasis_are_kept() -> None:
    made = to_html("Een **vast** uur.\n\n- een\n- twee\n\n| wat | n |\n|---|---|\n| les | 3 |")
    assert "<strong>vast</strong>" in made
    assert made.count("<li>") == 2
    assert "<td>3</td>" in made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Een\n\n## Twee", "<h3>Een</h3>\n<h4>Twee</h4>"),
        ("#### Een\n\n###### Twee", "<h3>Een</h3>\n<h4>Twee</h4>"),
        ("## Een\n\n## Twee", "<h3>Een</h3>\n<h3>Twee</h3>"),
    ],
)
def test_headings_start_below_the_heading_of_the_page(text: str, expected: str) -> None:
    assert to_html(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\nscript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](//elders.example/)",
        "[x](/beheer/)",
        "![x](https://elders.example/spion.png)",
        "<div style='position:fixed' onclick=alert(1)>x</div>",
        "<iframe src=https://elders.example></iframe>",
        "<svg><script>alert(1)</script></svg>",
        "[x]: javascript:alert(1)\n\n[x]",
        "`<script>`",
        '[x](https://a.example "onmouseover=alert(1)")<style>*{}</style>',
    ],
)
def test_hostile_text_has_no_script_handler_image_or_strange_link(text: str) -> None:
    made = to_html(text)
    for part in ("<script", "<img", "<iframe", "<svg", "<style", "<div", 'href="java', 'href="data', 'href="/'):
        assert part not in made.lower()


def test_links_to_the_web_to_mail_and_to_other_reports_are_kept() -> None:
    made = to_html(
        "[een](https://a.example/x?y=1) en [twee](mailto:loket@a.example) <https://b.example> [vier](/casus/3/)"
    )
    for address in ("/casus/3/", "https://a.example/x?y=1", "mailto:loket@a.example", "https://b.example"):
        assert f'href="{address}"' in made


def test_html_is_shown_as_it_was_typed() -> None:
    assert to_html("Een <b>vet</b> woord") == "<p>Een &lt;b&gt;vet&lt;/b&gt; woord</p>"


def test_two_texts_with_footnotes_share_no_id() -> None:
    first, second = (to_html(f"{word}[^1]\n\n[^1]: noot") for word in ("een", "twee"))
    ids = [part.split('"')[0] for made in (first, second) for part in made.split(' id="')[1:]]
    assert len(ids) == len(set(ids)) == 4
    assert "Terug naar de tekst" in first


def test_the_same_text_gives_the_same_html_each_time() -> None:
    text = "een[^1]\n\n[^1]: noot"
    assert to_html(text) == to_html(text)


@pytest.fixture(scope="module")
def ordinary() -> float:
    """What the longest ordinary text costs on this machine, in seconds of its processor."""
    line = "Wij **belden** alle [scholen](https://a.example) op een `lijst` van *vijf*.\n\n"
    start = time.process_time()
    to_html(line * (LONGEST // len(line)))
    return time.process_time() - start


@pytest.mark.parametrize(
    "text",
    [
        "> " * 10_000 + "x",
        ">" * 10_000 + "x",
        "<div>" * 10_000,
        "[" * 10_000,
        "[a" * 10_000,
        "![" * 10_000,
        "[a](b" * 10_000,
        "[a][b" * 10_000,
        "*a_" * 10_000,
        "`a" * 10_000,
        "1. " * 10_000 + "x",
        "> - " * 10_000 + "x",
        "\n".join(" " * 4 * depth + "- a" for depth in range(140)),
        "a|b\n-|-\n" + "|`" * 10_000,
        "\\" * 40_000,
        "a" * 1_000_000,
    ],
    ids=lambda text: text[:8].strip() or "spaces",
)
def test_deep_or_endless_text_costs_no_more_than_some_long_ordinary_ones(text: str, ordinary: float) -> None:
    """The worst of these cost seven times as much; what grows with the square of the length, hundreds of times."""
    start = time.process_time()
    made = to_html(text)
    assert time.process_time() - start < 30 * ordinary
    assert len(made) < 30 * LONGEST


def test_half_characters_and_zero_bytes_are_left_out() -> None:
    assert to_html("a\ud800b\x00c") == "<p>abc</p>"


@pytest.mark.parametrize("text", ["", "  \n "])
def test_no_text_gives_no_html(text: str) -> None:
    assert to_html(text) == ""


def test_plain_text_has_no_marks_and_keeps_words_apart() -> None:
    text = "## Kop\n\nEen **vast** [uur](https://a.example)[^1].\n\n| w | n |\n|---|---|\n| les | 3 |\n\n[^1]: De noot."
    assert to_text(text).split("\n") == ["Kop", "Een vast uur.", "w", "n", "les", "3", "De noot."]


@pytest.mark.parametrize(
    "text",
    [
        "Eén zin.",
        "Regel een\nregel twee\n\nNieuwe alinea",
        "Uit 2023. Of 1 keer.",
        "  ingesprongen\n\n\n\nver weg",
        "Dit 'citaat' en “dat”",
        "",
        "a\ud800b",
    ],
)
def test_text_without_marks_gives_the_same_words_with_and_without_the_converter(text: str) -> None:
    assert to_text(text) == to_text(f"{text}\n\n**x**").removesuffix("x").rstrip("\n")


def test_plain_text_holds_characters_and_no_entities() -> None:
    assert to_text("R&D is < 3 & 'goed'") == "R&D is < 3 & 'goed'"
