from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArenaConfig(AppConfig):
    name = "civsam_pages.arena"
    label = "civsam_arena"
    verbose_name = _("Shared ground")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import begin

        begin.register()
