from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate, post_save, pre_save


class CmsConfig(AppConfig):
    """The website and the editors' desk."""

    name = "cms"

    def ready(self) -> None:
        """Connect what the desk needs; models are not there before."""
        from wagtail.models import PageViewRestriction  # noqa: PLC0415

        from cms.desk import borders, checks, fields, setup  # noqa: PLC0415
        from lessons.regions.models import RegionIndexPage  # noqa: PLC0415

        register(checks.check_page_fields)
        fields.register()
        post_migrate.connect(setup.prepare, sender=self)
        post_save.connect(setup.attach_review, sender=RegionIndexPage)
        pre_save.connect(borders.refuse_restriction, sender=PageViewRestriction)
