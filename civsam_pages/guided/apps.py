from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuidedConfig(AppConfig):
    """Forms in steps. The room has no tables: each room that asks keeps its own drafts."""

    name = "civsam_pages.guided"
    label = "civsam_guided"
    verbose_name = _("Guided forms")
    default_auto_field = "django.db.models.BigAutoField"
