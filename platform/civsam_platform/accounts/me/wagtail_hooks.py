"""Hooks only wire: the words of the log."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def account_actions(actions):
    for action, label, message in (
        ("rename", _("Change name"), _("Changed the name of the account")),
        ("download", _("Get one's data"), _("Got all data of the account")),
        ("delete", _("Delete account"), _("Deleted the account")),
        (
            "reset_mfa",
            _("Take away second step"),
            _("Took away passkeys, code app and recovery codes"),
        ),
    ):
        actions.register_action(f"civsam.account.{action}", label, message)
