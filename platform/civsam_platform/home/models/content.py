"""Pages of information."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from civsam_pages.arena.abstract import PictureFields, SummaryFields


class ContentPage(SummaryFields, PictureFields, Page):
    """A page of text, with the pages under it listed where that helps."""

    show_children = models.BooleanField(
        _("list the pages under this one"),
        default=True,
        help_text=_("As cards, after the text, in the order of the page tree."),
    )

    template = "civsam_home/content_page.html"

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        PictureFields.picture_panel,
        FieldPanel("body"),
        FieldPanel("show_children"),
    ]

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")

    @cached_property
    def child_pages(self):
        """The published pages under this one that everyone may see."""
        if not self.show_children:
            return []
        return list(self.get_children().live().public().specific().order_by("path")[:100])
