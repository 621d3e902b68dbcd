"""People and roles of one association: inviting, renewing, changing, ending, answering."""

import uuid
from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from civsam_search.api import today

from ...models import ActorPage
from ...policies import acts_for
from ...templatetags.civsam_people import person
from .. import policies, selectors
from ..acting import actor_or_404
from ..forms import AnswerForm, InviteForm, RoleForm
from ..models import Claim, Handover, Invitation, Membership
from ..rules import INVITATION_DAYS, OPEN, RequestState, Role, renewed_until
from ..services import claims, invitations, rights
from .answers import attempt, do, posted_key, private
from .mine import frame


@private
def people(request: HttpRequest, actor_id: int) -> HttpResponse:
    """Who may do what for the association, what waits, and the ways to change it."""
    actor = actor_or_404(request, actor_id, policies.may_see_people)
    rows = selectors.people(actor)
    roles = Counter(row.role for row in rows if row.state in ("active", "ending"))
    handovers = Handover.objects.visible_to(request.user).filter(actor=actor, state__in=OPEN)
    context = {
        "heading": _("People and roles"),
        **frame(request, actor, "people"),
        "people": rows,
        "no_admin": not roles[Role.ADMIN],
        "handover": handovers.first(),
        "invite_form": InviteForm(),
        "days": INVITATION_DAYS,
        "history": selectors.history(actor),
        "today": today(),
    }
    return render(request, "civsam_pages/people/people.html", context)


@private
def invite(request: HttpRequest, actor_id: int) -> HttpResponse:
    """Invite somebody to write, or to apply for grants too."""
    actor = actor_or_404(request, actor_id, policies.may_manage)
    form = InviteForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        if attempt(form, lambda: invitations.invite(actor=actor, by=request.user, **given)):
            sent = _("The invitation to %(address)s is sent.")
            messages.success(request, sent % {"address": given["address"]})
            return redirect("civsam_people:people", actor.pk)
    context = {
        "heading": _("Invite somebody"),
        "actor": actor,
        "form": form,
        "days": INVITATION_DAYS,
        **_back(actor),
    }
    return render(request, "civsam_pages/people/invite.html", context)


@require_POST
@private
def revoke(request: HttpRequest, actor_id: int, pk: int) -> HttpResponse:
    """Take back an invitation."""
    actor = actor_or_404(request, actor_id, policies.may_manage)
    found = get_object_or_404(_of(Invitation, request, actor), pk=pk)
    service = lambda: invitations.revoke(invitation=found, by=request.user)  # noqa: E731
    do(request, service, _("The invitation is taken back. The link no longer works."))
    return redirect("civsam_people:people", actor.pk)


@require_POST
@private
def send_again(request: HttpRequest, actor_id: int, pk: int) -> HttpResponse:
    """Send an invitation with a new link."""
    actor = actor_or_404(request, actor_id, policies.may_manage)
    found = get_object_or_404(_of(Invitation, request, actor), pk=pk)
    service = lambda: invitations.send_again(invitation=found, by=request.user)  # noqa: E731
    do(request, service, _("The invitation is sent again, with a new link."))
    return redirect("civsam_people:people", actor.pk)


@private
def change(request: HttpRequest, actor_id: int, pk: int) -> HttpResponse:
    """One person: another role, a year more, or the way to ending it."""
    actor = actor_or_404(request, actor_id, policies.may_manage)
    found = _membership(request, actor, pk)
    form = RoleForm(request.POST or None, held=Role(found.role))
    if form.is_valid():
        given = {"membership": found, "role": form.cleaned_data["role"], "by": request.user}
        if attempt(form, lambda: rights.change_role(**given)):
            messages.success(request, _("The role is changed."))
            return _after(request, actor)
    context = {
        "heading": _("Change the role of %(person)s") % {"person": person(found.user)},
        "actor": actor,
        "membership": found,
        "form": form,
        "may_change": _may_change(request.user, found),
        "may_renew": policies.may_renew(request.user, found),
        "until": renewed_until(found.valid_until, today()),
        "own": found.user_id == request.user.pk,
        **_back(actor),
    }
    return render(request, "civsam_pages/people/change.html", context)


@private
def renew(request: HttpRequest, actor_id: int, pk: int) -> HttpResponse:
    """Give a right a year more; one's own is asked for at the association's address."""
    actor = actor_or_404(request, actor_id, acts_for_or_manages)
    found = _membership(request, actor, pk)
    own = found.user_id == request.user.pk
    if request.method == "POST":
        return _renew(request, actor, found, own)
    may = policies.may_renew_by_address if own else policies.may_renew
    decision = may(request.user, found)
    context = {
        "heading": _("Renew the role of %(person)s") % {"person": person(found.user)},
        "actor": actor,
        "membership": found,
        "until": renewed_until(found.valid_until, today()),
        "refusal": decision.reason,
        "own": own,
        "key": uuid.uuid4(),
        **_back(actor),
    }
    return render(request, "civsam_pages/people/renew.html", context)


