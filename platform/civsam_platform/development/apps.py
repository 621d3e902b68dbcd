from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DevelopmentConfig(AppConfig):
    """Never installed where others can reach the site: it shows everybody's mail."""

    name = "civsam_platform.development"
    label = "civsam_development"
    verbose_name = _("Development")
