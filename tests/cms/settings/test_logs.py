"""Logging: one line per event on standard error, for machines or for people."""

import io
import json
import logging
import logging.config
from collections.abc import Iterator

import pytest
import structlog
from django.conf import settings

from cms.settings.logs import logging_config


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """What the log writes, instead of standard error."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield io.StringIO()
    logging.config.dictConfig(settings.LOGGING)
    root.handlers[:], root.level = handlers, level


def log_to(stream: io.StringIO, *, as_json: bool, level: str = "INFO") -> None:
    config = logging_config(level, as_json=as_json)
    config["handlers"]["stderr"]["stream"] = stream
    logging.config.dictConfig(config)


def test_an_event_is_one_line_of_json_with_time_level_and_facts(stream: io.StringIO) -> None:
    log_to(stream, as_json=True)

    structlog.get_logger("search.index").info("uitgave geïndexeerd", number=12)

    event = json.loads(stream.getvalue())
    assert (event["event"], event["number"], event["level"]) == ("uitgave geïndexeerd", 12, "info")
    assert event["logger"] == "search.index"
    assert event["timestamp"].endswith("Z")


def test_what_libraries_log_has_the_same_shape_and_no_request_in_it(stream: io.StringIO) -> None:
    log_to(stream, as_json=True)

    logging.getLogger("django.request").warning("Not Found: %s", "/x/", extra={"request": object(), "status_code": 404})

    event = json.loads(stream.getvalue())
    assert (event["event"], event["status_code"], event["level"]) == ("Not Found: /x/", 404, "warning")
    assert "request" not in event


def test_an_exception_stays_on_its_line_of_json(stream: io.StringIO) -> None:
    log_to(stream, as_json=True)

    try:
        int("kapot")
    except ValueError:
        structlog.get_logger("cms").exception("mislukt")

    (line,) = stream.getvalue().splitlines()
    assert "ValueError: invalid literal" in json.loads(line)["exception"]


def test_people_read_plain_lines(stream: io.StringIO) -> None:
    log_to(stream, as_json=False)

    structlog.get_logger("cms").info("gestart", port=8000)

    assert "gestart" in stream.getvalue()
    assert "port=8000" in stream.getvalue()


@pytest.mark.parametrize("as_json", [True, False])
def test_an_exception_does_not_show_what_variables_held(stream: io.StringIO, as_json: bool) -> None:
    log_to(stream, as_json=as_json)

    def connect(secret: str) -> None:
        raise OSError("no connection")

    try:
        connect("".join(("ge", "heim")))  # in one piece it would stand in the traceback's own lines
    except OSError:
        structlog.get_logger("cms").exception("mislukt")

    assert "OSError: no connection" in stream.getvalue()
    assert "geheim" not in stream.getvalue()


def test_requests_to_a_cluster_are_no_events_of_their_own(stream: io.StringIO) -> None:
    log_to(stream, as_json=True)

    logging.getLogger("elastic_transport.transport").info("POST https://es1:9200/kennis-search/_search [status:200]")

    assert stream.getvalue() == ""


def test_events_below_the_level_are_left_out(stream: io.StringIO) -> None:
    log_to(stream, as_json=True, level="WARNING")

    structlog.get_logger("cms").info("gestart")

    assert stream.getvalue() == ""
