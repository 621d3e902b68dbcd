"""The least a Wagtail page can be: a title and one text field."""

from django.db import models
from wagtail.models import Page


class BarePage(Page):
    text = models.TextField()
    template = "bare/bare_page.html"
