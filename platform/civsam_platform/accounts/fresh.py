"""Whether the person in front of the screen has shown lately who it is."""

import time

from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.http import HttpRequest

from civsam_platform.accounts import second_step


def is_fresh(request: HttpRequest) -> bool:
    """Whether a login, or a confirmation since then, is less than a quarter of an hour old.

    Where a second step is asked for, only that counts.
    """
    records = get_authentication_records(request, request.user)
    if second_step.is_asked_for(request.user):
        records = [record for record in records if second_step.counts(record)]
    newest = max((record["at"] for record in records), default=0)
    return time.time() - newest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


# For views that only somebody may use who has shown lately who it is.
fresh_login_required = reauthentication_required
