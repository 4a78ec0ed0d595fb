from search.engines.fields import ALL_FACETS, SORTS, TEXT_FIELDS
from search.planner.plan import All, AllOf, AnyOf, Boost, DisMax, Node, Not, Nothing, Phrase, Plan, Term, TermSet
from search.planner.planner import MAX_WORDS, plan
from search.query.request import SearchRequest


def planned(q: str, **params: list[str]) -> Plan:
    return plan(SearchRequest.from_params({"q": [q], **params}))


def leaves(node: Node) -> list[Node]:
    if isinstance(node, AllOf | AnyOf | DisMax):
        return [leaf for part in node.parts for leaf in leaves(part)]
    return leaves(node.part) if isinstance(node, Boost | Not) else [node]


def test_a_word_is_asked_in_every_field_by_stem_and_a_little_by_its_writing() -> None:
    match = planned("leraren").match
    assert isinstance(match, DisMax)
    assert match.tie == 0.1
    assert {(part.part.field, part.part.token): part.factor for part in match.parts} == {
        ("title_s", "lerar"): 4.0, ("summary_s", "lerar"): 2.0, ("lessons_s", "lerar"): 1.5, ("body_s", "lerar"): 1.0,
        ("title_x", "leraren"): 2.0, ("summary_x", "leraren"): 1.0, ("lessons_x", "leraren"): 0.75,
        ("body_x", "leraren"): 0.5,
    }  # fmt: skip


def test_a_phrase_is_asked_as_written() -> None:
    assert leaves(planned('"vaste coaches"').match) == [
        Phrase(f"{field.name}_x", ("vaste", "coaches")) for field in TEXT_FIELDS
    ]


def test_a_phrase_of_one_word_is_a_term() -> None:
    assert leaves(planned('"coaches"').match) == [Term(f"{field.name}_x", "coaches") for field in TEXT_FIELDS]


def test_all_words_must_match_and_excluded_ones_must_not() -> None:
    match = planned("vaste coach -po").match
    assert isinstance(match, AllOf)
    assert [type(part) for part in match.parts] == [DisMax, DisMax, Not]


def test_words_that_only_exclude_take_from_everything_and_have_no_relevance() -> None:
    only = planned("-po")
    assert isinstance(only.match, AllOf)
    assert only.match.parts[0] == All()
    assert only.sort == SORTS["nieuwste"]
    assert planned("po").sort is None
    assert planned("-po", sorteer=["titel"]).sort == SORTS["titel"]


def test_the_same_word_twice_is_asked_once() -> None:
    assert planned("coach coach Coach").match == planned("coach").match


def test_a_question_without_words_asks_for_everything() -> None:
    assert planned("").match == planned("?!").match == All()
    assert planned("").notices == ()
    assert planned("").passages.match == Nothing()


def test_chosen_codes_are_filters_by_facet_and_every_facet_is_counted() -> None:
    asked = planned("x", thema=["werven", "matchen"], jaar=["2023"])
    assert asked.filters == {"thema": TermSet("thema", ("werven", "matchen")), "jaar": TermSet("jaar", ("2023",))}
    assert asked.counted == ALL_FACETS


def test_a_page_is_an_offset() -> None:
    assert [(planned("x", pagina=[page]).offset, planned("x").limit) for page in "13"] == [(0, 20), (40, 20)]


def test_no_question_asks_an_engine_for_more_than_its_limit_of_clauses() -> None:
    asked = planned(" ".join(f"w{n}" for n in range(140)))
    assert len(leaves(asked.match)) == MAX_WORDS * len(TEXT_FIELDS) * 2 < 1_024
    assert asked.notices == ("Wij zoeken met de eerste 40 woorden van uw vraag.",)


def test_any_word_of_the_question_finds_a_lesson() -> None:
    match = planned("vaste coach -po").passages.match
    assert isinstance(match, AnyOf)
    assert {leaf.token for leaf in leaves(match)} == {"vast", "vaste", "coach"}


def test_marks_are_of_wanted_words_and_phrases_alone() -> None:
    marks = planned('vaste "goede coach" -po -"twee jaar"').marks
    assert (marks.stems, marks.exacts, marks.phrases) == ({"vast"}, {"vaste"}, (("goede", "coach"),))
