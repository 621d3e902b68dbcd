from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NeedsConfig(AppConfig):
    name = "civsam_pages.needs"
    label = "civsam_needs"
    verbose_name = _("Needs")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import search

        search.register()
