"""Images and documents of the CMS. They live at the bottom, because reports point to them."""

from typing import Any

from django.db import models
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from lessons.media.store import digest


class PlatformImage(AbstractImage):
    """An image with the words that replace it for who cannot see it."""

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = "afbeelding"
        verbose_name_plural = "afbeeldingen"


class PlatformRendition(AbstractRendition):
    """A scaled copy of an image."""

    image = models.ForeignKey(PlatformImage, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
        verbose_name = "uitsnede"
        verbose_name_plural = "uitsnedes"


class PlatformDocument(AbstractDocument):
    """A file that a report may offer as material to take over."""

    sha256 = models.CharField(max_length=64, editable=False, blank=True)

    admin_form_fields = Document.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = "bestand"
        verbose_name_plural = "bestanden"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the SHA-256 of the content: an edition names a file by it."""
        self.sha256 = digest(self.file.file)
        super().save(*args, **kwargs)
