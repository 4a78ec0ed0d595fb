"""What each request costs before any page does its own work: middleware, routing, headers."""

from collections.abc import Iterator

from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from tests.benchmarks.measuring import Measurement, latency


def measurements() -> Iterator[Measurement]:
    """The health check, through everything that a request goes through."""
    handler = WSGIHandler()
    environ = RequestFactory().get("/gezond/", HTTP_HOST="localhost").environ
    yield latency("an empty request through all middleware", lambda: handler(dict(environ), lambda *_: None))
