"""Keep the index up to date and publish what was planned."""

import signal
from types import FrameType
from typing import Any

import structlog
from django.conf import settings
from django.core.management.base import BaseCommand

from search.index.worker import Worker
from search.management.starting import engine_of_process, refuse_misconfigured

log = structlog.get_logger(__name__)


class Command(BaseCommand):
    """Run the worker until it is told to stop."""

    help = (
        "Brings public changes to the search index and publishes what was planned, until Ctrl-C or SIGTERM. "
        "Start one or more: one works, the others wait to take over."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until a signal; the batch that is under way is finished first."""
        if trouble := refuse_misconfigured():
            log.warning("the search engine cannot answer for now", cause=trouble)
        worker = Worker(engine_of_process(), settings.WORKER_POLL_SECONDS)

        def stop(number: int, frame: FrameType | None) -> None:
            worker.stop()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        worker.run()