def _renew(request: HttpRequest, actor: ActorPage, found: Membership, own: bool) -> HttpResponse:
    if not own:
        service = lambda: rights.renew(membership=found, by=request.user)  # noqa: E731
        done = _("%(person)s's role is renewed.") % {"person": person(found.user)}
        do(request, service, done)
        return redirect("civsam_people:people", actor.pk)
    key = posted_key(request) or uuid.uuid4()
    service = lambda: claims.renew_by_address(membership=found, by=request.user, key=key)  # noqa: E731
    claim = do(request, service, _("We have written to the association's address."))
    if claim:
        return redirect("civsam_people:claim_status", claim.pk)
    return redirect("civsam_people:people", actor.pk)


@private
def end(request: HttpRequest, actor_id: int, pk: int) -> HttpResponse:
    """Ask once, then end a right: another's, or one's own."""
    actor = actor_or_404(request, actor_id, acts_for_or_manages)
    found = _membership(request, actor, pk)
    own = found.user_id == request.user.pk
    if request.method == "POST":
        if do(
            request,
            lambda: rights.end(membership=found, by=request.user),
            _("The role is ended. What %(person)s has written stays.")
            % {"person": person(found.user)},
        ):
            return _after(request, actor)
        return redirect("civsam_people:end", actor.pk, found.pk)
    name = {"person": person(found.user)}
    context = {
        "heading": _("Leave your role?") if own else _("End the role of %(person)s?") % name,
        "actor": actor,
        "membership": found,
        "own": own,
        "is_admin": bool(policies.may_manage(request.user, actor)),
        "refusal": policies.may_end(request.user, found).reason,
        **_back(actor, policies.may_see_people(request.user, actor)),
    }
    return render(request, "civsam_pages/people/end.html", context)


@private
def answer_claim(request: HttpRequest, actor_id: int, pk: int) -> HttpResponse:
    """Say yes or no to somebody who asks; the municipality decides after a yes."""
    actor = actor_or_404(request, actor_id, policies.may_manage)
    rows = _of(Claim, request, actor).exclude(claimant=request.user)
    found = get_object_or_404(rows.select_related("claimant", "evidence"), pk=pk)
    initial = {"answer": "no"} if request.GET.get("answer") == "no" else None
    form = AnswerForm(request.POST or None, initial=initial)
    if form.is_valid():
        given = {"claim": found, "by": request.user}
        if form.cleaned_data["answer"] == AnswerForm.YES:
            answered = attempt(form, lambda: claims.support(**given))
            done = _("Thank you. The municipality now reads the minutes.")
        else:
            reason = form.cleaned_data["reason"]
            answered = attempt(form, lambda: claims.object(reason=reason, **given))
            done = _("Thank you. %(person)s has been told why.")
            done = done % {"person": person(found.claimant)}
        if answered:
            messages.success(request, done)
            return redirect("civsam_people:people", actor.pk)
    context = {
        "heading": _("%(person)s wants to act for you") % {"person": person(found.claimant)},
        "actor": actor,
        "claim": found,
        "form": form,
        "closed": "" if form.is_bound else _closed(request.user, found),
        **_back(actor),
    }
    return render(request, "civsam_pages/people/answer_claim.html", context)


def acts_for_or_manages(user: Any, actor: ActorPage) -> Any:
    """Whether somebody acts for the association, or manages it for the municipality."""
    return acts_for(user, actor) or policies.may_manage(user, actor)


def _closed(user: Any, claim: Claim) -> str:
    if claim.state == RequestState.WAITING_STAFF and claim.supported_by_id:
        return _("You have said yes. The municipality reads the minutes now.")
    return policies.may_answer_claim(user, claim).reason


def _of(model: Any, request: HttpRequest, actor: ActorPage) -> Any:
    return model.objects.visible_to(request.user).filter(actor=actor)


def _membership(request: HttpRequest, actor: ActorPage, pk: int) -> Membership:
    rows = _of(Membership, request, actor).filter(ended_at=None, valid_until__gte=today())
    return get_object_or_404(rows.select_related("user", "actor"), pk=pk)


def _may_change(user: Any, found: Membership) -> bool:
    others = (role for role in Role if role != found.role)
    return any(policies.may_change_role(user, found, role) for role in others)


def _after(request: HttpRequest, actor: ActorPage) -> HttpResponse:
    """Back to the people, for who may still see them."""
    if policies.may_see_people(request.user, actor):
        return redirect("civsam_people:people", actor.pk)
    return redirect("civsam_people:home")


def _back(actor: ActorPage, to_people: Any = True) -> dict[str, str]:
    if to_people:
        url = reverse("civsam_people:people", args=[actor.pk])
        return {"back": _("Back to People and roles"), "back_url": url}
    return {"back": _("Back to My pages"), "back_url": reverse("civsam_people:home")}
