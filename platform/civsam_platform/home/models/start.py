"""The start page."""

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page

from civsam_platform.home.abstract import LinkFields


class TileKind(models.TextChoices):
    """The colour and icon of a way in."""

    ACTOR = "actor", _("Associations")
    NEED = "need", _("Need")
    INITIATIVE = "initiative", _("Initiative")
    GRANT = "grant", _("Grant")
    ENQUIRY = "enquiry", _("Question")
    ACTIVITY = "activity", _("Activity")


class StartPage(Page):
    """The way in: search first, then what one can do, then what is happening."""

    heading = models.CharField(
        _("heading"), max_length=80, help_text=_("The largest words of the website. Keep it short.")
    )
    lead = models.TextField(
        _("introduction"),
        max_length=300,
        blank=True,
        help_text=_("What a visitor can do here, in one or two sentences."),
    )
    image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("It only decorates. Without one, the people at the long table are shown."),
    )
    search_help = models.CharField(
        _("help for the search"),
        max_length=150,
        blank=True,
        help_text=_("An example or two, in a visitor's own words."),
    )
    popular_searches = models.TextField(
        _("many search for"),
        blank=True,
        help_text=_("One search on each line, at most six. They are shown as links."),
    )
    callout_heading = models.CharField(_("heading"), max_length=100, blank=True)
    callout_text = models.TextField(_("text"), max_length=300, blank=True)
    callout_button = models.CharField(_("text of the button"), max_length=40, blank=True)

    template = "civsam_home/start_page.html"
    parent_page_types = ["wagtailcore.Page"]

    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("heading"), FieldPanel("lead"), FieldPanel("image")],
            heading=_("At the top"),
        ),
        MultiFieldPanel(
            [FieldPanel("search_help"), FieldPanel("popular_searches")], heading=_("Search")
        ),
        InlinePanel(
            "tiles",
            heading=_("What do you want to do?"),
            label=_("way in"),
            max_num=8,
        ),
        MultiFieldPanel(
            [
                FieldPanel("callout_heading"),
                FieldPanel("callout_text"),
                FieldPanel("callout_button"),
            ],
            heading=_("Ask a person"),
            help_text=_(
                "Shown when a page for questions has been chosen in the settings of the website."
            ),
        ),
    ]

    class Meta:
        verbose_name = _("start page")
        verbose_name_plural = _("start pages")

    @cached_property
    def searches(self) -> list[str]:
        """The popular searches, one a line."""
        lines = (line.strip() for line in self.popular_searches.splitlines())
        return [line for line in lines if line][:6]

    def get_meta_description(self) -> str:
        """Return what the page says of itself to search engines."""
        return self.search_description or self.lead

    def get_context(self, request, *args, **kwargs):
        """Add what is happening right now, and how it goes."""
        from civsam_platform.home.selectors import happening
        from civsam_platform.home.shell import shell_for

        self.shown_in = shell_for(request)
        context = super().get_context(request, *args, **kwargs)
        context["now"] = happening(request)
        tiles = self.tiles.select_related("page")
        context["tiles"] = [tile for tile in tiles if not tile.page or tile.page.live]
        return context

    def get_structured_data(self) -> dict:
        """Return schema.org's WebSite, with the way to search it."""
        settings = self.shown_in.settings
        root = settings.site.root_url if settings.site_id else ""
        search = f"{root}{reverse('civsam_search:search')}"
        return {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": settings.display_name,
            "description": self.get_meta_description(),
            "url": f"{root}/",
            "inLanguage": get_language(),
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{query}}"},
                "query-input": "required name=query",
            },
        }


class StartTile(LinkFields, Orderable):
    """One way in on the start page."""

    start_page = ParentalKey(StartPage, on_delete=models.CASCADE, related_name="tiles")
    kind = models.CharField(
        _("about"), max_length=20, choices=TileKind.choices, help_text=_("Gives colour and icon.")
    )
    title = models.CharField(
        _("title"), max_length=60, help_text=_("Start with a verb: “Find support”.")
    )
    text = models.CharField(_("text"), max_length=150, blank=True)

    panels = [
        FieldPanel("kind"),
        FieldPanel("title"),
        FieldPanel("text"),
        FieldPanel("page"),
        FieldPanel("url"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("way in")
        verbose_name_plural = _("ways in")

    def __str__(self):
        return self.title

    @property
    def icon(self) -> str:
        """The name of the icon: the kind's own, except that a question has the lots' signpost."""
        return "navigator" if self.kind == TileKind.ENQUIRY else self.kind
