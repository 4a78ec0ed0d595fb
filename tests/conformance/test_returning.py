"""Documents that go and come back, and keys of any shape."""

from dataclasses import replace

import pytest

from search.engines.base import Batch, Engine
from search.engines.fields import SearchDocument, prepare
from search.query.request import SearchRequest
from search.results.search import SearchResults, find
from tests.conformance.corpus import document


def ask(engine: Engine, q: str = "", **params: list[str]) -> SearchResults:
    return find(engine, SearchRequest.from_params({"q": [q], **params}))


def numbers(engine: Engine, q: str = "") -> list[int]:
    return sorted(hit.n for hit in ask(engine, q).hits)


def put(engine: Engine, *documents: SearchDocument, deletes: tuple[str, ...] = ()) -> None:
    engine.write(Batch([prepare(each) for each in documents], deletes))


def test_a_document_that_comes_back_is_there_once_with_its_lessons(empty: Engine) -> None:
    put(empty, document(1, "Werving", lessons=["Werf vroeg."]))
    put(empty, deletes=("casusrapport:1",))
    put(empty, document(1, "Werving", lessons=["Werf laat.", "Werf vroeg."]))
    (hit,) = ask(empty, "vroeg").hits
    assert (hit.n, hit.best_lesson) == (1, "1-1")
    assert (empty.status().documents, empty.status().passages) == (1, 2)


def test_a_document_that_comes_back_with_other_codes_has_those_alone(empty: Engine) -> None:
    put(empty, document(1, "Werving", thema=["werven"], jaar=["2023"]))
    put(empty, deletes=("casusrapport:1",))
    put(empty, document(1, "Werving", thema=["matchen"]))
    results = ask(empty)
    assert (results.facets["thema"], results.facets["jaar"]) == ({"matchen": 1}, {})


def test_a_document_deleted_twice_is_gone(empty: Engine) -> None:
    put(empty, document(1, "Werving"))
    put(empty, deletes=("casusrapport:1", "casusrapport:1"))
    put(empty, deletes=("casusrapport:1",))
    assert numbers(empty) == []


def test_when_all_are_deleted_nothing_is_counted(empty: Engine) -> None:
    put(empty, *(document(n, "Werving", lessons=["Werf."], thema=["werven"]) for n in range(1, 31)))
    put(empty, deletes=tuple(f"casusrapport:{n}" for n in range(1, 31)))
    assert (ask(empty).total, ask(empty).facets["thema"], empty.contents()) == (0, {}, {})
    assert (empty.status().documents, empty.status().passages) == (0, 0)


def test_of_two_alike_the_one_that_stays_is_found(empty: Engine) -> None:
    put(empty, document(1, "Werving", lessons=["Werf."]), document(2, "Werving", lessons=["Werf."]))
    put(empty, deletes=("casusrapport:2",))
    assert [(hit.n, hit.best_lesson) for hit in ask(empty, "werven").hits] == [(1, "1-0")]


def test_a_batch_may_replace_delete_and_add_at_once(empty: Engine) -> None:
    put(empty, *(document(n, "Werving") for n in range(1, 7)))
    put(
        empty,
        *(document(n, "Begeleiding") for n in (2, 7)),
        deletes=("casusrapport:3", "casusrapport:4", "casusrapport:8"),
    )
    assert (numbers(empty, "werven"), numbers(empty, "begeleiden")) == ([1, 5, 6], [2, 7])


def test_a_document_that_is_replaced_twenty_times_is_there_once(empty: Engine) -> None:
    for turn in range(20):
        put(empty, document(1, f"Werving beurt{turn}", lessons=["Werf."] * (turn % 4)))
    assert (numbers(empty, "werven"), numbers(empty, "beurt18"), numbers(empty, "beurt19")) == ([1], [], [1])
    assert empty.status().passages == 3


def test_a_document_with_fewer_lessons_loses_the_others(empty: Engine) -> None:
    put(empty, document(1, "Werving", lessons=["Werf vroeg.", "Werf laat.", "Werf samen."]))
    put(empty, document(1, "Werving", lessons=["Werf vroeg."]))
    assert numbers(empty, "samen") == []
    assert empty.status().passages == 1


def test_a_number_may_pass_to_another_key(empty: Engine) -> None:
    put(empty, document(1, "Werving", lessons=["Werf."]))
    moved = replace(document(1, "Werving", lessons=["Werf."]), key="evaluatie:1")
    put(empty, moved, deletes=("casusrapport:1",))
    assert [hit.key for hit in ask(empty, "werven").hits] == ["evaluatie:1"]
    assert set(empty.contents()) == {"evaluatie:1"}


def test_a_batch_without_documents_changes_no_document(empty: Engine) -> None:
    put(empty, document(1, "Werving"))
    before = empty.contents()
    empty.write(Batch(generation=3))
    assert (empty.contents(), empty.status().generation) == (before, 3)


@pytest.mark.parametrize("key", ["begrip:zij-instroom", "a/b c?d#e", "é:𐌰", '"quotes"', "a" * 400, "_begin", "$"])
def test_a_key_of_any_shape_is_kept_and_can_be_deleted(empty: Engine, key: str) -> None:
    put(empty, replace(document(1, "Werving"), key=key), document(2, "Werving"))
    assert set(empty.contents()) == {key, "casusrapport:2"}
    assert [hit.key for hit in ask(empty, "werven").hits] == [key, "casusrapport:2"]
    put(empty, deletes=(key,))
    assert numbers(empty) == [2]


def test_a_rebuild_holds_what_was_written_to_it_and_nothing_that_was_taken_out(empty: Engine) -> None:
    put(empty, document(9, "Werving"))
    with empty.rebuild() as rebuild:
        rebuild.write(Batch([prepare(document(n, "Werving", lessons=["Werf."])) for n in (1, 2, 3)]))
        rebuild.write(Batch([prepare(document(2, "Begeleiding"))], ("casusrapport:3",)))
        rebuild.publish()
    assert (numbers(empty), numbers(empty, "werven"), empty.status().passages) == ([1, 2], [1], 1)


def test_what_was_deleted_comes_back_with_a_rebuild(empty: Engine) -> None:
    put(empty, document(1, "Werving"))
    put(empty, deletes=("casusrapport:1",))
    with empty.rebuild() as rebuild:
        rebuild.write(Batch([prepare(document(1, "Werving"))]))
        rebuild.publish()
    assert numbers(empty, "werven") == [1]


def test_deleting_takes_the_code_out_of_the_profile_too(empty: Engine) -> None:
    both = {"trede": ["2"], "richting": ["positief"]}
    put(empty, document(1, "Een", **both), document(2, "Twee", **both))
    put(empty, deletes=("casusrapport:1",))
    assert ask(empty).profile == {(2, "positief"): 1}
