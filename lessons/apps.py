from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate


def install_triggers(using: str, **kwargs: Any) -> None:
    """Put the triggers on editions back after a migration."""
    from lessons.records.triggers import install  # noqa: PLC0415  # models are not there while apps load

    if settings.EDITION_TRIGGERS:
        install(using)


class LessonsConfig(AppConfig):
    """What regions know."""

    name = "lessons"
    verbose_name = "Lessen"

    def ready(self) -> None:
        """Connect what follows Wagtail's changes."""
        from lessons.records import receivers  # noqa: F401, PLC0415  # connects by being imported
        from lessons.regions import areas  # noqa: F401, PLC0415  # as above
        from lessons.vocabulary import usage  # noqa: F401, PLC0415  # as above

        post_migrate.connect(install_triggers, sender=self)
