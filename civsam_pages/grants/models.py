"""Grant schemes with their rounds, rules and decision levels, and their index page."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page

from civsam_pages.arena.abstract import ContentFields, SummaryFields
from civsam_pages.arena.contacts import Contact
from civsam_pages.arena.models import Term
from civsam_pages.arena.pages import DetailPageMixin, ListingPageMixin, StructuredDataMixin
from civsam_pages.arena.widgets import TermCheckboxes
from civsam_search.api import OPEN_ON, today
from civsam_search.documents import Badge

from . import rules
from .abstract import GrantFields, RoundFields
from .rules import DeadlineKind, SchemeState, Window


class ApplicantKind(Term):
    """Who may apply. Local rules differ, so the kinds are the kommun's own."""

    we_are = models.CharField(
        _("“We are …”"),
        max_length=60,
        help_text=_("With an article, for example “an association”."),
    )

    panels = [FieldPanel("name"), FieldPanel("we_are"), *Term.panels[1:]]

    class Meta(Term.Meta):
        verbose_name = _("kind of applicant")
        verbose_name_plural = _("kinds of applicants")


class GrantIndexPage(ListingPageMixin, SummaryFields, Page):
    template = "civsam_pages/grants/grant_index_page.html"
    subpage_types = ["civsam_grants.GrantPage"]
    content_panels = [*Page.content_panels, SummaryFields.summary_panel, FieldPanel("body")]

    listing_kinds = ("grant",)
    listing_facets = ("status", OPEN_ON, "applicant", "grant_type", "fast", "theme", "group")
    listing_sorts = ("closing", "title", "newest")

    class Meta:
        verbose_name = _("list of grants")
        verbose_name_plural = _("lists of grants")

    def counted(self, listing):
        from .selectors import heading

        return {"count": heading(listing), "everything": listing.total or listing.is_filtered}

    def get_context(self, request, *args, **kwargs):
        from .selectors import year_wheel

        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "we_are": context["listing"].facet("applicant"),
            "wheel": year_wheel(self, today()),
        }


