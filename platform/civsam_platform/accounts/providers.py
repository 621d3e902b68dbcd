"""Other services that people log in with: OpenID Connect and SAML.

A person at a service is known by who says so and by what they call the person (issuer and
subject), never by an e-mail address that the service tells. So the first time, a code to one's
address shows which account is one's own, and ties the two together. What else a service tells of
a person is not kept.
"""

import logging
import time
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from civsam_pages.register.fields import holds_personal_number

logger = logging.getLogger(__name__)

NEW_WAY = "civsam_new_way"  # in the session: a person at a service, not yet tied to an account


class ProviderAdapter(DefaultSocialAccountAdapter):
    """allauth asks this class where the platform decides."""

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]):
        """Keep who says so and what they call the person, and nothing more.

        Raises:
            PermissionDenied: they call the person by a personal number, which we do not keep.
        """
        account = sociallogin.account
        if holds_personal_number(account.uid):
            logger.error(
                "%s calls people by their personal numbers. Let it send another subject.",
                account.provider,
            )
            raise PermissionDenied
        account.uid = known_as(issuer_of(sociallogin), account.uid)
        account.extra_data = {}
        return super().populate_user(request, sociallogin, data)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Lead somebody who comes for the first time to a code, which finds the account."""
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        if request.user.is_authenticated:
            get_account_adapter().logout(request)
        request.session[NEW_WAY] = {"at": time.time(), "login": sociallogin.serialize()}
        query = {"next": sociallogin.state.get("next") or settings.LOGIN_REDIRECT_URL}
        raise ImmediateHttpResponse(redirect(f"{reverse('account_link')}?{urlencode(query)}"))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Accounts are made by a code only."""
        return False

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount) -> str:
        return reverse("mfa_index")


def issuer_of(sociallogin: SocialLogin) -> str:
    """Who says who the person is: the issuer of an ID token, or the entity of a SAML answer.

    Raises:
        PermissionDenied: nobody does.
    """
    extra = sociallogin.account.extra_data
    provider = sociallogin.provider
    if provider.id == "saml":
        return provider.app.settings["idp"]["entity_id"]
    issuer = extra.get("id_token", {}).get("iss")
    subject = extra.get("id_token", {}).get("sub")
    if not issuer or extra.get("userinfo", {}).get("sub", subject) != subject:
        raise PermissionDenied
    return issuer


def known_as(issuer: str, subject: str) -> str:
    """How an account at a service is stored."""
    return f"{issuer} {subject}"


def waiting(request: HttpRequest) -> SocialLogin | None:
    """The person at a service that this browser has logged in as, to be tied to an account."""
    kept = request.session.get(NEW_WAY)
    if not kept or time.time() - kept["at"] > settings.ACCOUNT_LOGIN_TIMEOUT:
        return None
    try:
        return SocialLogin.deserialize(kept["login"])
    except ValueError:
        return None


def forget(request: HttpRequest) -> None:
    """Tie nothing: whoever comes next to this computer may be somebody else."""
    if NEW_WAY in request.session:
        del request.session[NEW_WAY]


def tie(request: HttpRequest, user) -> None:
    """Let the person at the service that is waiting open the account of `user` from now on.

    Comes after the whole login, so that a second step which the account has is passed already.
    """
    login = waiting(request)
    forget(request)
    if login is None:
        return
    known = {"provider": login.account.provider, "uid": login.account.uid}
    if not SocialAccount.objects.filter(**known).exists():
        login.connect(request, user)
        record_authentication(request, user, "socialaccount", **known)
