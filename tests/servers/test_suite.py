"""`make test` itself: a server that is not there is said on a laptop, and a failure in CI."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from tests.servers.absence import Absent
from tests.servers.elasticsearch_distribution import WrongDistribution
from tests.servers.suite import Part, run


@contextmanager
def nowhere() -> Iterator[dict[str, str]]:
    """A server that is not on this machine."""
    raise Absent("PostgreSQL is not on this machine")
    yield {}


@pytest.fixture
def without_server() -> Part:
    return Part("PostgreSQL", (), nowhere, "the tests that touch the database ran on SQLite only")


def test_on_a_laptop_an_absent_server_is_said_and_allowed(
    without_server: Part, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)

    good, said = run(without_server, [])

    assert good
    assert said == ("NOT RUN: PostgreSQL is not on this machine; the tests that touch the database ran on SQLite only")


def test_in_ci_an_absent_server_is_a_failure(without_server: Part, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")

    good, said = run(without_server, [])

    assert not good
    assert said.startswith("NOT RUN")


def test_a_server_that_is_not_the_known_one_is_a_failure_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def another() -> Iterator[dict[str, str]]:
        raise WrongDistribution("elasticsearch.zip is not the file that this project knows")
        yield {}

    monkeypatch.delenv("CI", raising=False)

    assert run(Part("Elasticsearch", (), another, ""), []) == (
        False,
        "FAILED: elasticsearch.zip is not the file that this project knows",
    )


@pytest.mark.parametrize(
    ("content", "good", "word"),
    [
        ("def test_right():\n    assert True\n", True, "passed"),
        ("def test_wrong():\n    assert False\n", False, "FAILED"),
        ("", False, "no test ran"),
    ],
)
def test_a_part_passes_only_when_its_tests_ran_and_passed(tmp_path: Path, content: str, good: bool, word: str) -> None:
    (tmp_path / "test_one.py").write_text(content)
    part = Part("SQLite", (f"--rootdir={tmp_path}", "-q", str(tmp_path)), lambda: nullcontext({}), "")

    done, said = run(part, [])

    assert (done, said.split(" (")[0]) == (good, word)
