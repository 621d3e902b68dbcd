"""What all views of Mina sidor share: refusals in a form, and pages that are nobody else's."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from civsam_pages.arena.forms import PublicForm, blame

View = Callable[..., HttpResponse]


def private(view: View) -> View:
    """Only for who is logged in, and kept by no cache but the person's own browser."""

    @login_required
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_cache=True)
        return response

    shown.__name__, shown.__doc__ = view.__name__, view.__doc__
    return shown


def posted_key(request: HttpRequest) -> UUID | None:
    """The key of the form that was sent, if it has one that can be read."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return None


def attempt(form: PublicForm, service: Callable[[], Any]) -> Any:
    """What a service gives; None where it says no, which the form then tells in its own words."""
    try:
        return service()
    except (PermissionDenied, ValidationError) as refusal:
        blame(form, refusal)
    return None


def do(request: HttpRequest, service: Callable[[], Any], done: str) -> Any:
    """Run a service for a page without questions, and say how it went on the next page."""
    try:
        result = service()
    except (PermissionDenied, ValidationError) as refusal:
        texts = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
        messages.error(request, " ".join(texts))
        return None
    messages.success(request, done)
    return result
