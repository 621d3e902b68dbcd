from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegisterConfig(AppConfig):
    name = "civsam_pages.register"
    label = "civsam_register"
    verbose_name = _("Register of associations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import search
        from .memberships import begin, personal_data

        search.register()
        begin.register()
        personal_data.register()
