"""The second step of a login: who is asked for it, and what counts as one.

An app for codes (TOTP) is a second step wherever it is on. A passkey logs in alone; as a second
step after a code by mail it is asked of those who may enter the admin.
"""

import base64
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from civsam_platform.accounts.letters import site_name

STAGE = "civsam_platform.accounts.second_step.SecondStep"
STEPS = {"totp", "webauthn"}


def types_of(user) -> set[str]:
    """The kinds of second step that an account has."""
    return set(Authenticator.objects.filter(user_id=user.pk).values_list("type", flat=True))


def may_enter_admin(user) -> bool:
    """Whether the account has access to the Wagtail admin, with or without its second step."""
    return user.is_active and user.has_right_to_enter_admin()


def is_asked_for(user) -> bool:
    """Whether a login of the account is done only with a second step."""
    if not user.is_authenticated:
        return False
    types = types_of(user) & STEPS
    return "totp" in types or bool(types and may_enter_admin(user))


def counts(record: dict[str, Any]) -> bool:
    """Whether a record of how somebody has logged in is a second step."""
    if record.get("method") == "mfa":
        return True
    return (
        record.get("method") == "socialaccount"
        and record.get("provider") in settings.PROVIDERS_WITH_SECOND_STEP
    )


def is_passed(request: HttpRequest, user) -> bool:
    """Whether this session has passed a second step."""
    return any(counts(record) for record in get_authentication_records(request, user))


def remember_added(request, user, authenticator, **signal) -> None:
    """Adding an app or a passkey has shown that one has it; a receiver of allauth's signal."""
    kind = Authenticator.Type(authenticator.type).value
    if kind in STEPS:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=kind)


class SecondStep(AuthenticateStage):
    """allauth's stage, asked for by our rules."""

    def _should_handle(self, request: HttpRequest) -> bool:
        user = self.login.user
        if user is None or not is_asked_for(user):
            return False
        return not is_passed(request, user)


class SecondStepAdapter(DefaultMFAAdapter):
    """allauth's second steps, named by the site and with their secrets enciphered."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is not right. Look at the digits and write it again."),
    }

    def get_totp_issuer(self) -> str:
        return site_name()

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site that passkeys are for, which no request decides."""
        return {"id": settings.SITE_HOST, "name": site_name()}

    def generate_authenticator_name(self, user, type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey %(number)s") % {"number": count + 1}


def _cipher() -> MultiFernet:
    """Keys of the secret key, and of those before it."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [salted_hmac("civsam.second-step", "", key, algorithm="sha256") for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest.digest())) for digest in digests])
