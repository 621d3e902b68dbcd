"""The accessibility statement that the law (2018:1937) asks every public website for."""

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page


class Compliance(models.TextChoices):
    """How well the website meets the law, in the law's own three grades."""

    FULL = "full", _("Fully compliant")
    PARTIAL = "partial", _("Partly compliant")
    NONE = "none", _("Not compliant")


class FailureReason(models.TextChoices):
    """Why a part of the website is not accessible, in the law's own three groups."""

    NOT_COMPLIANT = "not_compliant", _("Does not meet the requirements of the law")
    BURDEN = "burden", _("Would be a disproportionate burden")
    NOT_COVERED = "not_covered", _("Not covered by the law")


class TestMethod(models.TextChoices):
    """Who looked."""

    __test__ = False

    SELF = "self", _("We have tested the website ourselves")
    EXTERNAL = "external", _("Others have tested the website for us")
    BOTH = "both", _("We have tested the website ourselves, and others have tested it for us")


class AccessibilityStatementPage(Page):
    """What does not work for everyone, why, until when, and whom to tell."""

    organisation = models.CharField(
        _("who is responsible"),
        max_length=120,
        help_text=_("The name of the authority, for example “Älvsunda kommun”."),
    )
    covers = models.TextField(
        _("websites it covers"),
        help_text=_("The address of each website or app, one on each line."),
    )
    compliance = models.CharField(
        _("grade"), max_length=10, choices=Compliance.choices, default=Compliance.PARTIAL
    )
    method = models.CharField(
        _("how it was tested"), max_length=10, choices=TestMethod.choices, default=TestMethod.SELF
    )
    method_note = models.TextField(
        _("more about the test"),
        blank=True,
        help_text=_("Which pages, with which tools and aids, and who did it."),
    )
    tested_on = models.DateField(_("tested on"))
    site_published_on = models.DateField(
        _("website published on"), null=True, blank=True, help_text=_("The day it was opened.")
    )
    stated_on = models.DateField(_("statement made on"))
    reviewed_on = models.DateField(
        _("statement last reviewed on"),
        null=True,
        blank=True,
        help_text=_("Review it at least once a year, and when the website changes much."),
    )
    contact_email = models.EmailField(_("e-mail"))
    contact_phone = models.CharField(_("phone"), max_length=30, blank=True)
    contact_address = models.CharField(
        _("visit or write"), max_length=200, blank=True, help_text=_("An address, on one line.")
    )
    contact_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("form or page for reports"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    answer_time = models.CharField(
        _("answer within"),
        max_length=60,
        help_text=_("How long one normally waits for an answer, for example “two weeks”."),
    )

    template = "civsam_home/accessibility_statement_page.html"
    subpage_types = []

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("organisation"), FieldPanel("covers"), FieldPanel("compliance")],
            heading=_("What it is about"),
        ),
        InlinePanel("failures", heading=_("What is not accessible"), label=_("shortcoming")),
        MultiFieldPanel(
            [
                FieldPanel("contact_email"),
                FieldPanel("contact_phone"),
                FieldPanel("contact_address"),
                FieldPanel("contact_page"),
                FieldPanel("answer_time"),
            ],
            heading=_("Where a visitor reports problems"),
        ),
        MultiFieldPanel(
            [FieldPanel("method"), FieldPanel("method_note"), FieldPanel("tested_on")],
            heading=_("How it was tested"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("site_published_on"), FieldPanel("stated_on")]),
                FieldPanel("reviewed_on"),
            ],
            heading=_("Dates"),
        ),
    ]

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")

    @cached_property
    def covered(self) -> list[str]:
        """The websites and apps it covers."""
        return [line.strip() for line in self.covers.splitlines() if line.strip()]

    @cached_property
    def failures_by_reason(self) -> list[tuple[FailureReason, list["AccessibilityFailure"]]]:
        """The shortcomings in the law's order, each group under its reason; empty ones left out."""
        rows = list(self.failures.all())
        groups = (
            (reason, [row for row in rows if row.reason == reason]) for reason in FailureReason
        )
        return [(reason, found) for reason, found in groups if found]

    def get_meta_description(self) -> str:
        """Return what the page says of itself to search engines."""
        return self.search_description or _now(
            "How accessible the website is, what does not work for everyone, and how to tell us."
        )


class AccessibilityFailure(Orderable):
    """One thing that does not work for everyone."""

    page = ParentalKey(
        AccessibilityStatementPage, on_delete=models.CASCADE, related_name="failures"
    )
    reason = models.CharField(
        _("reason"),
        max_length=20,
        choices=FailureReason.choices,
        default=FailureReason.NOT_COMPLIANT,
    )
    what = models.TextField(
        _("what does not work"),
        help_text=_("And for whom: “Films have no captions, so a deaf person misses the speech.”"),
    )
    why = models.TextField(
        _("why"), blank=True, help_text=_("A burden needs its reasons: cost, size, benefit.")
    )
    instead = models.TextField(
        _("what to do instead"), blank=True, help_text=_("Another way to the same thing, today.")
    )
    requirement = models.CharField(
        _("requirement"),
        max_length=100,
        blank=True,
        help_text=_("The number in WCAG, for example “1.2.2 Captions (Prerecorded)”."),
    )
    fixed_by = models.CharField(
        _("fixed by"), max_length=60, blank=True, help_text=_("For example “June 2027”.")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("shortcoming")
        verbose_name_plural = _("shortcomings")

    def __str__(self):
        return self.what
