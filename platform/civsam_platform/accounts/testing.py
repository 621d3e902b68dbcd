"""For tests: a browser that is logged in, with its second step or without."""

import time

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

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
