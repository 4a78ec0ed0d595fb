"""An ordinary Wagtail page to compare with: a `Page` with its fields and rows, served by Wagtail's own view."""
