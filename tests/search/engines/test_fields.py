from dataclasses import replace

import pytest

from search.engines.fields import ALL_FACETS, PUBLISHED_KEY, TITLE_KEY, Passage, SearchDocument, prepare

DOCUMENT = SearchDocument(
    n=12,
    key="casusrapport:12",
    texts={"title": ["Zij-instroom"], "lessons": ["Begin vroeg.", "Betaal goed."]},
    facets={"thema": ["werven", "matchen", "werven"], "jaar": ["2023"]},
    sorts={"published": 19_800, "title": "zij-instroom"},
    passages=[Passage("u-1", {"statement": ["Begin vroeg."]}, "weer-doen"), Passage("u-2", {}, "weer-doen")],
)


def test_texts_become_tokens_with_a_gap_between_values_and_a_sentinel_at_the_end() -> None:
    texts = prepare(DOCUMENT).texts
    assert texts["title_x"] == "zijinstroom $"
    assert texts["title_s"] == "zijinstrom zij instrom $"
    assert texts["lessons_x"] == "begin vroeg | betaal goed $"


def test_every_text_field_ends_in_the_sentinel_the_empty_ones_too() -> None:
    prepared = prepare(DOCUMENT)
    assert prepared.texts["summary_s"] == prepared.texts["body_x"] == "$"
    assert [passage.texts["explanation_s"] for passage in prepared.passages] == ["$", "$"]


def test_every_facet_is_there_without_doubles() -> None:
    facets = prepare(DOCUMENT).facets
    assert tuple(facets) == ALL_FACETS
    assert (facets["thema"], facets["jaar"], facets["regio"]) == (("werven", "matchen"), ("2023",), ())


def test_no_two_documents_have_the_same_sort_key() -> None:
    one, other = prepare(DOCUMENT).sorts, prepare(replace(DOCUMENT, n=13)).sorts
    assert one[PUBLISHED_KEY] < other[PUBLISHED_KEY]
    assert one[TITLE_KEY] < other[TITLE_KEY]


def test_the_value_decides_before_the_number() -> None:
    early = prepare(replace(DOCUMENT, n=2**40 - 1, sorts={"published": -1, "title": "a"})).sorts
    late = prepare(replace(DOCUMENT, n=1, sorts={"published": 0, "title": "a a"})).sorts
    assert early[PUBLISHED_KEY] < late[PUBLISHED_KEY]
    assert early[TITLE_KEY] < late[TITLE_KEY]


def test_passages_know_their_document_and_their_place() -> None:
    assert [(each.id, each.parent, each.place) for each in prepare(DOCUMENT).passages] == [
        ("u-1", 12, 0),
        ("u-2", 12, 1),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"texts": {"tittel": ["x"]}},
        {"facets": {"thema's": ["x"]}},
        {"sorts": {"published": 1}},
        {"sorts": {"title": "x"}},
        {"n": 0},
        {"n": 2**40},
        {"passages": [Passage("u", {"body": ["x"]}, "weer-doen")]},
    ],
)
def test_what_is_not_in_the_field_list_is_refused_by_name(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="casusrapport:12"):
        prepare(replace(DOCUMENT, **wrong))


@pytest.mark.parametrize(
    "changed",
    [
        {"texts": {"title": ["Zij-instromer"]}},
        {"facets": {"thema": ["werven"]}},
        {"sorts": {"published": 19_801, "title": "zij-instroom"}},
        {"passages": []},
        {"passages": list(reversed(DOCUMENT.passages))},
    ],
)
def test_the_digest_changes_with_whatever_is_stored(changed: dict[str, object]) -> None:
    assert prepare(DOCUMENT).digest == prepare(replace(DOCUMENT)).digest
    assert prepare(replace(DOCUMENT, **changed)).digest != prepare(DOCUMENT).digest
