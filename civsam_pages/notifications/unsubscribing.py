"""The address by which a person turns a kind of mail off without logging in (RFC 8058)."""

from typing import Any

from django.contrib.auth import get_user_model
from django.core import signing
from django.urls import reverse

from .letters import KINDS, Kind

SALT = "civsam.mail.unsubscribe"


def path(user_pk: Any, kind: str) -> str:
    """The path of the page that turns `kind` off for a person. It never ends.

    Raises:
        NoReverseMatch: the site has not mounted `civsam_pages.notifications.urls`.
    """
    return reverse(
        "civsam_notifications:unsubscribe", args=[signing.dumps([user_pk, kind], salt=SALT)]
    )


def read(token: str) -> tuple[Any, Kind] | None:
    """The person and the kind of a token; None when it is wrong, or the person or kind is gone."""
    try:
        pk, code = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = get_user_model()._default_manager.filter(pk=pk, is_active=True).first()
    kind = KINDS.get(code)
    return (user, kind) if user and kind and not kind.always else None
