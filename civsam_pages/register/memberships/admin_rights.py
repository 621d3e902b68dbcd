"""The admin's pages of a right, of an actor's people and of a person, and what is done there."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from civsam_pages.arena.admin_pages import name_of
from civsam_pages.arena.decisions import allow
from civsam_pages.arena.forms import blame

from ..models import ActorPage
from . import admin_details as details
from .admin_base import NAMESPACE, PeopleView
from .admin_forms import GiveForm
from .admin_lists import people
from .models import ActorProposal, Claim, Handover, Membership
from .policies import may_decide, may_end
from .services import rights


class MembershipView(PeopleView):
    """A right, read only: who, for whom, why, and what has happened to it."""

    template_name = "civsam_pages/admin/people/membership.html"

    def get_context_data(self, **kwargs):
        self.right = visible_right(self.request.user, kwargs["pk"])
        self.page_title = _("Membership")
        self.page_subtitle = f"{name_of(self.right.user)} – {self.right.actor.title}"
        return {
            **super().get_context_data(**kwargs),
            **details.right_row(self.right, self.request.user),
            **details.actor_links(self.request.user, self.right.actor),
            "approved_by": details.staff(self.right.approved_by),
            "ended_by": details.staff(self.right.ended_by),
            "history": details.history(self.right),
        }

    def get_trail(self):
        return [(reverse(f"{NAMESPACE}:memberships"), _("Memberships"))]


class EndView(PeopleView):
    """End a right, once somebody has seen what follows."""

    template_name = "civsam_pages/admin/people/end.html"
    header_icon = "warning"

    def get_context_data(self, **kwargs):
        allow(may_decide(self.request.user))
        right = visible_right(self.request.user, kwargs["pk"])
        self.page_title = _("End a right to act")
        self.page_subtitle = name_of(right.user)
        rows = details.rights_of(right.actor, self.request.user)
        others = [row for row in rows["admins"] if row["right"].user_id != right.user_id]
        return {
            **super().get_context_data(**kwargs),
            **details.right_row(right, self.request.user),
            **details.actor_links(self.request.user, right.actor),
            "may": may_end(self.request.user, right),
            "is_last_admin": not others,
        }

    def post(self, request, pk):
        allow(may_decide(request.user))
        right = visible_right(request.user, pk)
        target = f"{NAMESPACE}:actor"
        if not (decision := may_end(request.user, right)):
            messages.info(request, decision.reason)
            return redirect(target, right.actor_id)
        try:
            rights.end(membership=right, by=request.user)
        except PermissionDenied as refused:
            messages.info(request, str(refused))
            return redirect(target, right.actor_id)
        messages.success(
            request,
            _("%(name)s can no longer act for %(actor)s.")
            % {"name": name_of(right.user), "actor": right.actor.title},
        )
        return redirect(target, right.actor_id)


class ActorView(PeopleView):
    """Who may act for an actor, who may no longer, and what is asked."""

    template_name = "civsam_pages/admin/people/actor.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        actor = get_object_or_404(ActorPage, pk=kwargs["pk"])
        self.page_title = _("People")
        self.page_subtitle = actor.title
        asked = [
            *Claim.objects.visible_to(user).filter(actor=actor).select_related("actor"),
            *Handover.objects.visible_to(user).filter(actor=actor).select_related("actor"),
        ]
        asked.sort(key=lambda one: one.created_at, reverse=True)
        return {
            **super().get_context_data(**kwargs),
            "actor": actor,
            "give_url": reverse(f"{NAMESPACE}:give", args=[actor.pk]),
            "requests": [details.request_row(one) for one in asked],
            **details.rights_of(actor, user),
            **details.actor_links(user, actor),
        }


class GiveView(PeopleView):
    """Give somebody with an account the right to act for an actor."""

    template_name = "civsam_pages/admin/people/give.html"

    def get(self, request, *args, **kwargs):
        allow(may_decide(request.user))
        return self.render_to_response(self.get_context_data(form=GiveForm()))

    def post(self, request, pk):
        allow(may_decide(request.user))
        actor = get_object_or_404(ActorPage.objects.live(), pk=pk)
        form = GiveForm(request.POST)
        if form.is_valid():
            given = form.cleaned_data
            try:
                rights.give(
                    actor=actor,
                    user=given["address"],
                    role=given["role"],
                    function=given["function"],
                    valid_until=given["valid_until"],
                    note=given["note"],
                    by=request.user,
                )
            except (PermissionDenied, ValidationError) as refused:
                blame(form, refused)
            else:
                messages.success(
                    request,
                    _("%(name)s can now act for %(actor)s.")
                    % {"name": name_of(given["address"]), "actor": actor.title},
                )
                return redirect(f"{NAMESPACE}:actor", actor.pk)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs):
        actor = get_object_or_404(ActorPage.objects.live(), pk=self.kwargs["pk"])
        self.page_title = _("Give a right to act")
        self.page_subtitle = actor.title
        return {
            **super().get_context_data(**kwargs),
            "actor": actor,
            "problems": details.problems(kwargs["form"]) if kwargs["form"].is_bound else [],
            **details.actor_links(self.request.user, actor),
        }


class AccountView(PeopleView):
    """A person: what they may act for, have asked for, and what has happened. Read only."""

    template_name = "civsam_pages/admin/people/account.html"
    header_icon = "user"

    def get_context_data(self, **kwargs):
        user = self.request.user
        account = get_object_or_404(people(), pk=kwargs["pk"])
        self.page_title = _("Person")
        self.page_subtitle = name_of(account)
        held = (
            Membership.objects.visible_to(user)
            .filter(user=account)
            .select_related("user", "actor", "evidence")
            .order_by("-valid_until")
        )
        asked = [
            *Claim.objects.visible_to(user).filter(claimant=account).select_related("actor"),
            *ActorProposal.objects.visible_to(user).filter(proposer=account),
            *Handover.objects.visible_to(user).filter(started_by=account).select_related("actor"),
        ]
        asked.sort(key=lambda one: one.created_at, reverse=True)
        return {
            **super().get_context_data(**kwargs),
            "account": account,
            "person": details.person(account),
            "rights": [details.right_row(right, user) for right in held],
            "requests": [details.request_row(one) for one in asked],
            "history": details.history(*held, *asked),
        }

    def get_trail(self):
        return [(reverse(f"{NAMESPACE}:accounts"), _("People"))]


def visible_right(user, pk: int) -> Membership:
    """The right, if the user may see it.

    Raises:
        Http404: there is none that they may see.
    """
    rows = Membership.objects.visible_to(user)
    related = ("actor", "user", "evidence", "approved_by", "ended_by")
    return get_object_or_404(rows.select_related(*related), pk=pk)