class GrantPage(DetailPageMixin, StructuredDataMixin, GrantFields, ContentFields, Page):
    template = "civsam_pages/grants/grant_page.html"
    parent_page_types = ["civsam_grants.GrantIndexPage"]
    subpage_types = []

    content_panels = [
        *Page.content_panels,
        ContentFields.summary_panel,
        FieldRowPanel([FieldPanel("scheme_state"), FieldPanel("grant_type")]),
        FieldPanel("authority"),
        FieldPanel("applicant_kinds", widget=TermCheckboxes),
        InlinePanel("requirements", heading=_("Requirements"), label=_("requirement")),
        FieldPanel("not_for"),
        FieldPanel("body"),
        ContentFields.easy_read_panel,
        MultiFieldPanel(
            [
                FieldPanel("amount_text"),
                FieldRowPanel(
                    [FieldPanel("amount_basis"), FieldPanel("min_amount"), FieldPanel("max_amount")]
                ),
                InlinePanel("decision_levels", label=_("decision level")),
            ],
            heading=_("Amount and decision"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("deadline_kind"), FieldPanel("deadline_note")]),
                InlinePanel("rounds", label=_("round")),
                FieldPanel("late_rule"),
            ],
            heading=_("When to apply"),
        ),
        MultiFieldPanel(
            [FieldPanel("application_url"), FieldPanel("application_note")],
            heading=_("How to apply"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("follow_up_required"), FieldPanel("follow_up_days")]),
                FieldPanel("follow_up_text"),
                FieldPanel("appeal_text"),
            ],
            heading=_("Afterwards"),
        ),
        ContentFields.about_panel,
        ContentFields.contact_panel,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("rules_document"), FieldPanel("rules_note")]),
                FieldPanel("de_minimis"),
                FieldRowPanel([FieldPanel("verified_on"), FieldPanel("verified_by")]),
            ],
            heading=_("Rules"),
        ),
        ContentFields.picture_panel,
        ContentFields.review_panel,
    ]

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")

    shown_objects = ("authority", "rules_document", "image")
    shown_relations = ("applicant_kinds", "requirements", "decision_levels", "rounds")

    def get_context(self, request, *args, **kwargs):
        from .selectors import GrantFacts

        context = super().get_context(request, *args, **kwargs)
        return {**context, "facts": GrantFacts(self, today())}

    @property
    def committee(self) -> str:
        """Who decides: the committee of the municipal unit, or else the unit."""

        unit = self.authority
        return (unit.authority or unit.name) if unit else ""

    @property
    def contact(self) -> Contact:
        """The page's own contact, or else the desk of the municipal unit."""

        own, unit = super().contact, self.authority
        if own.is_reachable or not unit:
            return own
        return Contact(own.role or unit.name, unit.email, unit.phone)

    @cached_property
    def windows(self) -> list[tuple[Window, bool]]:
        """The fixed rounds, each with whether it repeats yearly."""

        if self.deadline_kind != DeadlineKind.FIXED:
            return []
        return [(row.window, row.repeats_yearly) for row in self.rounds.all()]

    def status(self, on) -> tuple[str, Badge | None, Window | None]:
        """The state on a day: its code, its badge, and the round it comes from if any."""

        if self.scheme_state != SchemeState.ACTIVE:
            return self.scheme_state, rules.BADGES[self.scheme_state], None
        if standing := rules.STANDING.get(DeadlineKind(self.deadline_kind)):
            return *standing, None
        window = rules.current(self.windows, on)
        if not window:
            return *rules.STANDING[DeadlineKind.UNKNOWN], None
        state = window.state(on)
        return state, rules.BADGES[state], window

    def structured_data(self) -> dict:
        """schema.org: a MonetaryGrant with its funder and highest amount."""

        funder, ends = self.committee, {"minValue": self.min_amount, "maxValue": self.max_amount}
        amount = {name: value for name, value in ends.items() if value}
        return {
            "@type": "MonetaryGrant",
            "name": self.title,
            "description": self.summary,
            "funder": funder and {"@type": "GovernmentOrganization", "name": funder},
            "amount": amount and {"@type": "MonetaryAmount", "currency": "SEK", **amount},
        }


class GrantRequirement(Orderable):
    page = ParentalKey(GrantPage, on_delete=models.CASCADE, related_name="requirements")
    text = models.CharField(_("what is required"), max_length=300)
    evidence = models.CharField(_("shown by"), max_length=150, blank=True)
    must_be_first = models.BooleanField(_("must be done first"), default=False)
    url = models.URLField(_("address"), blank=True, help_text=_("For example a form to fill in."))

    def __str__(self):
        return self.text


class GrantDecisionLevel(Orderable):
    """Who decides up to what amount, and how soon. No amount: all that is above the others."""

    page = ParentalKey(GrantPage, on_delete=models.CASCADE, related_name="decision_levels")
    up_to_amount = models.PositiveIntegerField(
        _("up to, kronor"), null=True, blank=True, help_text=_("Empty means no upper limit.")
    )
    decided_by = models.CharField(_("decided by"), max_length=100)
    answer_time = models.CharField(
        _("answer within"), max_length=60, blank=True, help_text=_("For example “3 weeks”.")
    )
    answer_days = models.PositiveSmallIntegerField(
        _("answer within, days"),
        null=True,
        blank=True,
        help_text=_("For the filter on fast answers."),
    )

    def __str__(self):
        return self.decided_by


class GrantRound(Orderable, RoundFields):
    page = ParentalKey(GrantPage, on_delete=models.CASCADE, related_name="rounds")

    @property
    def window(self) -> Window:
        return Window(self.closes_on, self.opens_on)

    def occurrence(self, on) -> Window:
        """The round's days as they stand on a day."""

        return rules.occurrence(self.window, on, repeats_yearly=self.repeats_yearly)

    def next_occurrence(self, on) -> Window | None:
        """The round's days when it is open or comes next; None where it has gone by for good."""

        return rules.next_occurrence(self.window, on, repeats_yearly=self.repeats_yearly)
