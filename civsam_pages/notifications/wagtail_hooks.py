"""Hooks only wire: what they call lives elsewhere."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks

from civsam_pages.arena.waiting import Waiting

from . import admin
from .models import Mail
from .rules import MailState


@hooks.register("register_log_actions")
def mail_actions(actions):
    actions.register_action(
        "civsam.mail.try_again", gettext_lazy("Try mail again"), gettext_lazy("Mail tried again")
    )
    actions.register_action(
        "civsam.mail.choose", gettext_lazy("Choose mails"), gettext_lazy("Mails chosen")
    )


@hooks.register("register_admin_viewset")
def register_mail():
    return admin.MailViewSetGroup()


@hooks.register("civsam_waiting", order=60)
def waiting_mails(request):
    """Mails that could not be sent, for those who look after them."""
    if not admin.may_see(request.user):
        return []
    dead = Mail.objects.filter(state=MailState.DEAD).count()
    label = ngettext("mail that could not be sent", "mails that could not be sent", dead)
    return [Waiting(_("Mail"), dead, label, f"{reverse('civsam_mail:index')}?state=dead")]
