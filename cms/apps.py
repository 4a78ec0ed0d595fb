from django.apps import AppConfig


class CmsConfig(AppConfig):
    """The website and the editors' desk."""

    name = "cms"
