"""Load the real municipalities."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from lessons.tables import TableError
from lessons.vocabulary.municipalities import MUNICIPALITIES_2023, load_municipalities, read_municipalities


class Command(BaseCommand):
    """Read all, then write all."""

    help = (
        "Loads the 342 municipalities of 2023 with their code and province, for a site with real regions. May be run "
        "again: what is there stays as this site calls it, and nothing is deleted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Another file, for instance of another year."""
        parser.add_argument("--file", type=Path, default=MUNICIPALITIES_2023, help="CSV with code, name and province")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Load, and say what became of them."""
        try:
            lines = read_municipalities(file)
        except TableError as error:
            raise CommandError("\n".join([*error.faults, "Nothing was changed."])) from error
        loaded = load_municipalities(lines, lambda each: tqdm(each, desc="Loading municipalities", leave=False))
        self.stdout.write(
            f"{len(lines)} municipalities: {loaded['new']} new, {loaded['same']} as they were, "
            f"{loaded['kept']} kept as this site calls them."
        )
