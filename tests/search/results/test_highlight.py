from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.planner.plan import Marks
from search.planner.planner import plan
from search.query.request import SearchRequest
from search.results.highlight import Segment, answers, highlight, snippet


def marks(q: str) -> Marks:
    return plan(SearchRequest.from_params({"q": [q]})).marks


def marked(text: str, q: str) -> list[str]:
    return [segment.text for segment in highlight(text, marks(q)) if segment.marked]


@pytest.mark.parametrize(
    ("text", "q", "expected"),
    [
        ("De leraar en de leraren.", "leraar", ["leraar", "leraren"]),
        ("Onderwijsregio’s werken samen", "onderwijsregio", ["Onderwijsregio’s"]),
        ("Zij-instroom en zijinstroom", "zij-instroom", ["Zij-instroom", "zijinstroom"]),
        ("De zij-instroom groeit", "instroom", ["instroom"]),
        ("De zij-instroom groeit", "zij-instroom instroom", ["zij-instroom"]),
        ("Coo\u0308rdinatie — 🎓 coördinatie", "coordinatie", ["Coo\u0308rdinatie", "coördinatie"]),
        ("Een goed plan van aanpak.", '"plan van aanpak"', ["plan van aanpak"]),
        ("Een plan zonder aanpak.", '"plan van aanpak"', []),
        ("Een plan, van aanpak", '"plan van aanpak"', ["plan, van aanpak"]),
        ("Een plan van aanpak", 'aanpak "plan van aanpak"', ["plan van aanpak"]),
        ("Een plan – van aanpak", '"plan van aanpak"', ["plan – van aanpak"]),
        ("Een plan van de aanpak, een plan van aanpak", '"plan van aanpak"', ["plan van aanpak"]),
        ("Plannen en plan", '"plan"', ["plan"]),
        ("leraar leraar", '"leraar leraar"', ["leraar leraar"]),
        ("een twee een twee", '"een twee een"', ["een twee een"]),
        ("tijd en geld", "tijd -geld", ["tijd"]),
        ("tijd en geld", "", []),
        ("", "tijd", []),
        ("Financiële hulp", "financiele", ["Financiële"]),
    ],
)
def test_these_words_are_marked(text: str, q: str, expected: list[str]) -> None:
    assert marked(text, q) == expected
    assert "".join(segment.text for segment in highlight(text, marks(q))) == text


def test_a_text_comes_in_pieces_and_is_not_escaped_here() -> None:
    assert highlight("<b>tijd</b> & geld", marks("tijd")) == [
        Segment("<b>", marked=False),
        Segment("tijd", marked=True),
        Segment("</b> & geld", marked=False),
    ]


LONG = "Eerst iets anders. " * 20 + "De invalpool bleef leeg want niemand wilde. " + "Daarna nog meer. " * 20


def test_a_snippet_shows_where_it_matches() -> None:
    shown = snippet(LONG, marks("invalpool"), 12)
    text = "".join(segment.text for segment in shown.segments)
    assert "De invalpool bleef" in text
    assert len(text.split()) == 12
    assert (shown.cut_before, shown.cut_after) == (True, True)
    assert [segment.text for segment in shown.segments if segment.marked] == ["invalpool"]


def test_a_snippet_prefers_different_words_to_one_word_often() -> None:
    text = "tijd tijd tijd tijd " + "en zo voort " * 20 + "tijd en geld"
    shown = snippet(text, marks("tijd geld"), 6)
    assert {segment.text for segment in shown.segments if segment.marked} == {"tijd", "geld"}
    assert not shown.cut_after


def test_a_text_that_fits_is_shown_whole() -> None:
    shown = snippet("Een kort verhaal.", marks("verhaal"), 40)
    assert "".join(segment.text for segment in shown.segments) == "Een kort verhaal."
    assert (shown.cut_before, shown.cut_after) == (False, False)


def test_without_a_match_the_beginning_is_shown() -> None:
    shown = snippet(LONG, marks("olifant"), 5)
    assert shown.segments == (Segment("Eerst iets anders. Eerst iets", marked=False),)
    assert (shown.cut_before, shown.cut_after) == (False, True)


@pytest.mark.parametrize("text", ["", "   ", "?!", "\ud800"])
def test_a_text_without_words_has_a_snippet_too(text: str) -> None:
    assert "".join(segment.text for segment in snippet(text, marks("tijd")).segments) == text


@given(st.lists(st.sampled_from(["tijd", "tijden", "en", "geld", "zij-instroom", "2023-2024", "x.", "|"]), max_size=30))
def test_a_text_answers_exactly_when_something_in_it_is_marked(words: list[str]) -> None:
    text = " ".join(words)
    for q in ("tijd", '"tijd en geld"', '"en"', "instroom 2024", '"2023-2024 zij-instroom"', "-tijd"):
        with patch("search.results.highlight.answers", return_value=True):  # looks for the places whatever it says
            segments = highlight(text, marks(q))
        assert answers(text, marks(q)) == any(segment.marked for segment in segments)
