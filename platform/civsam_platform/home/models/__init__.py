"""The platform's own pages and the settings of each site."""

from .accessibility import AccessibilityFailure, AccessibilityStatementPage
from .content import ContentPage
from .site_settings import FooterLink, SiteSettings
from .start import StartPage, StartTile

__all__ = [
    "AccessibilityFailure",
    "AccessibilityStatementPage",
    "ContentPage",
    "FooterLink",
    "SiteSettings",
    "StartPage",
    "StartTile",
]
