"""For tests: a browser that is logged in, with its second step or without."""

import re
import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse

from civsam_pages.notifications.models import Mail
from civsam_platform.accounts import addresses


def log_in(client: Client, user, mfa: bool = True, fresh: bool = True) -> None:
    """Log `user` in with `client`, as after a code by mail.

    mfa: the session has passed a second step. fresh: just now, so that nothing is asked again.
    """
    addresses.confirm(user)
    client.force_login(user)
    at = time.time() if fresh else time.time() - 86_400
    records = [{"method": "code", "at": at, "email": user.email}]
    if mfa:
        records.append({"method": "mfa", "at": at, "type": "totp", "id": 0})
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = records
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def newest_code(address: str) -> str:
    """The six digits of the newest mail to an address."""
    mail = Mail.objects.filter(address=address.lower()).latest("pk")
    return re.search(r"\b\d{6}\b", mail.text).group()


def log_in_by_code(client: Client, address: str, **data):
    """Go through the pages as a person does; the answer to the right code comes back."""
    client.post(reverse("account_login"), {"email": address, **data})
    code = {"code": newest_code(address), **data}
    return client.post(reverse("account_confirm_login_code"), code)


def is_in(client: Client) -> bool:
    """Whether the browser is logged in."""
    return "_auth_user_id" in client.session


def app_code(secret: str) -> str:
    """What an app for codes shows just now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def add_app(user) -> str:
    """Give an account an app for codes; its secret comes back."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret
