"""Compare what is public with the search index, and prove the editions."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from search.engines.base import EngineError
from search.index.rebuilding import Keys
from search.index.reconciling import Differences, reconcile, repair
from search.management.starting import engine_of_process, refuse_misconfigured


class Command(BaseCommand):
    """Report every difference; exit code 1 when there is one."""

    help = (
        "Compares all that is public with the search index, both ways, and proves that no edition was changed or "
        "lost. Exit code 1 when something differs. Run it every night, with --repair, and after a restore."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to mend the index."""
        parser.add_argument(
            "--repair", action="store_true", help="let the worker bring what differs to the index again"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, tell, and mend where asked."""
        refuse_misconfigured()
        try:
            found = reconcile(engine_of_process(), progress)
        except EngineError as error:
            raise CommandError(f"The search index cannot be compared: {error}") from error
        self.tell(found)
        if options["repair"] and found.repairable:
            repair(found)
            self.stdout.write(f"Handed to the worker: {len(found.repairable)}.")
        if found.any:
            sys.exit(1)
        self.stdout.write("All that is public is in the index as it is, and nothing else; all editions are intact.")

    def tell(self, found: Differences) -> None:
        """One line for each difference."""
        for word in ("missing", "extra", "stale", "failed"):
            for key in getattr(found, word):
                self.stdout.write(f"{word:8} {key}")
        for sentence in found.editions:
            self.stdout.write(f"edition  {sentence}")


def progress(keys: Keys) -> "tqdm[tuple[str, str]]":
    """A bar over what is compared."""
    return tqdm(keys, desc="Comparing", unit="doc", file=sys.stderr)
