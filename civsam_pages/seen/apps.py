from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SeenConfig(AppConfig):
    name = "civsam_pages.seen"
    label = "civsam_seen"
    verbose_name = _("How often pages are seen")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from civsam_pages.arena import seeing

        from . import selectors

        seeing.use(seeing.Room(totals=selectors.totals, monthly=selectors.monthly))
