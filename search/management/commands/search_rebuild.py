"""Build the search index anew from what is public."""

import signal
import sys
from argparse import ArgumentParser
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.engines.base import EngineError
from search.index.leases import LeaseLost, LeaseTaken
from search.index.rebuilding import Keys, fitting_index, rebuild
from search.management.starting import engine_of_process, refuse_misconfigured


class Command(BaseCommand):
    """Make a new index beside the one that answers, and put it in its place in one step."""

    help = "Builds the search index anew from the editions, beside the one that answers, and then replaces that."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether a fitting index is reason enough to do nothing."""
        parser.add_argument("--if-missing", action="store_true", help="do nothing when an index is there that fits")

    def handle(self, *args: Any, if_missing: bool, **options: Any) -> None:
        """Build, catch up, swap; a signal leaves everything as it was."""
        refuse_misconfigured()
        engine = engine_of_process()
        there = fitting_index(engine) if if_missing else ""
        if there:
            self.stdout.write(f"The search index {there} is there.")
            return
        signal.signal(signal.SIGTERM, interrupt)
        try:
            done = rebuild(engine, progress)
        except (EngineError, LeaseTaken, LeaseLost) as error:
            raise CommandError(f"The search index was not rebuilt: {error}") from error
        except KeyboardInterrupt as stopped:
            raise CommandError("Interrupted. The index that answers is as it was.") from stopped
        self.stdout.write(f"The search index {done.name} answers now, with {done.documents} documents.")
        for key, why in done.failed.items():
            self.stderr.write(f"Not indexed: {key}: {type(why).__name__}: {why}. The worker will try again.")


def progress(keys: Keys) -> "tqdm[tuple[str, str]]":
    """A bar over what is to be indexed."""
    return tqdm(keys, desc="Building the search index", unit="doc", file=sys.stderr)


def interrupt(number: int, frame: FrameType | None) -> None:
    """Let a SIGTERM clean up as Ctrl-C does."""
    raise KeyboardInterrupt
