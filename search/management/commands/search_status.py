"""Say how the search index and its worker are doing."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.index.status import Status, status
from search.management.starting import engine_of_process


class Command(BaseCommand):
    """Print the state of index, outbox and worker."""

    help = "Shows the backlog, what was given up, the generations, the index with its fingerprint, and the worker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """For people or for machines."""
        parser.add_argument("--json", action="store_true", help="one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it; a setting that has to be changed is said once more, and is a failure."""
        found = status(engine_of_process())
        self.stdout.write(json.dumps(found.as_dict(), indent=1) if options["json"] else text(found))
        if found.index.misconfigured:
            raise CommandError(found.index.error)


def text(found: Status) -> str:
    """The state in lines for people."""
    index = found.index
    lines = {
        "engine": f"{found.engine} at {', '.join(found.places)}",
        "index": f"{index.name}, fits this code" if index.ready else f"{index.state}: {index.error}",
        "documents": f"{index.documents}, with {index.passages} lessons",
        "fingerprint": index.fingerprint or "none",
        "worker": found.worker or "none at work",
        "pending": f"{found.pending}, the oldest for {found.oldest_pending_seconds:.0f} s"
        + (f"; {found.pending_because}" if found.pending_because else ""),
        "given up": str(len(found.dead_letters)),
        "generations": f"content {found.content_generation} (in the index up to {index.complete_up_to}), "
        f"index {found.index_generation}",
    }
    dead = [f"  {letter.key} after {letter.attempts} attempts: {letter.error}" for letter in found.dead_letters]
    return "\n".join([*(f"{name:12} {value}" for name, value in lines.items()), *dead])
