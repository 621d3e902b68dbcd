"""The link of an invitation: anybody may read it, and the invited person says yes."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ...policies import acts_for
from ...templatetags.civsam_people import masked
from .. import policies
from ..acting import choose
from ..forms.fields import WHAT_ROLES_DO
from ..models import Invitation
from ..rules import RequestState, Role
from ..services import invitations


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites to what. Reading decides nothing; a POST by the invited person accepts."""
    found = invitations.find_by_token(token)
    if request.method == "POST":
        if not request.user.is_authenticated:
            return redirect_to_login(request.path)
        if found is not None and (answer := _accept(request, found, token)):
            return answer
    context = _closed() if found is None else _shown(request, found)
    status = 410 if found is None else 200
    response = render(request, "civsam_pages/people/invitation.html", context, status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _accept(request: HttpRequest, found: Invitation, token: str) -> HttpResponse | None:
    try:
        right = invitations.accept(token=token, user=request.user)
    except PermissionDenied as refusal:
        messages.error(request, str(refusal))
        return None
    actor = {"actor": found.actor.title}
    if right is None or not right.is_running:
        messages.success(request, _("Thank you. You get an e-mail when your role begins."))
        return redirect("civsam_people:home")
    choose(request, found.actor)
    messages.success(request, _("Welcome. You can now act for %(actor)s.") % actor)
    return redirect("civsam_people:actor", found.actor_id)


def _shown(request: HttpRequest, found: Invitation) -> dict:
    names = {"actor": found.actor.title, "address": masked(found.address)}
    context = {
        "invitation": found,
        "heading": _("You are invited to act for %(actor)s") % names,
        "what": WHAT_ROLES_DO[Role(found.role)],
        "texts": [],
    }
    user = request.user
    if user.is_authenticated and found.accepted_by_id == user.pk:
        return context | _accepted(user, found)
    if not found.is_open:
        return _closed(found)
    if not user.is_authenticated:
        return context | {
            "state": "anonymous",
            "login_url": redirect_to_login(request.path).url,
            "texts": [
                _(
                    "Log in with the address that the invitation was sent to: %(address)s. You "
                    "get a code by e-mail and need no password. If you have no account, you "
                    "get one now."
                )
                % names,
                _("Then you come back here and accept."),
            ],
        }
    if user.email.lower() != found.address.lower():
        texts = _(
            "You are logged in as %(you)s, but the invitation was sent to %(address)s. Log out, "
            "and log in with that address. Or ask for an invitation to the address you use."
        )
        return context | {"state": "wrong", "texts": [texts % {**names, "you": user.email}]}
    decision = policies.may_accept(user, found)
    return context | {"state": "open"} if decision else _closed(found, decision.reason)


def _accepted(user: object, found: Invitation) -> dict:
    acts = acts_for(user, found.actor_id)
    waits = found.handover and found.handover.state == RequestState.WAITING_STAFF
    texts = [_("You have accepted this invitation.")]
    if waits:
        texts.append(_("The municipality reads the minutes. You get an e-mail."))
    return {
        "state": "done",
        "texts": texts,
        "actor_url": reverse("civsam_people:actor", args=[found.actor_id]) if acts else "",
    }


def _closed(found: Invitation | None = None, reason: str = "") -> dict:
    """An invitation that cannot be used; of one that never was, nothing is told."""
    texts = [
        reason or _("It has been used or taken back, or is older than fourteen days."),
        _("Ask the association for a new one."),
    ]
    heading = _("This invitation is no longer open")
    return {"state": "closed", "invitation": found, "heading": heading, "texts": texts}
