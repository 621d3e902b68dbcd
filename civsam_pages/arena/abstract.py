"""The fields that every published thing shares, for a site with any base page of its own."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string

from civsam_search.api import STOCKHOLM, today

from .blocks import BodyBlock
from .contacts import Contact
from .rules import SUMMARY_LENGTH, grows_old_on
from .widgets import CountedTextInput, TermCheckboxes


def terms(to: str, label, **options) -> ParentalManyToManyField:
    """A many-to-many field to a vocabulary, kept in the page's revisions."""

    return ParentalManyToManyField(to, verbose_name=label, blank=True, related_name="+", **options)


class SummaryFields(models.Model):
    """What any page says of itself in a list, in a search result and to other sites."""

    summary = models.TextField(
        _("summary"),
        max_length=SUMMARY_LENGTH,
        help_text=_(
            "Say the most important thing in one or two sentences. It is shown in lists and "
            "search results, at most 300 characters."
        ),
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    summary_panel = FieldPanel("summary", widget=CountedTextInput)

    class Meta:
        abstract = True

    def get_meta_description(self) -> str:
        return self.search_description or self.summary


class PictureFields(models.Model):
    """One picture, with an alt text or the word that it only decorates."""

    image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    image_alt = models.CharField(
        _("alt text"),
        max_length=200,
        blank=True,
        help_text=_("Describe the picture for a person who cannot see it."),
    )
    image_is_decorative = models.BooleanField(
        _("the picture only decorates"),
        default=False,
        help_text=_("Tick this if the page says just as much without the picture."),
    )

    picture_panel = MultiFieldPanel(
        [FieldPanel("image"), FieldPanel("image_alt"), FieldPanel("image_is_decorative")],
        heading=_("Picture"),
    )

    class Meta:
        abstract = True

    def clean(self):
        """Refuse a picture that says nothing to a person who cannot see it (WCAG 2.2, 1.1.1)."""

        super().clean()
        if self.image_id and not self.image_alt and not self.image_is_decorative:
            raise ValidationError(
                {"image_alt": gettext("Describe the picture, or tick that it only decorates.")}
            )

    @property
    def alt(self) -> str:
        return "" if self.image_is_decorative else self.image_alt


class ContentFields(SummaryFields, PictureFields):
    """The shared fields of needs, initiatives, grants and actors."""

    easy_read_summary = models.TextField(
        _("easy to read"),
        blank=True,
        help_text=_("The same thing in easy Swedish: short sentences, one thought in each."),
    )
    themes = terms("civsam_arena.Theme", _("themes"))
    target_groups = terms("civsam_arena.TargetGroup", _("target groups"))
    areas = terms("civsam_arena.Area", _("areas"))
    contact_role = models.CharField(
        _("contact"),
        max_length=100,
        blank=True,
        help_text=_("A role, for example “Coordinator at the youth centre”. Not a name."),
    )
    contact_email = models.EmailField(
        _("e-mail"), blank=True, help_text=_("A function address that several people read.")
    )
    contact_phone = models.CharField(_("phone"), max_length=30, blank=True)
    review_due_at = models.DateField(
        _("review by"),
        null=True,
        blank=True,
        help_text=_("After this day visitors see that the facts may be old."),
    )
    last_confirmed_at = models.DateField(_("last confirmed"), null=True, blank=True)

    easy_read_panel = FieldPanel("easy_read_summary")
    about_panel = MultiFieldPanel(
        [
            FieldPanel("themes", widget=TermCheckboxes),
            FieldPanel("target_groups", widget=TermCheckboxes),
            FieldPanel("areas", widget=TermCheckboxes),
        ],
        heading=_("Who and where"),
    )
    contact_panel = MultiFieldPanel(
        [
            FieldPanel("contact_role"),
            FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
        ],
        heading=_("Contact"),
    )
    review_panel = MultiFieldPanel(
        [FieldRowPanel([FieldPanel("last_confirmed_at"), FieldPanel("review_due_at")])],
        heading=_("Keep it fresh"),
    )

    class Meta:
        abstract = True

    @property
    def is_past_review(self) -> bool:
        """Whether visitors are told that the facts may be old.

        That is after the day set for a review; where none is set, a year after the facts were
        last confirmed.
        """
        if self.review_due_at:
            return self.review_due_at < today()
        confirmed = self.last_confirmed_at
        return bool(confirmed and grows_old_on(confirmed) <= today())

    @property
    def known_on(self) -> date | None:
        """The last day on which somebody stood for the facts."""

        published = self.last_published_at
        return self.last_confirmed_at or (published and timezone.localdate(published, STOCKHOLM))

    @property
    def contact(self) -> Contact:
        return Contact(self.contact_role, self.contact_email, self.contact_phone)

    @property
    def easy_read_paragraphs(self) -> list[str]:
        return [line.strip() for line in self.easy_read_summary.splitlines() if line.strip()]
