"""A page as a Wagtail tutorial makes it: fields, a StreamField for the story, child rows, a Django template."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page


class ArticlePage(Page):
    """An article with as much in it as a report."""

    summary = models.TextField()
    body = StreamField([("heading", blocks.CharBlock()), ("paragraph", blocks.RichTextBlock())])

    template = "stock/article.html"


class ArticleRow(Orderable):
    """A row of one of the article's lists."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="rows")
    part = models.CharField(max_length=40)
    label = models.CharField(max_length=250)
    text = models.TextField()
