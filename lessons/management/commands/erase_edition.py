"""Erase the words of one edition, where the law asks it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lessons.records.erasing import NothingToErase, edition_to_erase, erase


class Command(BaseCommand):
    """Ask, write the permit, erase."""

    help = (
        "Empties the text of one edition for good, where the law asks it, and writes down who asked for it and why. "
        "Number and date stay. Drafts, revisions and other editions keep their words."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which edition, on whose word, for what reason."""
        parser.add_argument("kind", help="kind of record, as casusrapport")
        parser.add_argument("number", type=int, help="permanent number of the record")
        parser.add_argument("edition", type=int, help="number of the edition")
        parser.add_argument("--who", required=True, help="who decided this: name and function")
        parser.add_argument("--why", required=True, help="on which ground")
        parser.add_argument("--yes", action="store_true", help="do not ask for confirmation")

    def handle(self, *args: Any, kind: str, number: int, edition: int, **options: Any) -> None:
        """Erase after a last question."""
        try:
            found = edition_to_erase(kind, number, edition)
            if not options["yes"] and not self.confirmed(f"{kind} {number}, edition {edition}"):
                raise CommandError("Nothing was erased.")
            erase(found, options["who"], options["why"])
        except (NothingToErase, ValueError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Edition {edition} of {kind} {number} is erased. Still there: drafts and revisions of its page, other "
            "editions, and backups. Look at these too."
        )

    def confirmed(self, what: str) -> bool:
        """Whether the operator types what is to be erased."""
        self.stdout.write(f"This erases the words of {what} for good.")
        return input(f"Type ‘{what}’ to go on: ").strip() == what
