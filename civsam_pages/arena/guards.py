"""What keeps machines from public forms: a field nobody sees, a moment to write, and limits.

    class AnswerForm(GuardedForm): …
    form = AnswerForm(request.POST or None)          # honeypot and signed minimum time
    if too_many("answer", address, limit=5, seconds=3600): …

There is no picture to read and no script; whoever is stopped by mistake presses the button again.
"""

import time
from typing import Any

from django import forms
from django.core import signing
from django.core.cache import InvalidCacheBackendError, caches
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from .forms import PublicForm

SALT = "civsam.guards.stamp"
SECONDS_TO_WRITE = 3
HONEYPOT = "homepage"
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


class TrappedForm(PublicForm):
    """A form with a field that nobody sees. `trap` is it, for `civsam_pages/forms/_trap.html`."""

    homepage = forms.CharField(
        required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.pop(HONEYPOT, ""):
            raise ValidationError(
                _("A field that is not for people was filled in. Leave it empty."), code="trap"
            )
        return given

    @property
    def questions(self) -> list[forms.BoundField]:
        """The fields that are for people."""
        return [field for field in self if field.name != HONEYPOT]

    @property
    def trap(self) -> forms.BoundField:
        """The field that only machines fill in."""
        return self[HONEYPOT]


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

    Nothing of `who` is kept but a hash that nobody can read back without the site's key.
    """
    cache = _cache()
    digest = salted_hmac("civsam.guards", who.lower(), algorithm="sha256").hexdigest()
    key = f"civsam.guards.{name}.{digest}"
    cache.add(key, 0, timeout=seconds)
    try:
        return bool(cache.incr(key) > limit)
    except ValueError:  # it ended in between
        cache.set(key, 1, timeout=seconds)
        return False


def sender_of(request: HttpRequest) -> str:
    """Whom to count: the account, else the browser by its form cookie. No address is kept."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return f"account-{user.pk}"
    return f"browser-{request.META.get('CSRF_COOKIE', '')}"


def _cache() -> Any:
    for name in CACHES:
        try:
            return caches[name]
        except InvalidCacheBackendError:
            continue
    raise InvalidCacheBackendError(CACHES[-1])
