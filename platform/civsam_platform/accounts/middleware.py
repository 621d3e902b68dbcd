"""The gate of the admin: in front of it all, whatever its views check themselves."""

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from civsam_platform.accounts import second_step

# Drawings and words of the admin, and what leads to the one door: nothing of the site.
OPEN = ("sprite/", "jsi18n/", "login/", "logout/", "password_reset/")


class StaffGate:
    """Lets people into the admin who may be there and whose session has passed a second step.

    Until it has, the session has no right of staff anywhere, in the admin or on the pages: see
    `User.has_perm`. Stands after Django's AuthenticationMiddleware.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest):
        request.user = SimpleLazyObject(lambda: _known(request))
        response = self._stopped(request) if self._is_admin(request) else None
        return response or self.get_response(request)

    def _is_admin(self, request: HttpRequest) -> bool:
        admin = reverse("wagtailadmin_home")
        path = request.path_info
        return path.startswith(admin) and not path[len(admin) :].startswith(OPEN)

    def _stopped(self, request: HttpRequest):
        """The answer to somebody who does not come in, or nothing."""
        user = request.user
        if not user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        if not second_step.may_enter_admin(user):
            raise PermissionDenied
        if user.second_step_missing:
            return _to_second_step(request)
        return None


def _known(request: HttpRequest):
    """The account of the session, with a note where its second step is missing."""
    user = get_user(request)
    if (
        settings.STAFF_MFA_REQUIRED
        and user.is_authenticated
        and second_step.may_enter_admin(user)
        and not second_step.is_passed(request, user)
    ):
        user.second_step_missing = True
    return user


def _to_second_step(request: HttpRequest):
    """To the page where one shows the second step one has, or gets one."""
    types = second_step.types_of(request.user)
    back = request.get_full_path() if request.method == "GET" else reverse("wagtailadmin_home")
    if "totp" in types:
        page = reverse("mfa_reauthenticate")
    elif "webauthn" in types:
        page = reverse("mfa_reauthenticate_webauthn")
    else:
        page = reverse("account_staff_step")
    return redirect(f"{page}?{urlencode({'next': back})}")
