"""Load the facts that come with the platform."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from lessons.funding.facts import DATA, read_facts
from lessons.funding.loading import load_facts
from lessons.tables import TableError


class Command(BaseCommand):
    """Read all, then write all."""

    help = (
        "Loads the facts about schemes and milestones with their sources, which are no demo content. May be run again "
        "after an update: what editors of this site changed stays as they have it, and nothing is deleted."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Another folder."""
        parser.add_argument("--folder", type=Path, default=DATA, help="folder with the files")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Load, and say what became of the facts."""
        try:
            facts = read_facts(folder)
        except TableError as error:
            raise CommandError("\n".join([*error.faults, "Nothing was changed."])) from error
        loaded = load_facts(facts, lambda entries: tqdm(entries, desc="Loading facts", unit="fact", leave=False))
        for kind, became in loaded.items():
            self.stdout.write(
                f"{became.total()} {kind}: {became['new']} new, {became['changed']} changed, {became['same']} as they "
                f"were, {became['kept']} kept as an editor has them."
            )
