"""The app of the ordinary page."""

from django.apps import AppConfig


class Stock(AppConfig):
    """Installed by the settings of the benchmarks alone."""

    name = "tests.benchmarks.stock"
    label = "stock"
    default_auto_field = "django.db.models.BigAutoField"
