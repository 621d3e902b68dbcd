"""What the platform itself knows about an account: who, how they log in, what they have done."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.log_actions import registry as log_actions
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from civsam_pages.arena import personal_data
from civsam_pages.arena.personal_data import Part


def register() -> None:
    for name, function in (
        ("account", account),
        ("addresses", addresses),
        ("ways_to_log_in", ways_to_log_in),
        ("sessions", sessions),
        ("log", log_entries),
        ("pages", pages),
    ):
        personal_data.register(name, function)


def account(user) -> Part:
    """The account itself."""
    return Part(
        _("Your account"),
        {
            "email": _("E-mail"),
            "first_name": _("First name"),
            "last_name": _("Last name"),
            "date_joined": _("Since"),
            "last_login": _("Last login"),
            "has_password": _("Has a password"),
            "groups": _("Groups in the admin"),
        },
        [
            {
                "email": user.email,
                "first_name": user.first_name,
                "last_name": user.last_name,
                "date_joined": user.date_joined,
                "last_login": user.last_login,
                "has_password": user.has_usable_password(),
                "groups": [group.name for group in user.groups.all()],
            }
        ],
    )


def addresses(user) -> Part:
    """The addresses of the account, one waiting to be confirmed too."""
    rows = EmailAddress.objects.filter(user=user).order_by("pk")
    return Part(
        _("Your e-mail addresses"),
        {"email": _("E-mail"), "verified": _("Confirmed"), "primary": _("In use")},
        list(rows.values("email", "verified", "primary")),
    )


def ways_to_log_in(user) -> Part:
    """Passkeys, apps and linked logins: what they are called, never their secrets."""
    rows = [
        {
            "kind": Authenticator.Type(row.type),
            "name": str(row) if row.type == Authenticator.Type.WEBAUTHN else "",
            "created_at": row.created_at,
            "last_used_at": row.last_used_at,
        }
        for row in Authenticator.objects.filter(user=user).order_by("created_at")
    ]
    rows += [
        {
            "kind": linked.provider,
            "name": linked.uid,
            "created_at": linked.date_joined,
            "last_used_at": linked.last_login,
        }
        for linked in SocialAccount.objects.filter(user=user).order_by("pk")
    ]
    return Part(
        _("Ways to log in"),
        {
            "kind": _("Kind"),
            "name": _("Name"),
            "created_at": _("Since"),
            "last_used_at": _("Last used"),
        },
        rows,
    )


def sessions(user) -> Part:
    """Where the person is logged in; not the keys."""
    rows = UserSession.objects.filter(user=user).order_by("created_at")
    return Part(
        _("Where you are logged in"),
        {
            "user_agent": _("Browser"),
            "ip": _("Network address"),
            "created_at": _("Since"),
            "last_seen_at": _("Last seen"),
        },
        list(rows.values("user_agent", "ip", "created_at", "last_seen_at")),
    )


def log_entries(user) -> Part:
    """What the log says that the person has done; whom else it was about is not theirs to get."""
    rows = [
        {"timestamp": entry.timestamp, "action": entry.action, "on": _kind(entry)}
        for entry in ModelLogEntry.objects.filter(user=user).only(
            "timestamp", "action", "content_type"
        )
    ]
    rows += [
        {"timestamp": entry.timestamp, "action": entry.action, "on": entry.label}
        for entry in PageLogEntry.objects.filter(user=user).only("timestamp", "action", "label")
    ]
    for row in rows:
        row["what"] = _words(row["action"])
    return Part(
        _("What you have done here"),
        {"timestamp": _("When"), "what": _("What"), "on": _("On what"), "action": _("Action")},
        sorted(rows, key=lambda row: row["timestamp"]),
    )


def _words(action: str) -> str:
    """What an action is called; nothing for one of a room that is left out."""
    known = log_actions.action_exists(action)
    return str(log_actions.get_action_label(action)) if known else ""


def _kind(entry) -> str:
    """What kind of thing an entry is about. Its label may be somebody's name or address."""
    model = ContentType.objects.get_for_id(entry.content_type_id).model_class()
    return str(model._meta.verbose_name) if model else ""


def pages(user) -> Part:
    """Pages that the person has made."""
    rows = Page.objects.filter(owner=user).order_by("path")
    return Part(
        _("Pages you have made"),
        {
            "title": _("Title"),
            "address": _("Address"),
            "live": _("Published"),
            "first_published_at": _("First published"),
        },
        [
            {
                "title": page.title,
                "address": page.full_url,
                "live": page.live,
                "first_published_at": page.first_published_at,
            }
            for page in rows
        ],
    )
