"""Codes by mail: six digits, once, a quarter of an hour, in the browser that asked for them."""

import time
from dataclasses import dataclass
from typing import Any

from allauth.account import signals
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core.internal.cryptokit import compare_user_code
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from civsam_platform.accounts import addresses
from civsam_platform.accounts.models import User


class LoginCode(LoginCodeVerificationProcess):
    """The code of a login, kept in the session of the browser.

    Nothing is looked up before the code is right, so an address with an account and one without
    get the same page, the same mail and the same time. A new account is made only then.
    """

    @classmethod
    def begin(cls, request: HttpRequest, address: str, **state: Any) -> "LoginCode":
        """Send a code to an address; the code of this browser before it no longer works."""
        login = Login(user=None, email=address)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        stage = LoginByCodeStage(LoginStageController(request, login), request, login)
        stage.state.update(cls.initial_state(user=None, email=address))
        stage.state.update(initiated_by_user=True, **state)
        process = cls(stage=stage)
        process.send()
        process.persist()
        return process

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:
        context = {"code": self.generate_code()}
        get_adapter().send_mail("account/email/login_code", email, context)

    def resend(self) -> None:
        """Send a new code, from now on for another quarter of an hour; the old one is dead."""
        self.state["at"] = time.time()
        self.send()
        self.record_resend()
        self.persist()

    def finish(self, redirect_url: str | None) -> HttpResponse:
        """Go on with the login after the right code, with an account that is made if need be."""
        address = self.state["email"]
        ties_service = self.state.get("ties_service", False)
        user, is_new = addresses.account_for(address)
        self.abort()  # the code has done its work
        record_authentication(self.request, user, method="code", email=address)
        if is_new:
            signals.user_signed_up.send(sender=User, request=self.request, user=user)
        login = Login(
            user=user,
            redirect_url=redirect_url,
            email=address,
            signup=is_new,
            signal_kwargs={"ties_service": ties_service},
        )
        return perform_login(self.request, login)


@dataclass
class SessionCode:
    """A code for something else than a login, kept in the session under a name of its own."""

    request: HttpRequest
    name: str

    @property
    def state(self) -> dict[str, Any] | None:
        """What is kept, or nothing when no code has been sent."""
        return self.request.session.get(f"civsam_code_{self.name}")

    def keep(self, state: dict[str, Any] | None) -> None:
        """Keep a state, or forget all."""
        key = f"civsam_code_{self.name}"
        if state is None:
            self.request.session.pop(key, None)
        else:
            self.request.session[key] = state

    def begin(self, **facts: Any) -> dict[str, Any]:
        """Start anew, with facts that belong to the code. Sending is up to the caller."""
        state = {"at": time.time(), "failed": 0, "code": new_code(), **facts}
        self.keep(state)
        return state

    @property
    def is_old(self) -> bool:
        """Whether the quarter of an hour is over."""
        return time.time() - self.state["at"] > settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT

    def matches(self, **written: str) -> bool:
        """Whether each of the codes is the one that was sent; a third wrong try forgets all."""
        state = self.state
        right = not self.is_old and all(
            compare_user_code(actual=code, expected=state.get(name) or "")
            for name, code in written.items()
        )
        if not right:
            state["failed"] += 1
            over = state["failed"] >= settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS
            self.keep(None if over else state)
        return right


def new_code() -> str:
    """Six random digits."""
    return get_adapter().generate_login_code()
