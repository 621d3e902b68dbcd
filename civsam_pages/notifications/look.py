"""The look of the mails: who they come from, where an answer goes, and the colours.

A site names a function that gives its `Look` in the setting CIVSAM_MAIL_LOOK.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a mail, as ``#rrggbb``."""

    paper: str = "#fdf3da"
    sheet: str = "#ffffff"
    text: str = "#332a1f"
    muted: str = "#645c53"
    line: str = "#bebbb7"
    link: str = "#276765"
    button: str = "#0b5351"
    on_button: str = "#ffffff"
    quote: str = "#fdf3da"
    quote_line: str = "#917530"


DARK = Palette(
    paper="#1b1712",
    sheet="#2a241b",
    text="#f4f3f3",
    muted="#cccac6",
    line="#645c53",
    link="#bacece",
    button="#f6c751",
    on_button="#000000",
    quote="#413515",
    quote_line="#f6c751",
)
RUG = (
    ("#a8244f", 9),
    ("#f6c751", 14),
    ("#0b5351", 4),
    ("#1f5aa6", 12),
    ("#9a4a00", 9),
    ("#fbe7b4", 9),
    ("#6d4597", 11),
    ("#f6c751", 4),
    ("#0b5351", 15),
    ("#3d6b1c", 13),
)


@dataclass(frozen=True, slots=True)
class Look:
    """Who a mail comes from and what it looks like.

    name: of the site, also the sender's. organisation: who is responsible for it. sender: the
    address mails come from. bounces_to: where mail servers report, if not to the sender.
    reply_to: where an answer goes. choices_path: the page on which a person chooses mails.
    rug: the stripes at the top, each a colour and its width in per cent.
    """

    name: str
    sender: str
    organisation: str = ""
    tagline: str = ""
    bounces_to: str = ""
    reply_to: str = ""
    phone: str = ""
    phone_hours: str = ""
    choices_path: str = ""
    light: Palette = field(default_factory=Palette)
    dark: Palette = DARK
    rug: tuple[tuple[str, int], ...] = RUG


def look() -> Look:
    """The look that the site has chosen, or the plugin's own."""
    chosen = getattr(settings, "CIVSAM_MAIL_LOOK", "")
    return import_string(chosen)() if chosen else default_look()


def default_look() -> Look:
    """The look of a site that has chosen none: its name and Django's sender."""
    return Look(
        name=getattr(settings, "WAGTAIL_SITE_NAME", "") or _("The website"),
        sender=settings.DEFAULT_FROM_EMAIL,
    )
