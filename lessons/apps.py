from django.apps import AppConfig


class LessonsConfig(AppConfig):
    """What regions know."""

    name = "lessons"
    verbose_name = "Lessen"
