from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.demo.files import ContentError
from cms.demo.loading import load
from cms.demo.reading import CONTENT, read_content
from lessons.regions.models import Region


class Command(BaseCommand):
    """Loads the fictional demo content, once. What is wrong with it is said by file, line and field."""

    help = "Load the fictional demo content into an empty site."

    def add_arguments(self, parser: CommandParser) -> None:
        """Another folder, and a check without loading."""
        parser.add_argument("--content", type=Path, default=CONTENT, help="folder with the content")
        parser.add_argument("--check", action="store_true", help="read and check the files, load nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Check all files, then write everything in one transaction.

        Raises:
            CommandError: a file has faults; nothing was changed.
        """
        try:
            content = read_content(options["content"])
        except ContentError as error:
            raise CommandError("\n".join([*error.faults, "Nothing was changed."])) from error
        if options["check"]:
            self.stdout.write(f"{len(content.regions)} regions, {len(content.reports)} reports: in order.")
            return
        if Region.objects.exists():
            self.stdout.write("There are regions here already: the demo content was not loaded again.")
            return
        load(content)
        self.stdout.write(f"Loaded {len(content.regions)} regions and {len(content.reports)} reports.")
