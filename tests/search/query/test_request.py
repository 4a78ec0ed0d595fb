from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.fields import FACETS
from search.query.request import MAX_PAGE, MAX_Q, SearchRequest

read = SearchRequest.from_params
FULL = {"q": ["plan van aanpak"], "sector": ["vo", "po"], "thema": ["werven"], "sorteer": ["titel"], "pagina": ["3"]}


def test_no_parameters_ask_for_everything_newest_first() -> None:
    request = read({})
    assert (request.q, request.facets, request.sort, request.page, request.notices) == ("", (), "nieuwste", 1, ())
    assert request.permalink() == ""


def test_the_permalink_names_what_differs_from_usual_in_one_order() -> None:
    assert read(FULL).permalink() == "?q=plan+van+aanpak&thema=werven&sector=vo&sector=po&sorteer=titel&pagina=3"
    assert read({"q": ["x"], "sorteer": ["relevantie"], "pagina": ["1"]}).permalink() == "?q=x"
    assert read({"sorteer": ["nieuwste"]}).permalink() == ""
    assert read({"q": ["x"], "sorteer": ["nieuwste"]}).permalink() == "?q=x&sorteer=nieuwste"


def test_parameters_that_are_not_ours_mean_nothing() -> None:
    assert read(FULL | {"utm_source": ["mail"], "profiel": ["3|positief"], "page": ["9"]}) == read(FULL)


def test_of_a_parameter_given_twice_the_last_counts() -> None:
    assert read({"q": ["een", "twee"], "pagina": ["2", "3"]}) == read({"q": ["twee"], "pagina": ["3"]})


@pytest.mark.parametrize(
    ("q", "clean"),
    {
        "  veel   ruimte\t\n": "veel ruimte",
        "\ud800werven\udfff": "werven",
        "wer\x00ven \x1b[31m": "wer ven [31m",
        "\u202ewerven\u202c": "werven",
        "sa\u00admen": "samen",
        "een\u200bwoord": "een woord",
        "coo\u0308rdinatie": "coördinatie",
        "\ud83c\udf93": "",
        "🎓": "🎓",
    }.items(),
)
def test_the_words_are_made_fit_to_show(q: str, clean: str) -> None:
    request = read({"q": [q]})
    assert request.q == clean
    assert not request.notices


@pytest.mark.parametrize("q", ["a" * (MAX_Q + 1), "woord " * 20_000, " " * 100_000 + "a"])
def test_a_question_that_is_too_long_is_cut_with_a_notice(q: str) -> None:
    request = read({"q": [q]})
    assert len(request.q) <= MAX_Q
    assert request.notices == ("Uw zoekvraag was te lang. Wij zoeken met de eerste 500 tekens.",)


def test_a_question_that_fits_has_no_notice() -> None:
    assert read({"q": ["a" * MAX_Q]}).notices == ()


@pytest.mark.parametrize("page", ["0", "-1", "een", "1.5", "²", "٣", "1e3", "0x10", "⑤"])
def test_a_page_that_is_none_is_the_first_with_a_notice(page: str) -> None:
    request = read({"pagina": [page]})
    assert request.page == 1
    assert request.notices == ("Deze pagina bestaat niet. U ziet pagina 1.",)


@pytest.mark.parametrize("page", ["501", "1000000000", "9" * 5_000])
def test_a_page_that_no_engine_reaches_is_the_last_possible(page: str) -> None:
    request = read({"pagina": [page]})
    assert request.page == MAX_PAGE == 500
    assert request.notices == ("Deze pagina bestaat niet. U ziet pagina 500.",)


@pytest.mark.parametrize("page", ["", " ", "1", "01", " 7 ", "500"])
def test_a_page_that_may_be_there_has_no_notice(page: str) -> None:
    assert read({"pagina": [page]}).notices == ()


def test_an_unknown_order_is_the_usual_one_with_a_notice() -> None:
    request = read({"q": ["x"], "sorteer": ["willekeurig"]})
    assert request.sort == "relevantie"
    assert request.notices == ("Deze volgorde kennen wij niet. U ziet de gewone volgorde.",)


def test_without_words_there_is_no_relevance() -> None:
    assert read({"sorteer": ["relevantie"]}) == read({})


def test_values_that_look_like_a_code_are_kept_once_and_in_lower_case() -> None:
    assert read({"thema": ["Werven", "werven", "bestaat-niet", "7", ""]}).selected("thema") == (
        "werven",
        "bestaat-niet",
        "7",
    )


@pytest.mark.parametrize("value", ["<script>", "a b", "é", "-x", "a" * 65, "3|positief", "\ud800", 'x"y'])
def test_a_value_that_cannot_be_a_code_is_left_out_with_a_notice(value: str) -> None:
    request = read({"thema": [value, "werven"]})
    assert request.selected("thema") == ("werven",)
    assert request.notices == ("Een gekozen filter kennen wij niet. Wij zoeken zonder dat filter.",)


def test_more_values_than_anyone_chooses_are_cut_with_a_notice() -> None:
    request = read({"regio": [str(n) for n in range(1_000)]})
    assert len(request.selected("regio")) == 50
    assert request.notices == ("U kunt per filter hooguit 50 waarden kiezen. De andere tellen niet mee.",)


def test_a_chip_adds_or_takes_away_and_starts_at_the_first_page() -> None:
    request = read(FULL)
    assert request.with_facet("jaar", "2023").to_params() == [
        ("q", "plan van aanpak"), ("thema", "werven"), ("sector", "vo"), ("sector", "po"), ("jaar", "2023"),
        ("sorteer", "titel"),
    ]  # fmt: skip
    assert request.without_facet("sector", "vo").selected("sector") == ("po",)
    assert request.without_facet("sector").selected("sector") == ()
    assert request.without_filters() == read({"q": FULL["q"], "sorteer": FULL["sorteer"]})
    assert {each.page for each in (request.with_facet("jaar", "2023"), request.without_facet("sector", "vo"))} == {1}
    assert request.with_sort("oudste").page == 1


def test_another_page_changes_the_page_alone() -> None:
    request = read(FULL)
    assert request.with_page(4).with_page(3) == request
    assert [request.with_page(page).page for page in (-1, 0, 4, 10**9)] == [1, 1, 4, MAX_PAGE]


def test_choosing_what_is_chosen_changes_nothing() -> None:
    request = read({"thema": ["werven"]})
    assert request.with_facet("thema", "werven") == request
    assert request.without_facet("jaar", "2020") == request


def test_links_do_not_carry_notices() -> None:
    request = read({"q": ["x"], "pagina": ["nul"]})
    assert request.notices
    assert request.with_page(2).notices == request.with_facet("thema", "werven").notices == ()


def test_requests_that_ask_the_same_are_equal() -> None:
    one, other = read({"q": ["x"], "pagina": ["nul"]}), read({"q": [" x "]})
    assert one == other
    assert len({one, other, read({"q": ["y"]})}) == 2


values = st.lists(st.text(max_size=12), max_size=3)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.dictionaries(st.sampled_from([*FACETS, "q", "sorteer", "pagina", "x"]), values))
def test_any_parameters_give_a_request_that_its_permalink_gives_again(params: dict[str, list[str]]) -> None:
    request = read(params)
    again = read(parse_qs(request.permalink().removeprefix("?")))
    assert again == request
    assert again.notices == ()
