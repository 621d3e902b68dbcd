"""What somebody has typed outlives the session they typed it in."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, resolve_url
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt

TYPED = "civsam_typed"  # in the session: where, what and when
MAX_CHARACTERS = 100_000
KEPT_SECONDS = 3600

View = Callable[..., HttpResponse]


def keeps_typed(view: View) -> View:
    """A view whose form is not lost when its writer is logged out, or logs in again elsewhere.

    The text of somebody who is logged out waits in the session, and the view finds it by `typed`
    when they have logged in. A form whose token has gone stale is shown again instead of refused;
    nothing is saved before its button is pressed once more: ask `is_stale`.

    The view is safe against forgery like any other: it is told of a stale token and must not
    save then.
    """

    @csrf_exempt
    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            request.civsam_upload_failed = not _readable(request)  # type: ignore[attr-defined]
            request.civsam_stale = _is_forged(request)  # type: ignore[attr-defined]
            if not request.user.is_authenticated:
                if not request.civsam_stale:  # type: ignore[attr-defined]
                    _put_aside(request)
                here = urlencode({"next": request.get_full_path()})
                return redirect(f"{_login_url()}?{here}")
        return view(request, *args, **kwargs)

    return kept


def typed(request: HttpRequest) -> QueryDict | None:
    """What was typed on this very page before its writer was logged out, if anything was."""
    kept = request.session.get(TYPED)
    if not kept or kept["path"] != request.path:
        return None
    if time.time() - kept["at"] > KEPT_SECONDS:
        forget(request)
        return None
    data = QueryDict(mutable=True)
    for name, values in kept["data"].items():
        data.setlist(name, values)
    return data


def forget(request: HttpRequest) -> None:
    """What was typed is in its place."""
    request.session.pop(TYPED, None)


def is_stale(request: HttpRequest) -> bool:
    """Whether the form came with a token that counts no more: show it again, and save nothing."""
    return bool(getattr(request, "civsam_stale", False))


def upload_failed(request: HttpRequest) -> bool:
    """Whether there was no room for what was sent: then nothing of the form has arrived."""
    return bool(getattr(request, "civsam_upload_failed", False))


def _put_aside(request: HttpRequest) -> None:
    data = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    if sum(len(value) for values in data.values() for value in values) > MAX_CHARACTERS:
        return
    request.session[TYPED] = {"path": request.path, "data": data, "at": time.time()}


def _readable(request: HttpRequest) -> bool:
    """Read what was sent; a disk that is full says so here."""
    try:
        request.POST  # noqa: B018
    except OSError:
        return False
    return True


def _is_forged(request: HttpRequest) -> bool:
    check = CsrfViewMiddleware(lambda _request: HttpResponse())
    check.process_request(request)
    request.csrf_processing_done = False  # type: ignore[attr-defined]
    return check.process_view(request, _checked, (), {}) is not None


def _checked(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _login_url() -> str:
    return str(resolve_url(settings.LOGIN_URL))
