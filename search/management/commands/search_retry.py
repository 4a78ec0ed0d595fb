"""Try again what the worker gave up."""

from typing import Any

from django.core.management.base import BaseCommand

from search.index.outbox import retry_dead_letters


class Command(BaseCommand):
    """Give dead letters a fresh start."""

    help = "Lets the worker try again what it gave up (search_status lists it)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Requeue all dead letters."""
        self.stdout.write(f"Handed to the worker again: {retry_dead_letters()}.")
