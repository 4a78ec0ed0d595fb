"""Pages as a Wagtail tutorial makes them: fields, a StreamField for the story, child rows, Django templates."""

from typing import Any

from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
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


class ArticleIndexPage(Page):
    """A list of its articles, twenty on a page, beside filters with their counts; these are rows that stand still."""

    template = "stock/listing.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The articles of the page asked for."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        articles = ArticlePage.objects.child_of(self).live().order_by("-first_published_at", "pk")
        context["articles"] = Paginator(articles, 20).get_page(request.GET.get("p"))
        return context


class ArticleFilter(Orderable):
    """One value of a filter."""

    page = ParentalKey(ArticleIndexPage, on_delete=models.CASCADE, related_name="filters")
    name = models.CharField(max_length=40)
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=120)
    count = models.PositiveIntegerField()
