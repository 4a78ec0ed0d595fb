"""What becomes of single documents: rejected for ever, already gone, already newer. The others of the batch are in."""

import itertools
import threading
import time
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace

import pytest

from search.engines.base import Batch, DocumentsRejected, EngineError
from search.engines.fields import PreparedDocument
from search.planner.planner import plan
from search.query.request import SearchRequest
from tests.trouble import provoked
from tests.trouble.conftest import Place, report

pytestmark = pytest.mark.elasticsearch

UNKNOWN_FIELD = replace(report(7), texts={**report(7).texts, "onbekend": "veld"})
LONG_CODE = report(7, thema=["a" * 40_000])
WRONG_TYPE = replace(report(7), sorts={**report(7).sorts, "published_s": "gisteren"})


@pytest.mark.parametrize(
    ("wrong", "words"),
    [(UNKNOWN_FIELD, "onbekend"), (LONG_CODE, "thema.*32766"), (WRONG_TYPE, "published_s|parse")],
    ids=["unknown field", "code too long", "wrong type"],
)
def test_what_will_never_fit_is_rejected_with_its_reason_and_the_rest_is_in(
    place: Place, wrong: PreparedDocument, words: str
) -> None:
    with pytest.raises(DocumentsRejected, match=words) as rejected:
        place.engine.write(Batch([report(6), wrong, report(8)], ["casusrapport:1"], read_in=6))

    assert set(rejected.value.reasons) == {"casusrapport:7"}
    assert set(place.engine.contents()) == {"casusrapport:2", "casusrapport:6", "casusrapport:8"}


def test_a_queue_that_is_full_for_a_moment_costs_no_batch(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = threading.Event()
    pause = time.sleep

    def noticed(seconds: float) -> None:
        refused.set()
        pause(seconds)

    monkeypatch.setattr("elasticsearch.helpers.actions.time.sleep", noticed)
    numbers = itertools.count(10)
    with ThreadPoolExecutor() as worker:
        with provoked.write_queue_full(place):
            while not refused.is_set():
                n = next(numbers)
                last = worker.submit(place.engine.write, Batch([report(n)], read_in=n))
                wait([last], 0.5)
                if last.done():
                    last.result()
        last.result(30)

    assert f"casusrapport:{n}" in place.engine.contents()


def test_to_delete_what_is_not_there_is_no_error(place: Place) -> None:
    place.engine.write(Batch(deletes=["casusrapport:99"], read_in=6))

    assert len(place.engine.contents()) == 2


def test_what_is_there_in_a_newer_version_stays(place: Place) -> None:
    place.engine.write(Batch([report(3, "Nieuw")], read_in=9))

    place.engine.write(Batch([report(3, "Oud")], ["casusrapport:1"], read_in=8))

    assert place.engine.contents()["casusrapport:3"] == report(3, "Nieuw").digest


def test_a_question_that_the_cluster_refuses_is_an_error_of_ours_and_never_no_hits(place: Place) -> None:
    asked = replace(plan(SearchRequest.from_params({})), offset=20_000)

    with pytest.raises(EngineError, match=r"400.*window is too large") as raised:
        place.engine.search(asked)

    assert type(raised.value) is EngineError
