"""How the web server runs: read by gunicorn when it is started in this folder (`gunicorn cms.wsgi`)."""

import os
import sys
import time
from multiprocessing import get_context
from typing import Any

from gunicorn import util
from gunicorn.arbiter import Arbiter
from gunicorn.http.errors import LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

from django.conf import settings  # the settings are named above
from django.core.exceptions import ImproperlyConfigured

TOO_LONG = b"""<!DOCTYPE html>
<html lang="nl">
<meta charset="utf-8">
<title>Deze vraag is te lang</title>
<h1>Deze vraag is te lang</h1>
<p>Het adres heeft te veel tekens. <a href="/zoeken/">Naar het zoekveld</a></p>
</html>
"""

FIRST_REFUSAL = get_context("fork").Semaphore(1)
"""Taken by the one worker that says why none of them will ever work."""


class Worker(ThreadWorker):
    """Keeps connections open; half again as quick as one request per process.

    An address that is too long never reaches the site; its visitor is told in Dutch all the same.
    """

    def load_wsgi(self) -> None:
        """Load the site. That it refuses to start is said once, and stops the server, which would go on trying."""
        try:
            super().load_wsgi()
        except SystemExit as refusal:
            if FIRST_REFUSAL.acquire(block=False):
                sys.stderr.write(f"{refusal}\n")
                sys.exit(Arbiter.WORKER_BOOT_ERROR)
            while self.alive:  # the server, which is stopping, stumbles over a second worker that ends like this
                time.sleep(0.05)
            sys.exit(0)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer what could not be handled."""
        if not isinstance(exc, LimitRequestLine):
            super().handle_error(req, client, addr, exc)
            return
        self.log.warning("Invalid request: %s", exc)
        head = (
            "HTTP/1.1 414 URI Too Long\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n"
            f"Content-Length: {len(TOO_LONG)}\r\n\r\n"
        )
        util.write_nonblock(client, head.encode() + TOO_LONG)


worker_class = Worker
limit_request_line = 8190  # the most there can be: a question of 500 letters with many filters passes the usual 4094
workers = 2
threads = 4
timeout = 60
graceful_timeout = 10
control_socket_disable = True
accesslog = None
try:
    logconfig_dict = settings.LOGGING
except ImproperlyConfigured as refusal:
    sys.exit(str(refusal))  # it names the setting and says what it should be; where in the code is no help
