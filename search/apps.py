from django.apps import AppConfig


class SearchConfig(AppConfig):
    """From text to found evidence."""

    name = "search"
    label = "search"
    verbose_name = "Zoeken"

    def ready(self) -> None:
        """Connect what follows public changes."""
        from search.index import receivers  # noqa: F401, PLC0415  # connects by being imported
