"""Takes an account away: what is only the person's is deleted, what others need loses the name.

The account's row stays, empty and shut: decisions, pages and the log lean on it, and read as
"Deleted account" from then on.
"""

import json
import re
from collections.abc import Callable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import CASCADE, Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext, override
from wagtail.models import ModelLogEntry, PageLogEntry
from wagtail.users.models import UserProfile

from civsam_pages.arena import personal_data

DOMAIN = "account.invalid"  # a domain that can never get mail (RFC 2606)


def is_deleted(user) -> bool:
    """Whether an account is one that has been taken away."""
    return not user.is_active and user.email.endswith(f"@{DOMAIN}")


def deleted_account() -> str:
    """What stands where a name stood, in the site's language."""
    with override(settings.LANGUAGE_CODE):
        return gettext("Deleted account")


def erase(user) -> None:
    """Take everything of a person away, in the caller's transaction.

    The rooms come first, while the account still has a name and an address for them to look for.
    """
    for eraser in personal_data.erasers():
        eraser.erase(user)
    _forget_in_logs(user)
    _shut(user)
    for rows in (EmailAddress, Authenticator, SocialAccount):
        rows.objects.filter(user=user).delete()
    _forget_profile(user)


def forget_second_step(user) -> int:
    """Remove passkeys, app and recovery codes, and end every session. Returns how many went."""
    removed, _models = Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    return removed


def end_sessions(user) -> None:
    """Log the person out of every browser."""
    for session in UserSession.objects.filter(user=user):
        session.end()


def _shut(user) -> None:
    """Empty the account and end every session of it: the sessions carry a hash of the password."""
    end_sessions(user)
    user.first_name = deleted_account()
    user.last_name = ""
    user.email = f"deleted-{user.pk}@{DOMAIN}"
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.set_unusable_password()
    user.save()
    user.groups.clear()
    user.user_permissions.clear()


def _forget_profile(user) -> None:
    """Remove what Wagtail keeps for its editors, with the picture once it is certain."""
    for profile in UserProfile.objects.filter(user=user):
        if profile.avatar:
            transaction.on_commit(_remover(profile.avatar.storage, profile.avatar.name))
        profile.delete()


def _remover(storage, name: str) -> Callable[[], None]:
    return lambda: storage.delete(name)


def _forget_in_logs(user) -> None:
    """Write over the address wherever the log has it, and the name where it tells of the person.

    The log keeps a label of each thing it tells about, such as "kim@example.org: Everything".
    """
    words = [user.email, user.get_full_name()]
    about = _about(user)
    for model in (ModelLogEntry, PageLogEntry):
        mentioned = Q(label__icontains=user.email) | Q(text__icontains=user.email)
        if model is ModelLogEntry:
            mentioned |= about
        for entry in model.objects.annotate(text=Cast("data", TextField())).filter(mentioned):
            _write_over(entry, [word for word in words if word])


def _about(user) -> Q:
    """Log entries about the account, and about rows that are the person's own.

    Those are the rows that the database would delete together with the account.
    """
    found = Q(content_type=ContentType.objects.get_for_model(user), object_id=str(user.pk))
    for relation in user._meta.related_objects:
        if relation.on_delete is CASCADE:
            model = relation.related_model
            rows = model._base_manager.filter(**{relation.field.name: user.pk})
            found |= Q(
                content_type=ContentType.objects.get_for_model(model),
                object_id__in=[str(pk) for pk in rows.values_list("pk", flat=True)],
            )
    return found


def _write_over(entry, words: list[str]) -> None:
    """Replace whole words in what a log entry says, in whichever case they are written."""
    new = deleted_account()
    label, data = entry.label, json.dumps(entry.data, cls=DjangoJSONEncoder, ensure_ascii=False)
    for word in words:
        label = _replace(label, word, new)
        data = _replace(data, json.dumps(word, ensure_ascii=False)[1:-1], new)
    type(entry).objects.filter(pk=entry.pk).update(label=label, data=json.loads(data))


def _replace(text: str, old: str, new: str) -> str:
    pattern = rf"(?<![\w.+-]){re.escape(old)}(?![\w-]|\.\w)"
    return re.sub(pattern, lambda match: new, text, flags=re.IGNORECASE)
