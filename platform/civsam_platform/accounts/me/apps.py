from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeConfig(AppConfig):
    name = "civsam_platform.accounts.me"
    label = "civsam_me"
    verbose_name = _("My account")

    def ready(self):
        from . import language, personal_data

        language.connect()
        personal_data.register()
