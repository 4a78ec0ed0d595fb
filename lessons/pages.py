"""What every public page type shares."""

from wagtail.models import Page


class PublicPage(Page):
    """A page whose ``seo`` and menu fields are not offered: titles and addresses follow from the content."""

    promote_panels: list[object] = []
    settings_panels: list[object] = []
    show_in_menus_default = False

    class Meta:
        abstract = True
