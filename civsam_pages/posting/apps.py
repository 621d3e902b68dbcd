from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PostingConfig(AppConfig):
    name = "civsam_pages.posting"
    label = "civsam_posting"
    verbose_name = _("Posting and review")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from . import begin

        begin.register()
