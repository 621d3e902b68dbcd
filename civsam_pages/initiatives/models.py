"""Initiatives, what they ask for and offer, who takes part, and their index page."""

from django.db import models
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page, Site

from civsam_pages.arena import answering
from civsam_pages.arena.abstract import ContentFields, SummaryFields
from civsam_pages.arena.pages import DetailPageMixin, ListingPageMixin, StructuredDataMixin
from civsam_pages.arena.rows import UpdateRow, WantedRow
from civsam_pages.register.abstract import OwnedFields
from civsam_pages.register.search import shown_actors

from . import selectors
from .abstract import InitiativeFields
from .forms import InitiativeForm, NeedCheckboxes
from .rules import BADGES, FUNDING_BADGES, FundingState, Phase


class InitiativeIndexPage(ListingPageMixin, SummaryFields, Page):
    template = "civsam_pages/initiatives/initiative_index_page.html"
    subpage_types = ["civsam_initiatives.InitiativePage"]
    content_panels = [*Page.content_panels, SummaryFields.summary_panel, FieldPanel("body")]

    listing_kinds = ("initiative",)
    listing_facets = ("status", "wanted", "theme", "group", "area", "side")

    class Meta:
        verbose_name = _("list of initiatives")
        verbose_name_plural = _("lists of initiatives")

    def count_text(self, shown, everything):
        return selectors.count(shown, everything)


class InitiativePage(
    DetailPageMixin, StructuredDataMixin, InitiativeFields, OwnedFields, ContentFields, Page
):
    template = "civsam_pages/initiatives/initiative_page.html"
    parent_page_types = ["civsam_initiatives.InitiativeIndexPage"]
    subpage_types = []

    content_panels = [
        *Page.content_panels,
        FieldPanel("owner_actor", heading=_("Led by")),
        ContentFields.summary_panel,
        FieldPanel("body", heading=_("What we want to do")),
        ContentFields.easy_read_panel,
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [FieldPanel("phase"), FieldPanel("starts_on"), FieldPanel("ends_on")]
                ),
                FieldPanel("phase_note"),
            ],
            heading=_("How far it has come"),
        ),
        InlinePanel("partners", heading=_("Partners"), label=_("partner")),
        InlinePanel("asks", heading=_("What we look for"), label=_("wanted thing")),
        InlinePanel("offers", heading=_("What we offer"), label=_("offer")),
        FieldPanel("needs", widget=NeedCheckboxes),
        ContentFields.about_panel,
        MultiFieldPanel(
            [InlinePanel("funding", label=_("source of money")), FieldPanel("funding_note")],
            heading=_("Money"),
        ),
        MultiFieldPanel(
            [FieldPanel("results"), InlinePanel("figures", label=_("figure"))],
            heading=_("What it has led to"),
        ),
        InlinePanel("updates", heading=_("What has happened"), label=_("event")),
        ContentFields.contact_panel,
        ContentFields.picture_panel,
        ContentFields.review_panel,
    ]

    base_form_class = InitiativeForm

    class Meta:
        verbose_name = _("initiative")
        verbose_name_plural = _("initiatives")

    shown_objects = ("owner_actor", "image")
    shown_relations = (
        *("asks", "offers", "funding", "figures", "updates"),
        *("themes", "target_groups", "areas"),
    )

    @classmethod
    def shown_rows(cls):
        partners = InitiativePartner.objects.prefetch_related(shown_actors("actor"))
        return (Prefetch("partners", partners),)

    def get_context(self, request, *args, **kwargs):
        site = Site.find_for_request(request)
        return {
            **super().get_context(request, *args, **kwargs),
            "badge": BADGES[Phase(self.phase)],
            "events": selectors.events(self),
            "answered": selectors.answered(
                self, site, as_edited=getattr(request, "is_preview", False)
            ),
            "steps": selectors.steps(self),
            "key_facts": selectors.key_facts(self),
            "answer_url": answering.form_url(self),
            "answer_kinds": ("more",) if self.phase == Phase.ENDED else ("join", "help", "more"),
        }

    @property
    def accepted_partners(self) -> list["InitiativePartner"]:
        """Those that everyone may see and that have said yes: nobody is named before that."""

        return [row for row in self.partners.all() if row.accepted_on and row.actor.is_public]

    def structured_data(self) -> dict:
        """schema.org: a Project, with its founder and members."""

        def organisation(actor):
            return {"@type": "Organization", "name": actor.title}

        lead = self.shown_owner
        return {
            "@type": "Project",
            "name": self.title,
            "description": self.summary,
            "founder": organisation(lead) if lead else None,
            "member": [organisation(row.actor) for row in self.accepted_partners],
            "foundingDate": self.starts_on and self.starts_on.isoformat(),
            "dissolutionDate": self.phase == Phase.ENDED
            and self.ends_on
            and self.ends_on.isoformat(),
            "areaServed": [area.name for area in self.areas.all()],
        }


class InitiativePartner(Orderable):
    page = ParentalKey(InitiativePage, on_delete=models.CASCADE, related_name="partners")
    actor = models.ForeignKey(
        "civsam_register.ActorPage",
        verbose_name=_("actor"),
        on_delete=models.CASCADE,
        related_name="partnered_initiatives",
    )
    contribution = models.CharField(_("contributes"), max_length=150, blank=True)
    accepted_on = models.DateField(
        _("said yes on"),
        null=True,
        blank=True,
        help_text=_("A partner is shown once they have said yes themselves."),
    )

    def __str__(self):
        return str(self.actor)


class InitiativeAsk(Orderable, WantedRow):
    page = ParentalKey(InitiativePage, on_delete=models.CASCADE, related_name="asks")
    is_met = models.BooleanField(_("solved"), default=False)


class InitiativeOffer(Orderable, WantedRow):
    page = ParentalKey(InitiativePage, on_delete=models.CASCADE, related_name="offers")


class InitiativeFunding(Orderable):
    page = ParentalKey(InitiativePage, on_delete=models.CASCADE, related_name="funding")
    source = models.CharField(_("from where"), max_length=150)
    amount = models.PositiveIntegerField(_("amount, kronor"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=FundingState)
    note = models.CharField(_("note"), max_length=150, blank=True)

    def __str__(self):
        return self.source

    @property
    def badge(self):
        return FUNDING_BADGES[FundingState(self.state)]


class InitiativeFigure(Orderable):
    """One number that tells what an initiative has led to."""

    page = ParentalKey(InitiativePage, on_delete=models.CASCADE, related_name="figures")
    figure = models.CharField(_("number"), max_length=20)
    label = models.CharField(_("what it counts"), max_length=100)

    def __str__(self):
        return f"{self.figure} {self.label}"


class InitiativeUpdate(UpdateRow):
    page = ParentalKey(InitiativePage, on_delete=models.CASCADE, related_name="updates")
