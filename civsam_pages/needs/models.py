"""Needs (behovsbilder) and their index page."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable, Page, Site

from civsam_pages.arena import answering
from civsam_pages.arena.abstract import ContentFields, SummaryFields
from civsam_pages.arena.pages import DetailPageMixin, ListingPageMixin, StructuredDataMixin
from civsam_pages.arena.rows import UpdateRow, WantedRow
from civsam_pages.register.abstract import OwnedFields

from . import selectors
from .abstract import NeedFields
from .rules import BADGES


class NeedIndexPage(ListingPageMixin, SummaryFields, Page):
    template = "civsam_pages/needs/need_index_page.html"
    subpage_types = ["civsam_needs.NeedPage"]
    content_panels = [*Page.content_panels, SummaryFields.summary_panel, FieldPanel("body")]

    listing_kinds = ("need",)
    listing_facets = ("status", "wanted", "theme", "group", "area", "side")

    class Meta:
        verbose_name = _("list of needs")
        verbose_name_plural = _("lists of needs")

    def count_text(self, shown, everything):
        return selectors.count(shown, everything)


class NeedPage(DetailPageMixin, StructuredDataMixin, NeedFields, OwnedFields, ContentFields, Page):
    template = "civsam_pages/needs/need_page.html"
    parent_page_types = ["civsam_needs.NeedIndexPage"]
    subpage_types = []

    content_panels = [
        *Page.content_panels,
        FieldPanel("owner_actor"),
        ContentFields.summary_panel,
        InlinePanel("wanted", heading=_("What is wanted"), label=_("wanted thing")),
        FieldPanel("body", heading=_("What we see")),
        ContentFields.easy_read_panel,
        ContentFields.about_panel,
        MultiFieldPanel(NeedFields.state_panels, heading=_("State")),
        InlinePanel("evidence", heading=_("Evidence"), label=_("link or file")),
        InlinePanel("updates", heading=_("What has happened"), label=_("event")),
        ContentFields.contact_panel,
        ContentFields.picture_panel,
        ContentFields.review_panel,
    ]

    class Meta:
        verbose_name = _("need")
        verbose_name_plural = _("needs")

    shown_objects = ("owner_actor", "image")
    shown_relations = ("wanted", "updates", "themes", "target_groups", "areas")

    @classmethod
    def shown_rows(cls):
        return (Prefetch("evidence", NeedEvidence.objects.select_related("document")),)

    def get_context(self, request, *args, **kwargs):
        return {
            **super().get_context(request, *args, **kwargs),
            "badge": BADGES[self.current_state],
            "events": selectors.events(self),
            "answers": selectors.answering(self, Site.find_for_request(request)),
            "answered_by": answering.count(self),
            "answer_url": answering.form_url(self),
            "answer_kinds": ("same",) if self.has_ended else ("help", "same", "more"),
        }

    def structured_data(self) -> dict:
        """schema.org: a Demand, with who seeks and where."""

        owner = self.shown_owner
        return {
            "@type": "Demand",
            "name": self.title,
            "description": self.summary,
            "seller": {"@type": "Organization", "name": owner.title} if owner else None,
            "areaServed": [area.name for area in self.areas.all()],
            "availabilityStarts": self.first_published_at and self.first_published_at.isoformat(),
        }


class NeedWanted(Orderable, WantedRow):
    page = ParentalKey(NeedPage, on_delete=models.CASCADE, related_name="wanted")
    is_met = models.BooleanField(_("solved"), default=False)


class NeedEvidence(Orderable):
    """Where one can read more: an address or a file."""

    page = ParentalKey(NeedPage, on_delete=models.CASCADE, related_name="evidence")
    title = models.CharField(_("title"), max_length=150)
    url = models.URLField(_("address"), blank=True)
    document = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    note = models.CharField(_("note"), max_length=150, blank=True)

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if bool(self.url) == bool(self.document_id):
            raise ValidationError({"url": gettext("Give either an address or a file.")})


class NeedUpdate(UpdateRow):
    page = ParentalKey(NeedPage, on_delete=models.CASCADE, related_name="updates")
