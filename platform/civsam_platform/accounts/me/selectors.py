"""What "Mitt konto" shows: a bounded number of questions to the database."""

from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Q

from civsam_pages.notifications.models import Bounce


@dataclass(frozen=True, slots=True)
class Login:
    """How somebody logs in. `new_address` waits to be confirmed."""

    address: str
    new_address: str
    passkeys: int
    has_app: bool
    has_recovery_codes: bool
    has_password: bool
    sessions: int

    @property
    def has_second_step(self) -> bool:
        """Whether more than the mailbox is needed to log in, or can be used instead of it."""
        return bool(self.passkeys or self.has_app)


def login_of(user: Any) -> Login:
    """How the person logs in, and in how many browsers they are right now."""
    types = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    waiting = EmailAddress.objects.filter(user=user, verified=False).exclude(email=user.email)
    return Login(
        address=user.email,
        new_address=waiting.values_list("email", flat=True).first() or "",
        passkeys=types.count(Authenticator.Type.WEBAUTHN),
        has_app=Authenticator.Type.TOTP in types,
        has_recovery_codes=Authenticator.Type.RECOVERY_CODES in types,
        has_password=user.has_usable_password(),
        sessions=UserSession.objects.filter(user=user).count() or 1,  # this one
    )


def bounces_of(user: Any) -> list[Bounce]:
    """What is noted about mail that came back from the person's addresses."""
    own = EmailAddress.objects.filter(user=user).values("email")
    return list(Bounce.objects.filter(Q(address__iexact=user.email) | Q(address__in=own)))
