from django.apps import AppConfig


class SearchConfig(AppConfig):
    """From text to found evidence."""

    name = "search"
    label = "search"
    verbose_name = "Zoeken"
