"""Where tokens stand, and how a text is cut into them."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import FINGERPRINT, Token, analyse, index_forms

SAMPLE = (
    "Werving en begeleiding van zij-instromers: 1.200 regio’s (po/vo) in 2023-2024, ’s ochtends m.b.v. SO&P. "
    "Eén coördinator per onderwijsregio; de overheid meet vaak wat scholen deden. €\u00a012,50 voor ĳverige hbo'ers!"
)
SAMPLE_STEMS = (
    "werf en begeleid van zijinstromer zij instromer 1200 regio po vo in 2023 2024 s ochtend mbf "
    "so&p een coordinator per onderwijsregio de ~over ~met vaak wat schol doen 12,50 voor ijver "
    "hboer"
)


def cut(text: str) -> list[str]:
    return [text[token.start : token.end] for token in analyse(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    {
        "Eén coo\u0308rdinator, twee.": ["Eén", "coo\u0308rdinator", "twee"],
        "po/vo": ["po", "vo"],
        "SO&P en so": ["SO&P", "en", "so"],
        "scholen&besturen": ["scholen", "besturen"],
        "opleiden & leren": ["opleiden", "leren"],
        "in het p.o. nu": ["in", "het", "p.o.", "nu"],
        "zij-instroom": ["zij-instroom", "zij", "instroom"],
        "werkgevers- en vakbonden": ["werkgevers", "en", "vakbonden"],
        "2023-2024": ["2023", "2024"],
        "4-daagse": ["4-daagse", "4", "daagse"],
        "’s-Hertogenbosch": ["s-Hertogenbosch", "s", "Hertogenbosch"],
        "‘tafel’ en 'stoel'": ["tafel", "en", "stoel"],
        "€ 148.000,-": ["148.000"],
        "om 10:30 uur": ["om", "10", "30", "uur"],
        "naam_van_veld": ["naam", "van", "veld"],
        "😀 ja 👩‍🏫": ["ja"],
        "\ud800kapot\udfff": ["kapot"],
        "": [],
        "?!": [],
    }.items(),
)
def test_a_text_is_cut_into_these_words(text: str, words: list[str]) -> None:
    assert cut(text) == words


def test_positions_count_words_and_parts_share_the_position_of_their_word() -> None:
    places = [(token.exact, token.position, token.part) for token in analyse("De zij-instroom in 2023-2024")]
    assert places == [
        ("de", 0, False),
        ("zijinstroom", 1, False),
        ("zij", 1, True),
        ("instroom", 1, True),
        ("in", 2, False),
        ("2023", 3, False),
        ("2024", 4, False),
    ]


def test_what_is_indexed_is_what_is_analysed() -> None:
    exacts, stems = (forms.split() for forms in index_forms(SAMPLE))
    tokens = analyse(SAMPLE)
    assert exacts == [token.exact for token in tokens if not token.part]
    assert stems == [token.stem for token in tokens]
    assert [token.position for token in tokens if not token.part] == list(range(len(exacts)))


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(alphabet=st.sampled_from("aéz's’-&.,1 2/\u0301\u00ad\ud800ĳßİ😀\n|$")))
def test_any_text_gives_tokens_that_cut_it_in_order(text: str) -> None:
    tokens = analyse(text)
    whole = [token for token in tokens if not token.part]
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(whole))
    assert all(token.exact and token.stem for token in tokens)
    assert not any(set(token.exact + token.stem) & set(" |$\n") for token in tokens)


def test_a_long_text_without_spaces_is_cut_in_linear_time() -> None:
    for text in ("1." * 50_000 + "a", "a&" * 50_000, "a-" * 50_000, "a." * 50_000 + "bb", "a'" * 50_000, "é" * 100_000):
        assert analyse(text)


def test_the_tokens_of_a_text_change_only_together_with_the_fingerprint() -> None:
    # Whoever changes the analysis sees this fail: raise VERSION in analyser.py, and write down what comes out.
    assert index_forms(SAMPLE)[1] == SAMPLE_STEMS
    assert FINGERPRINT == "a1058871d7721dd1"


def test_a_token_is_a_plain_tuple() -> None:
    assert analyse("Leraren") == [Token(0, 7, 0, "leraren", "lerar")]


@given(st.text(alphabet=st.sampled_from("abAéz's’-&.,;: 12/\u0301\u00adĳ\n|")))
def test_what_is_indexed_of_a_text_are_its_tokens(text: str) -> None:
    tokens = analyse(text)
    exacts, stems = (forms.split() for forms in index_forms(text))
    assert exacts == [token.exact for token in tokens if not (token.part and _is_beside_whole(token, tokens))]
    assert stems == [token.stem for token in tokens]


def _is_beside_whole(part: Token, tokens: list[Token]) -> bool:
    return any(token.position == part.position and not token.part for token in tokens)


@given(st.text(alphabet=st.sampled_from("abzé'-.&1"), min_size=1), st.sampled_from([" ", ",", ";", ":", ". ", ""]))
def test_a_word_is_the_same_whatever_stands_behind_it(word: str, behind: str) -> None:
    assert index_forms(word + behind)[1].split()[:1] == index_forms(f"{word}/")[1].split()[:1]
