"""The platform's own pages and settings."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """Start page, content pages, site settings and the look."""

    name = "civsam_platform.home"
    label = "civsam_home"
    verbose_name = _("Website")

    def ready(self):
        """Let visitors find pages of information too, and keep the shell of the pages true."""
        from django.db.models.signals import post_delete, post_save
        from wagtail.signals import post_page_move

        from civsam_platform.home import search, shell

        search.register()
        for changed in (post_save, post_delete, post_page_move):
            changed.connect(shell.forget)
