"""Asking to act for an association that is in the register, and the answer of its own address."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ...models import ActorPage
from ...policies import acts_for
from ...templatetags.civsam_people import masked, person
from .. import policies
from ..finding import actors_called
from ..forms import ClaimForm, FindForm
from ..forms.claims import Way
from ..models import Claim, Membership
from ..rules import Role
from ..services import claims, naming
from .answers import attempt, do, posted_key, private

SHOWN = 20  # hits of a search


@private
def find(request):
    """Search the register for one's association."""
    form = FindForm(request.GET if "q" in request.GET else None)
    found = actors_called(form.cleaned_data["q"], SHOWN + 1) if form.is_valid() else None
    hits = found or []
    context = {
        "heading": _("Find your association"),
        "form": form,
        "found": hits[:SHOWN],
        "searched": found is not None,
        "more": len(hits) > SHOWN,
        "back": _("Back to My pages"),
        "back_url": reverse("civsam_people:home"),
    }
    return render(request, "civsam_pages/people/claim_find.html", context)


@private
def claim(request, actor_id):
    """Ask to act for an association: at its own address, or with evidence."""
    actor = get_object_or_404(ActorPage.objects.live(), pk=actor_id)
    if again := Claim.objects.filter(claimant=request.user, key=posted_key(request)).first():
        return redirect("civsam_people:claim_status", again.pk)
    allowed = policies.may_claim(request.user, actor)
    if not allowed and acts_for(request.user, actor, Role.ADMIN):
        return redirect("civsam_people:actor", actor.pk)
    by_address = policies.may_claim_by_address(request.user, actor)
    form = ClaimForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        address=masked(actor.contact_email) if by_address else "",
    )
    if form.is_valid():
        given = dict(form.cleaned_data)
        given.pop("way", None)
        naming.take_name(user=request.user, name=given.pop("your_name", ""))
        file = given.pop("file", None)
        if form.chosen_way == Way.ADDRESS:
            service, extra = claims.claim_by_address, {}
        else:
            service, extra = claims.claim_with_evidence, {"file": file}
        sent = attempt(form, lambda: service(actor=actor, claimant=request.user, **given, **extra))
        if sent:
            messages.success(request, _("Your request is sent."))
            return redirect("civsam_people:claim_status", sent.pk)
    has_admin = Membership.objects.running().at_least(Role.ADMIN).filter(actor=actor).exists()
    context = {
        "heading": _("Ask to act for %(actor)s") % {"actor": actor.title},
        "form": form,
        "actor": None,
        "claimed": actor,
        "refusal": "" if allowed or form.is_bound else allowed.reason,
        "by_address": bool(by_address),
        "no_address": "" if by_address else by_address.reason,
        "has_admin": has_admin,
        "back": _("Find another association"),
        "back_url": reverse("civsam_people:claim_find"),
    }
    return render(request, "civsam_pages/people/claim.html", context)


@private
def status(request, pk):
    """Where one's own request stands; it can be taken back here."""
    rows = Claim.objects.visible_to(request.user).filter(claimant=request.user)
    found = get_object_or_404(rows.select_related("actor", "evidence", "supported_by"), pk=pk)
    if request.method == "POST":
        withdraw = lambda: claims.withdraw(claim=found, by=request.user)  # noqa: E731
        do(request, withdraw, _("You have taken the request back."))
        return redirect("civsam_people:claim_status", found.pk)
    context = {
        "heading": _("Your request about %(actor)s") % {"actor": found.actor.title},
        "claim": found,
        "acts": acts_for(request.user, found.actor_id),
        "may_withdraw": policies.may_withdraw(request.user, found),
        "back": _("Back to My pages"),
        "back_url": reverse("civsam_people:home"),
    }
    return render(request, "civsam_pages/people/claim_status.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, token):
    """The association's own address says yes or no. Reading the page decides nothing."""
    asked = claims.find_by_token(token)
    if asked is None:
        return _closed(request)
    if request.method == "POST":
        agrees = request.POST.get("answer")
        if agrees not in ("yes", "no"):
            raise Http404
        try:
            claims.answer_from_address(claim_token=token, agrees=agrees == "yes")
        except PermissionDenied as refusal:
            return _closed(request, str(refusal))
        return _thanks(request, asked, agrees == "yes")
    heading = _("May %(person)s act for %(actor)s?") % {
        "person": person(asked.claimant),
        "actor": asked.actor.title,
    }
    return _answer_page(request, {"state": "open", "claim": asked, "heading": heading})


def _thanks(request, asked, agreed):
    names = {"person": person(asked.claimant), "actor": asked.actor.title}
    if agreed:
        texts = [
            _("%(person)s can act for %(actor)s from now on, and has got an e-mail.") % names,
            _("Was it wrong? Write to us, and we take it back."),
        ]
    else:
        texts = [_("%(person)s has been told. Nothing has been changed.") % names]
    return _answer_page(request, {"state": "done", "heading": _("Thank you"), "texts": texts})


def _closed(request, reason=""):
    texts = [
        reason or _("It has been answered already, or is older than seven days."),
        _("Whoever asked can send a new question from their pages."),
    ]
    context = {"state": "closed", "heading": _("This link no longer works"), "texts": texts}
    return _answer_page(request, context, status=410)


def _answer_page(request, context, status=200):
    response = render(request, "civsam_pages/people/address_answer.html", context, status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response
