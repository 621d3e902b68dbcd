"""What keeps machines from public forms: a field nobody sees, a moment to write, and limits.

    class AnswerForm(GuardedForm): …
    form = AnswerForm(request.POST or None)          # the trap and the signed minimum time
    sent = attempt(form, lambda: hold_back(request, "answer", limit=30) or services.send(…))

Forms behind a login, or behind a signed link in a mail, have the trap and the limits, and no
minimum time: two clicks are enough there. What is one's own account's alone has neither: nothing of
it reaches anybody else. Buttons that ask for nothing have no trap.
There is no picture to read and no script; whoever is stopped by mistake presses the button again.
"""

import time
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.cache import InvalidCacheBackendError, caches
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.html import format_html
from django.utils.translation import gettext as _

from .forms import PublicForm

SALT = "civsam.guards.stamp"
SECONDS_TO_WRITE = 2
HOUR = 3600
HONEYPOT = "homepage"
# Many use the net address of a library or a school at the same time.
SHARED = 10
CACHES = ("limits", "default")  # a site may share its counters between all processes


def stamp(ago: int = 0) -> str:
    """The signed moment at which a form was shown; `ago` seconds before now."""
    return signing.dumps(int(time.time()) - ago, salt=SALT)


def new_stamp() -> str:
    """The moment at which a form is shown: now."""
    return stamp()


def age_of(value: str) -> int | None:
    """How many seconds ago a form was shown; None where the stamp is not ours."""
    try:
        return int(time.time()) - int(signing.loads(value, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None


class Trap(forms.TextInput):
    """A text field for machines. It counts as hidden, so that no page draws it as a question."""

    is_hidden = True

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        field = super().render(name, value, attrs, renderer)
        words = _("Leave this empty")
        return format_html("<div hidden><label>{} {}</label></div>", words, field)


class TrappedForm(PublicForm):
    """A form with a field that nobody sees, and that machines fill in."""

    homepage = forms.CharField(
        required=False,
        initial="",
        widget=Trap(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.pop(HONEYPOT, ""):
            raise ValidationError(
                _("A field that is not for people was filled in. Leave it empty."), code="trap"
            )
        return given


class GuardedForm(TrappedForm):
    """A form that anybody may send, without an account: no quicker than a person writes."""

    shown_at = forms.CharField(required=False, initial=new_stamp, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        age = age_of(given.pop("shown_at", ""))
        if age is None:
            self._stamp_again()
            raise ValidationError(
                _("We could not check the form. Press the button once more."), code="stamp"
            )
        if age < SECONDS_TO_WRITE:
            raise ValidationError(
                _("That was very quick. Wait a moment, and press the button once more."),
                code="quick",
            )
        return given

    def _stamp_again(self) -> None:
        self.data = self.data.copy()
        self.data[self.add_prefix("shown_at")] = stamp()


def too_many(name: str, who: str, *, limit: int, seconds: int) -> bool:
    """Count a try of `who`, and tell whether it is more than `limit` within so many seconds.

    Nothing of `who` is kept but a hash that nobody can read back without the site's key. Two tries
    at the very same moment may count as one: a limit needs no more, and nobody waits for a lock.
    """
    cache = _cache()
    digest = salted_hmac("civsam.guards", who.lower(), algorithm="sha256").hexdigest()
    key = f"civsam.guards.{name}.{digest}"
    now = time.time()
    tries, ends = cache.get(key) or (0, now + seconds)
    cache.set(key, (tries + 1, ends), timeout=max(1, round(ends - now)))
    return bool(tries >= limit)


def hold_back(request: HttpRequest, name: str, *, limit: int) -> None:
    """Count what somebody sends, and refuse what is more than `limit` in an hour.

    Who has no account is counted by browser and, much wider, by the address on the net.

    Raises:
        PermissionDenied: it is more. What was written stays in the form.
    """
    counted = [(sender_of(request), limit)]
    if not request.user.is_authenticated:
        counted.append((f"net-{net_address(request)}", limit * SHARED))
    over = [too_many(name, who, limit=most, seconds=HOUR) for who, most in counted]
    if any(over):
        raise PermissionDenied(
            _("You have sent this many times in a short while. Wait an hour, and try again.")
        )


def sender_of(request: HttpRequest) -> str:
    """Whom to count: the account, else the browser by its form cookie."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"account-{user.pk}"
    return f"browser-{request.META.get('CSRF_COOKIE', '')}"


def net_address(request: HttpRequest) -> str:
    """Where a request comes from: what the outermost proxy that the site trusts has written.

    `CIVSAM_TRUSTED_PROXY_COUNT` is how many they are; without one the sender could choose freely.
    """
    proxies = getattr(settings, "CIVSAM_TRUSTED_PROXY_COUNT", 0)
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if proxies and len(hops) >= proxies:
        return hops[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def _cache() -> Any:
    for name in CACHES:
        try:
            return caches[name]
        except InvalidCacheBackendError:
            continue
    raise InvalidCacheBackendError(CACHES[-1])
