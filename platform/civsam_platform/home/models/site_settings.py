"""What a kommun decides about its site: name, colours, logo, contact and footer."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.images import get_image_model_string
from wagtail.models import Orderable

from civsam_platform.home.abstract import LinkFields
from civsam_platform.home.forms import ColourInput
from civsam_platform.home.theme import DEFAULT, HEX_COLOUR, Problem, Theme, is_colour, problems


def colour_field(label, default, help_text):
    """Return a field for one colour of the look."""
    return models.CharField(
        label,
        max_length=7,
        default=default,
        help_text=help_text,
        validators=[
            RegexValidator(
                rf"^{HEX_COLOUR.pattern}\Z", _("Write a colour as # and six characters.")
            )
        ],
    )


def page_link(label, help_text):
    """Return a field for a page that the header or footer leads to."""
    return models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=label,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=help_text,
    )


@register_setting(icon="cog", order=100)
class SiteSettings(ClusterableModel, BaseSiteSetting):
    """The settings of one Wagtail site."""

    name = models.CharField(
        _("name"),
        max_length=60,
        blank=True,
        help_text=_("The name of the website, in its header and in search engines."),
    )
    tagline = models.CharField(
        _("line under the name"), max_length=80, blank=True, help_text=_("A few words.")
    )
    municipality = models.CharField(
        _("municipality"),
        max_length=80,
        blank=True,
        help_text=_("Who is responsible for the website, for example “Älvsunda kommun”."),
    )
    description = models.CharField(
        _("description"),
        max_length=200,
        blank=True,
        help_text=_("One sentence for search engines, used where a page has none of its own."),
    )
    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "Stands beside the name, so choose the shield without text. At least 104 pixels high, "
            "with a transparent background."
        ),
    )
    accent = colour_field(
        _("main colour"), DEFAULT.accent, _("Buttons, links and the footer. Choose a dark colour.")
    )
    warm = colour_field(
        _("warm colour"), DEFAULT.warm, _("The start page and the paper tone behind headings.")
    )
    neutral = colour_field(
        _("text colour"), DEFAULT.neutral, _("Text and lines. Keep it nearly grey.")
    )
    contact_heading = models.CharField(
        _("heading"), max_length=60, blank=True, help_text=_("For example “Contact us”.")
    )
    contact_text = models.TextField(_("text"), max_length=300, blank=True)
    contact_phone = models.CharField(_("phone"), max_length=30, blank=True)
    contact_phone_hours = models.CharField(
        _("phone hours"), max_length=60, blank=True, help_text=_("For example “weekdays 9–12”.")
    )
    contact_email = models.EmailField(
        _("e-mail"), blank=True, help_text=_("A function address that several people read.")
    )
    contact_page = page_link(_("contact page"), _("A page with more ways to reach you."))
    ask_page = page_link(
        _("page for questions"),
        _("Where a visitor asks a person. Empty pages and lists lead there."),
    )
    about_heading = models.CharField(_("heading"), max_length=60, blank=True)
    legal_line = models.CharField(
        _("last line"),
        max_length=200,
        blank=True,
        help_text=_("Leave empty to say who is responsible for the website."),
    )

    select_related = ["logo"]

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("tagline"),
                FieldPanel("municipality"),
                FieldPanel("description"),
            ],
            heading=_("The website"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("logo"),
                FieldRowPanel(
                    [
                        FieldPanel("accent", widget=ColourInput),
                        FieldPanel("warm", widget=ColourInput),
                        FieldPanel("neutral", widget=ColourInput),
                    ]
                ),
            ],
            heading=_("Logo and colours"),
            help_text=_("Colours that would be hard to read are refused, and one near is offered."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("contact_heading"),
                FieldPanel("contact_text"),
                FieldRowPanel([FieldPanel("contact_phone"), FieldPanel("contact_phone_hours")]),
                FieldPanel("contact_email"),
                FieldPanel("ask_page"),
                FieldPanel("contact_page"),
            ],
            heading=_("Contact"),
            help_text=_("Shown at the bottom of every page."),
        ),
        MultiFieldPanel(
            [
                FieldPanel("about_heading"),
                InlinePanel("about_links", label=_("link")),
                FieldPanel("legal_line"),
            ],
            heading=_("Bottom of the page"),
            help_text=_("The accessibility statement is added by itself when there is one."),
        ),
    ]

    class Meta:
        verbose_name = _("website")
        verbose_name_plural = _("websites")

    def clean(self):
        """Refuse colours that would be hard to read, and offer the nearest that are not."""
        super().clean()
        if not all(is_colour(getattr(self, name)) for name in Theme.__slots__):
            return
        found = {problem.colour: explain(problem) for problem in problems(self.theme)}
        if found:
            raise ValidationError(found)

    @property
    def theme(self) -> Theme:
        """The colours; the defaults for those that are not colours (yet)."""
        chosen = {name: getattr(self, name) for name in Theme.__slots__}
        return Theme(**{name: value for name, value in chosen.items() if is_colour(value)})

    @property
    def display_name(self) -> str:
        """The name of the website, also before anyone has given it one."""
        return self.name or (self.site.site_name if self.site_id else "") or "Civsam"


class FooterLink(LinkFields, Orderable):
    """A link at the bottom of every page."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="about_links")
    text = models.CharField(
        _("text"),
        max_length=80,
        blank=True,
        help_text=_("Leave empty to use the title of the page."),
    )

    panels = [FieldPanel("page"), FieldPanel("url"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("link")
        verbose_name_plural = _("links")

    def __str__(self):
        return self.text or self.url or str(self.page)

    def clean(self):
        """Ask for a text where there is no page to take it from."""
        super().clean()
        if self.url and not self.text:
            raise ValidationError({"text": gettext("Write what the link leads to.")})


def explain(problem: Problem) -> str:
    """Return in plain words why a colour is refused, and which one near would do."""
    return gettext(
        "This colour is hard to read: the contrast is %(contrast)s to 1 and has to be at least "
        "4.5 to 1. The nearest colour that works is %(nearest)s."
    ) % {"contrast": number_format(problem.contrast, 1), "nearest": problem.nearest}
