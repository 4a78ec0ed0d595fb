"""Pages as the server makes them: a request through all middleware to the bytes of its answer."""

from collections.abc import Callable
from unittest.mock import patch

from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory

from search.engines.base import Engine
from search.web.keeping import PAGES


class Site:
    """The site in this process, on one engine. It makes each page anew, unless it is to be ``keeping`` them."""

    def __init__(self, engine: Engine, *, keeping: bool = False) -> None:
        self.handler = WSGIHandler()
        self.engine = engine
        self.keeping = keeping

    def asking(self, path: str) -> Callable[[], bytes]:
        """What asks for a page and gives its HTML. It fails for any other answer than the page."""
        environ = RequestFactory().get(path, HTTP_HOST="localhost").environ
        status = ""

        def started(line: str, *_: object) -> Callable[[bytes], object]:
            nonlocal status
            status = line
            return bytes

        def ask() -> bytes:
            if not self.keeping:
                caches[PAGES].clear()
            with patch("search.web.views.engine", lambda: self.engine):
                answer = self.handler(dict(environ), started)
            html = b"".join(answer)
            answer.close()
            if not status.startswith("200"):
                raise RuntimeError(f"{path} answered {status}")
            return html

        return ask
