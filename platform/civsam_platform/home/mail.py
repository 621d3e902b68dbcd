"""The kommun's look of its mails: name, contact and colours from the site's settings."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from wagtail.models import Site

from civsam_pages.notifications.look import RUG, Look, Palette
from civsam_platform.home.models import SiteSettings
from civsam_platform.home.theme import DEFAULT, Theme, paper, readable_on, steps, with_luminance


def look() -> Look:
    """The look of the default site: what people see of it is what they get by mail."""
    site = Site.objects.filter(is_default_site=True).first()
    kommun = SiteSettings.for_site(site) if site else SiteSettings()
    return Look(
        name=kommun.display_name,
        organisation=kommun.municipality or kommun.display_name,
        tagline=kommun.tagline,
        sender=sender(kommun),
        reply_to=kommun.contact_email,
        phone=kommun.contact_phone,
        phone_hours=kommun.contact_phone_hours,
        choices_path=choices_path(),
        light=light(kommun.theme),
        dark=dark(kommun.theme),
        rug=rug(kommun.theme),
    )


def sender(kommun: SiteSettings) -> str:
    """The address mails come from: the installation's, which its mail server may send for.

    An installation that has set none sends from the address that answers go to.
    """
    unset = settings.DEFAULT_FROM_EMAIL == "webmaster@localhost"
    return kommun.contact_email if unset and kommun.contact_email else settings.DEFAULT_FROM_EMAIL


def choices_path() -> str:
    """The page on which a person chooses mails; empty on a platform without it."""
    for name in ("civsam_me:mail", "civsam_me:home"):
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


def light(theme: Theme) -> Palette:
    """The colours of the pages, by day."""
    accent, warm, neutral = steps(theme.accent), steps(theme.warm), steps(theme.neutral)
    return Palette(
        paper=paper(theme),
        text=neutral["text-default"],
        muted=neutral["text-subtle"],
        line=neutral["border-subtle"],
        link=accent["text-subtle"],
        button=accent["base-default"],
        on_button=accent["base-contrast-default"],
        quote=paper(theme),
        quote_line=warm["border-default"],
    )


def dark(theme: Theme) -> Palette:
    """The same colours for a reader whose screen is dark."""
    return Palette(
        paper=with_luminance(theme.neutral, 0.009),
        sheet=with_luminance(theme.neutral, 0.018),
        text=with_luminance(theme.neutral, 0.9),
        muted=with_luminance(theme.neutral, 0.6),
        line=with_luminance(theme.neutral, 0.11),
        link=with_luminance(theme.accent, 0.6),
        button=theme.warm,
        on_button=readable_on(theme.warm),
        quote=with_luminance(theme.warm, 0.036),
        quote_line=theme.warm,
    )


def rug(theme: Theme) -> tuple[tuple[str, int], ...]:
    """The stripes, with the kommun's own colours where the plugin's would be."""
    tint = steps(theme.warm)["surface-tinted"]
    own = {DEFAULT.accent: theme.accent, DEFAULT.warm: theme.warm, "#fbe7b4": tint}
    return tuple((own.get(colour, colour), width) for colour, width in RUG)
