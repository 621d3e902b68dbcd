"""What the outbox and the choices of mail know about a person."""

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civsam_pages.arena import personal_data
from civsam_pages.arena.personal_data import Eraser, Part

from .letters import KINDS
from .models import Bounce, Choice, Mail, Preferences
from .rules import MailState, Pace


def register() -> None:
    personal_data.register("mails", mails)
    personal_data.register("mail_choices", choices)
    personal_data.register("bounces", bounces)
    personal_data.register_eraser(
        "notifications",
        Eraser(
            erase,
            removes=(gettext_lazy("Mails to you, and your choices of mail"),),
            turn=personal_data.LAST,
        ),
    )


def _mails(user):
    """Mails to the account, and those to its address from before it was there."""
    return Mail.objects.filter(Q(user=user) | Q(user=None, address__iexact=user.email))


def mails(user) -> Part:
    """Mails that were written to the person; codes are no longer told to anyone."""
    return Part(
        _("Mails to you"),
        {
            "kind": _("Kind"),
            "subject": _("Subject"),
            "address": _("To"),
            "state": _("State"),
            "created_at": _("Written"),
            "sent_at": _("Sent"),
            "text": _("Text"),
        },
        [
            {
                "kind": _name(mail.kind),
                "subject": mail.subject,
                "address": mail.address,
                "state": MailState(mail.state),
                "created_at": mail.created_at,
                "sent_at": mail.sent_at,
                "text": _("The text is not kept, since it had a code.")
                if mail.secret
                else mail.text,
            }
            for mail in _mails(user)
        ],
    )


def choices(user) -> Part:
    """How often the person wants mail of which kind, and in which language."""
    rows = [
        {"choice": _name(choice.kind), "value": Pace(choice.pace)}
        for choice in Choice.objects.filter(user=user).order_by("kind")
    ]
    language = Preferences.objects.filter(user=user).values_list("language", flat=True).first()
    if language:
        rows.append({"choice": _("Language"), "value": language})
    return Part(_("Your choices of mail"), {"choice": _("What"), "value": _("Your choice")}, rows)


def bounces(user) -> Part:
    """What another mail server said when it refused mail to the person's address."""
    return Part(
        _("Mail that came back"),
        {
            "address": _("To"),
            "said": _("What the mail server said"),
            "count": _("Times"),
            "noted_at": _("Noted"),
        },
        list(
            Bounce.objects.filter(address__iexact=user.email).values(
                "address", "said", "count", "noted_at"
            )
        ),
    )


def erase(user) -> None:
    """Remove the person's mails, sent or not, their choices, and what bounced."""
    _mails(user).delete()
    Choice.objects.filter(user=user).delete()
    Preferences.objects.filter(user=user).delete()
    Bounce.objects.filter(address__iexact=user.email).delete()


def _name(code: str) -> str:
    """What a kind of mail is called; the code of a room that is left out."""
    return str(KINDS[code].label) if code in KINDS else code
