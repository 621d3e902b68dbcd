"""HTTP only: the page that turns a kind of mail off, and the button of a mail program."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from . import choices, look, unsubscribing
from .rules import Pace
from .services import pace_of

ONE_CLICK = "One-Click"


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Let the mail program's own button through without a form token (RFC 8058), and nothing else.

    The signed token of the address says whose mail of which kind it is, so no login is asked for.
    """
    if request.method == "POST" and request.POST.get("List-Unsubscribe") == ONE_CLICK:
        if found := unsubscribing.read(token):
            user, kind = found
            choices.save(user, {kind.code: Pace.NONE})
        return HttpResponse(status=200 if found else 404, content_type="text/plain")
    return page(request, token)


@csrf_protect
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Ask before it is done: a scanner of links opens addresses, and presses no buttons."""
    found = unsubscribing.read(token)
    if found is None:
        given = {"choices_path": look.look().choices_path}
        return render(request, "civsam_pages/notifications/unknown.html", given, status=404)
    user, kind = found
    if request.method == "POST":
        choices.save(user, {kind.code: Pace.NOW if "again" in request.POST else Pace.NONE})
    given = {
        "kind": kind,
        "is_off": pace_of(user, kind) == Pace.NONE,
        "is_done": request.method == "POST",
        "choices_path": look.look().choices_path,
    }
    return render(request, "civsam_pages/notifications/unsubscribe.html", given)
