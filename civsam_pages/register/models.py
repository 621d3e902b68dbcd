"""The föreningsregister: its index page, the actors in it, and the categories visitors choose."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page, Site

from civsam_pages.arena.abstract import ContentFields, SummaryFields
from civsam_pages.arena.models import Term
from civsam_pages.arena.pages import DetailPageMixin, ListingPageMixin, StructuredDataMixin
from civsam_pages.arena.widgets import TermCheckboxes
from civsam_search.api import is_public, today

from . import selectors
from .abstract import ActorFields
from .memberships.models import (  # noqa: F401
    ActorProposal,
    Claim,
    Evidence,
    Handover,
    HandoverChange,
    Invitation,
    Membership,
)
from .memberships.panels import PeoplePanel
from .rules import BADGES, ActorKind, RegistrationState
from .search import badge


class ActorCategory(Term):
    """A word a visitor would use, tied to one ICNPO code for statistics."""

    icnpo_code = models.CharField(
        _("ICNPO code"),
        max_length=5,
        help_text=_("The group in ICNPO, the UN's classification, for example 1 or 1200."),
    )

    panels = [*Term.panels, FieldPanel("icnpo_code")]

    class Meta(Term.Meta):
        verbose_name = _("actor category")
        verbose_name_plural = _("actor categories")


class RegisterPage(ListingPageMixin, SummaryFields, Page):
    template = "civsam_pages/register/register_page.html"
    parent_page_types = None
    subpage_types = ["civsam_register.ActorPage"]
    content_panels = [*Page.content_panels, SummaryFields.summary_panel, FieldPanel("body")]

    listing_kinds = ("actor",)
    listing_facets = (
        *("form", "letter", "open_to", "leisure_card", "accessible"),
        *("category", "group", "area", "language"),
    )
    listing_sorts = ("title", "newest")

    class Meta:
        verbose_name = _("register")
        verbose_name_plural = _("registers")

    def count_text(self, shown, everything):
        return selectors.count(shown, everything)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        listing = context["listing"]
        return {
            **context,
            "forms": selectors.tabs(listing, "form"),
            "letters": selectors.letters(listing),
        }


class ActorPage(DetailPageMixin, StructuredDataMixin, ActorFields, ContentFields, Page):
    template = "civsam_pages/register/actor_page.html"
    parent_page_types = ["civsam_register.RegisterPage"]
    subpage_types = []
    # A copy is another actor: the next import must not take it for this one.
    exclude_fields_in_copy = ["source_system", "source_id", "imported_values"]

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("org_number")]),
        ContentFields.summary_panel,
        ContentFields.easy_read_panel,
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("categories", widget=TermCheckboxes),
                FieldPanel("activities"),
                FieldPanel("languages", widget=TermCheckboxes),
            ],
            heading=_("What the actor does"),
        ),
        ContentFields.about_panel,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("membership_open"), FieldPanel("needs_volunteers")]),
                FieldPanel("welcomes"),
                FieldPanel("fee_note"),
                FieldPanel("leisure_card"),
            ],
            heading=_("Join in"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("meeting_place"),
                FieldPanel("accessible_venue"),
                FieldPanel("accessibility_info"),
            ],
            heading=_("Where to meet"),
        ),
        ContentFields.contact_panel,
        FieldPanel("website"),
        FieldRowPanel([FieldPanel("postal_code"), FieldPanel("city")]),
        ContentFields.picture_panel,
        FieldPanel("logo"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("registration_state"), FieldPanel("registered_year")]),
                FieldRowPanel([FieldPanel("founded_year"), FieldPanel("umbrella")]),
                FieldPanel("registered_ideburen"),
            ],
            heading=_("In the register"),
        ),
        ContentFields.review_panel,
        PeoplePanel(heading=_("Who may act for the actor"), icon="key"),
    ]

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        indexes = [models.Index(fields=["org_number"]), models.Index(fields=["source_id"])]

    shown_objects = ("image", "logo")
    shown_relations = ("categories", "languages", "target_groups", "areas")

    @cached_property
    def is_public(self) -> bool:
        """Whether everyone may see the actor; lists fetch it by `with_publicity`."""

        return is_public(self)

    def get_context(self, request, *args, **kwargs):
        state = RegistrationState(self.registration_state)
        return {
            **super().get_context(request, *args, **kwargs),
            "badge": badge(self, today())[0],
            "registration": None if state == RegistrationState.REGISTERED else BADGES[state],
            "facts": selectors.facts(self),
            "register_facts": selectors.register_facts(self),
            "work": selectors.work(self, Site.find_for_request(request)),
        }

    def structured_data(self) -> dict:
        """schema.org: GovernmentOrganization for a municipal unit, NGO or Organization else."""

        types = {
            ActorKind.MUNICIPAL_UNIT: "GovernmentOrganization",
            ActorKind.SOCIAL_ENTERPRISE: "Organization",
            ActorKind.COOPERATIVE: "Organization",
        }
        return {
            "@type": types.get(ActorKind(self.kind), "NGO"),
            "name": self.title,
            "description": self.summary,
            "email": self.contact_email,
            "telephone": self.contact_phone,
            "sameAs": self.website,
            "foundingDate": str(self.founded_year or ""),
            "taxID": self.org_number_display,
            "areaServed": [area.name for area in self.areas.all()],
            "knowsLanguage": [language.slug for language in self.languages.all()],
        }
