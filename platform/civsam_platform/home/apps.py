"""The platform's own pages and settings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Start page, content pages, site settings and the look."""

    name = "civsam_platform.home"
    label = "civsam_home"
    verbose_name = _("Website")

    def ready(self):
        """Let visitors find pages of information too."""
        from civsam_platform.home import search

        search.register()
