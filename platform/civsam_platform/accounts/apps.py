"""Accounts: one door, one address each."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Login, accounts and one's own security."""

    name = "civsam_platform.accounts"
    label = "civsam_accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Keep addresses true, and remember a second step that has just been added."""
        from allauth.mfa.signals import authenticator_added
        from django.db.models.signals import post_save

        from civsam_platform.accounts import addresses, second_step

        post_save.connect(addresses.forget_old_address, sender=self.get_model("User"))
        authenticator_added.connect(second_step.remember_added)
