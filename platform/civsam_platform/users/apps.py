from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UsersConfig(AppConfig):
    name = "civsam_platform.users"
    label = "civsam_users"
    verbose_name = _("Accounts in the admin")
