"""Hooks only wire: what they call lives elsewhere."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def mail_actions(actions):
    actions.register_action("civsam.mail.try_again", _("Try mail again"), _("Mail tried again"))
    actions.register_action("civsam.mail.choose", _("Choose mails"), _("Mails chosen"))
