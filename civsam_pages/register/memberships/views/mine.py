"""Mina sidor: for whom I act, what I have asked for, one association, and the files."""

from operator import attrgetter

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ...policies import acts_for
from .. import my_pages, policies, selectors
from ..acting import actor_or_404, choose
from ..models import ActorProposal, Claim, Evidence, Invitation
from ..rules import Role
from .answers import private

SHOWN = 20  # requests on the first page


@private
def home(request: HttpRequest) -> HttpResponse:
    """For whom the person acts, what they have asked for, and the ways to more."""
    context = {
        "heading": _("My pages"),
        "memberships": selectors.actors_of(request.user),
        "requests": _requests(request.user),
        "waiting_parts": my_pages.home_parts(request),
        "invitations": Invitation.objects.open()
        .filter(address=request.user.email.lower(), actor__live=True)
        .select_related("actor"),
    }
    return render(request, "civsam_pages/people/home.html", context)


@require_POST
@private
def act_as(request: HttpRequest, actor_id: int) -> HttpResponse:
    """Act for this association from now on."""
    actor = actor_or_404(request, actor_id, acts_for)
    choose(request, actor)
    messages.success(request, _("You act for %(actor)s now.") % {"actor": actor.title})
    return redirect("civsam_people:actor", actor.pk)


@private
def actor(request: HttpRequest, actor_id: int) -> HttpResponse:
    """One association: what waits, and what each room adds (`my_pages`)."""
    found = actor_or_404(request, actor_id, acts_for)
    parts = my_pages.parts(request, found)
    context = {
        "heading": found.title,
        **frame(request, found, "overview"),
        "waiting": sum(part.count for part in parts),
        "tools": [part for part in parts if part.place == my_pages.TOOLS],
        "waiting_parts": [part for part in parts if part.place == my_pages.WAITING],
        "parts": [part for part in parts if part.place == my_pages.BODY],
    }
    return render(request, "civsam_pages/people/actor.html", context)


@private
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that shows a right, as something to save: no browser opens it in our name."""
    found = get_object_or_404(Evidence.objects.visible_to(request.user), pk=pk)
    response = FileResponse(found.file.open("rb"), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, found.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def frame(request: HttpRequest, actor, section: str) -> dict:
    """What surrounds a page about an association: its menu, and what waits."""
    found = my_pages.to_do(request, actor)
    to_do = [item for item in found if item.kind != "one_admin"]
    return {
        "actor": actor,
        "section": section,
        "is_admin": bool(acts_for(request.user, actor, Role.ADMIN)),
        "navigation": my_pages.navigation(request, actor),
        "to_do": to_do,
        "waiting": len(to_do),
        "few_admins": len(to_do) < len(found),
        "may_manage": policies.may_manage(request.user, actor),
    }


def _requests(user) -> list[dict]:
    """What the person has asked for, the latest first."""
    claims = Claim.objects.filter(claimant=user).select_related("actor")
    proposals = ActorProposal.objects.filter(proposer=user)
    latest = [*claims.order_by("-created_at")[:SHOWN], *proposals.order_by("-created_at")[:SHOWN]]
    latest.sort(key=attrgetter("created_at"), reverse=True)
    return [_row(one) for one in latest[:SHOWN]]


def _row(one) -> dict:
    if isinstance(one, Claim):
        url = reverse("civsam_people:claim_status", args=[one.pk])
        title = _("Act for %(actor)s") % {"actor": one.actor.title}
    else:
        url = reverse("civsam_people:proposal", args=[one.pk])
        title = _("New in the register: %(name)s") % {"name": one.name}
    return {"request": one, "url": url, "title": title}
