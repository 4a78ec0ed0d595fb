import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.query.parser import Phrase, Without, Word, parse


@pytest.mark.parametrize(
    ("q", "clauses"),
    {
        "": [],
        "   ": [],
        "leraar werven": [Word("leraar"), Word("werven")],
        '"plan van aanpak" po': [Phrase("plan van aanpak"), Word("po")],
        "“plan van aanpak”": [Phrase("plan van aanpak")],
        "„plan van aanpak”": [Phrase("plan van aanpak")],
        "«plan van aanpak»": [Phrase("plan van aanpak")],
        "“plan van aanpak\"": [Phrase("plan van aanpak")],
        "leraar -po": [Word("leraar"), Without(Word("po"))],
        "−po": [Without(Word("po"))],
        "–po": [Without(Word("po"))],
        '-"plan van aanpak"': [Without(Phrase("plan van aanpak"))],
        "zij-instroom": [Word("zij-instroom")],
        "leraar - po": [Word("leraar"), Word("-"), Word("po")],
        "--po": [Word("--po")],
        'een "lone quote': [Word("een"), Word("lone"), Word("quote")],
        '"een twee" drie"': [Phrase("een twee"), Word("drie")],
        '-"een twee': [Without(Word("een")), Word("twee")],
        'een"twee"drie': [Word("een"), Phrase("twee"), Word("drie")],
        '"een"-twee': [Phrase("een"), Word("-twee")],
        '""': [Phrase("")],
        "(po OR vo)": [Word("(po"), Word("OR"), Word("vo)")],
        "regio's 'stil'": [Word("regio's"), Word("'stil'")],
    }.items(),
)  # fmt: skip
def test_a_question_is_read_as(q: str, clauses: list[object]) -> None:
    assert list(parse(q).clauses) == clauses


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab -–\"“”„( '\ud800")))
def test_every_text_is_a_question_and_keeps_its_letters(q: str) -> None:
    clauses = parse(q).clauses
    texts = [(clause.clause if isinstance(clause, Without) else clause).text for clause in clauses]
    letters = [letter for letter in q if letter.isalpha()]
    assert [letter for text in texts for letter in text if letter.isalpha()] == letters
