"""How allauth works here: mail goes through the outbox, and some of its answers are stricter."""

import uuid
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from civsam_pages.notifications.letters import SECURITY
from civsam_pages.notifications.services import notify
from civsam_platform.accounts import fresh, letters, providers, second_step
from civsam_platform.accounts.models import User

# Whoever writes an address learns nothing of it, not even by the language of the mail.
TO_THE_ADDRESS = {"account/email/login_code", "account/email/new_address_code"}


class AccountAdapter(DefaultAccountAdapter):
    """allauth asks this class where the platform decides."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "email_password_mismatch": _(
            "The address and the password do not belong together. Try again, or log in with a "
            "code instead."
        ),
        "email_taken": _("Choose another address. This one cannot be used."),
        "incorrect_code": _("The code is not right. Look at the digits and write it again."),
        "incorrect_password": _("The password is not right."),
        "too_many_login_attempts": _(
            "There were too many attempts. Wait a quarter of an hour and try again, or call us."
        ),
        "rate_limited": _("There were too many attempts. Wait a moment and try again."),
        "same_as_current": _("This is the address that your account has already."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Put a letter in the outbox; allauth's templates are not used."""
        to: User | str = email
        if template_prefix not in TO_THE_ADDRESS:
            to = User.objects.filter(email=email.lower()).first() or email
        notify(
            kind=SECURITY,
            event=f"account-{uuid.uuid4().hex}",
            to=to,
            letter=lambda: letters.write(template_prefix, context),
        )

    def is_safe_url(self, url: str) -> bool:
        """Whether to go on to an address after login: only to a path of this site."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_login_redirect_url(self, request) -> str:
        """Where somebody lands who did not come from a certain page."""
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def post_login(self, request, user, *, signal_kwargs=None, **kwargs):
        """Tie the service that somebody came from, if they came to do that."""
        if (signal_kwargs or {}).get("ties_service"):
            providers.tie(request, user)
        else:
            providers.forget(request)
        return super().post_login(request, user, signal_kwargs=signal_kwargs, **kwargs)

    def get_password_change_redirect_url(self, request) -> str:
        return reverse("mfa_index")

    def get_login_stages(self) -> list[str]:
        """The steps of a login; the second step is ours, see `second_step`."""
        ours = {"allauth.mfa.stages.AuthenticateStage": second_step.STAGE}
        return [ours.get(path, path) for path in super().get_login_stages()]

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Ask who it is unless the person has shown it in the last quarter of an hour.

        allauth asks nothing of an account without a password and a second step, which here are
        most accounts; so the answer is ours.

        Raises:
            ReauthenticationRequired: it was longer ago.
        """
        if not fresh.is_fresh(context.request):
            raise ReauthenticationRequired
        return False

    def get_reauthentication_methods(self, user) -> list[dict[str, str]]:
        """The ways to show who it is: the second step where there is one, else a code by mail."""
        if not user.is_authenticated:
            return []
        methods = []
        types = second_step.types_of(user)
        if {"totp", "recovery_codes"} & types:
            methods.append(
                {
                    "id": "mfa_reauthenticate",
                    "description": _("Use a code from your app, or a recovery code"),
                    "url": reverse("mfa_reauthenticate"),
                }
            )
        if "webauthn" in types:
            methods.append(
                {
                    "id": "mfa_reauthenticate:webauthn",
                    "description": _("Use your passkey"),
                    "url": reverse("mfa_reauthenticate_webauthn"),
                }
            )
        if not second_step.is_asked_for(user):
            methods.append(
                {
                    "id": "reauthenticate",
                    "description": _("Get a code by e-mail"),
                    "url": reverse("account_reauthenticate"),
                }
            )
            methods.reverse()
        return methods
