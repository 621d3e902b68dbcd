"""The least a Wagtail page can be: a title and one text field."""

from django.db import models
from wagtail.models import Page
from wagtail.search import index


class BarePage(Page):
    text = models.TextField()
    template = "bare/bare_page.html"
    search_fields = [*Page.search_fields, index.SearchField("text")]
