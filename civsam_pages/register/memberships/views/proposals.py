"""Proposing an association, a network or a group: questions, a check, and where it stands."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ...policies import acts_for
from ...rules import format_org_number
from .. import policies, selectors
from ..forms import ProposeForm, SendProposalForm
from ..models import ActorProposal
from ..services import naming, proposals
from .answers import attempt, do, posted_key, private

SAVED = "civsam_proposal"  # the answers, in the session, until they are sent
PUBLIC, PRIVATE = ("name", "kind", "org_number", "summary", "contact_email"), ("function",)


@private
def propose(request: HttpRequest) -> HttpResponse:
    """Ask what it is; the answers are kept until they are sent."""
    form = ProposeForm(request.POST or None, initial=request.session.get(SAVED), user=request.user)
    if form.is_valid():
        given = dict(form.cleaned_data)
        naming.take_name(user=request.user, name=given.pop("your_name", ""))
        request.session[SAVED] = given
        return redirect("civsam_people:propose_check")
    context = {
        "heading": _("Propose an association, a network or a group"),
        "form": form,
        "back": _("Back to My pages"),
        "back_url": reverse("civsam_people:home"),
    }
    return render(request, "civsam_pages/people/propose.html", context)


@private
def check(request: HttpRequest) -> HttpResponse:
    """Show the answers, and what is like it in the register; then it is sent."""
    asked = ProposeForm(request.session.get(SAVED) or {})
    form = SendProposalForm(request.POST or None, request.FILES or None)
    rows = ActorProposal.objects.filter(proposer=request.user, key=posted_key(request))
    if again := rows.first():  # a second click
        return redirect("civsam_people:proposal", again.pk)
    if not asked.is_valid():
        return redirect("civsam_people:propose")
    if form.is_valid():
        send = {"proposer": request.user, **asked.cleaned_data, **form.cleaned_data}
        if sent := attempt(form, lambda: proposals.propose(**send)):
            request.session.pop(SAVED, None)
            messages.success(request, _("Your proposal is sent."))
            return redirect("civsam_people:proposal", sent.pk)
    given = asked.cleaned_data
    context = {
        "heading": _("Check your answers"),
        "form": form,
        "public": _answers(asked, PUBLIC),
        "private": _answers(asked, PRIVATE),
        "similar": selectors.similar_actors(given["name"], given["org_number"]),
        "back": _("Back to the questions"),
        "back_url": reverse("civsam_people:propose"),
    }
    return render(request, "civsam_pages/people/propose_check.html", context)


@private
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """Where one's own proposal stands; it can be taken back here."""
    rows = ActorProposal.objects.visible_to(request.user).filter(proposer=request.user)
    found = get_object_or_404(rows.select_related("actor", "evidence"), pk=pk)
    if request.method == "POST":
        done = _("You have taken the proposal back.")
        do(request, lambda: proposals.withdraw(proposal=found, by=request.user), done)
        return redirect("civsam_people:proposal", found.pk)
    context = {
        "heading": _("Your proposal: %(name)s") % {"name": found.name},
        "proposal": found,
        "acts": found.actor_id and acts_for(request.user, found.actor_id),
        "may_withdraw": policies.may_withdraw(request.user, found),
        "back": _("Back to My pages"),
        "back_url": reverse("civsam_people:home"),
    }
    return render(request, "civsam_pages/people/proposal.html", context)


def _answers(form: ProposeForm, names: tuple[str, ...]) -> list[dict]:
    shown = {
        **form.cleaned_data,
        "kind": form.cleaned_data["kind"].label,
        "org_number": format_org_number(form.cleaned_data["org_number"]),
    }
    return [
        {
            "name": f"{name}_0" if form[name].use_fieldset else name,
            "label": form[name].label,
            "text": shown[name],
        }
        for name in names
    ]
