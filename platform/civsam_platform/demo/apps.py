"""The demo as a Django app; only development and tests install it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """The fictional kommun of Älvsunda. No models of its own."""

    name = "civsam_platform.demo"
    label = "civsam_demo"
    verbose_name = _("Demo")
