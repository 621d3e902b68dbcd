"""The page of a request in the admin: all that is known of it, and the form that decides."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from civsam_pages.arena.admin_pages import name_of
from civsam_pages.arena.forms import blame

from . import admin_details as details
from .admin_base import NAMESPACE, PeopleView
from .admin_forms import (
    ApproveClaimForm,
    ApproveHandoverForm,
    ApproveProposalForm,
    DecisionForm,
    RefuseForm,
)
from .admin_queue import SOURCES, next_waiting
from .policies import may_decide_on
from .rules import OPEN, RequestState
from .services import claims, handovers, proposals


@dataclass(frozen=True, slots=True)
class Decider:
    """What decides about a kind of request: the form of a yes, and the services."""

    approve_form: type[DecisionForm]
    approve: Callable[..., Any]
    refuse: Callable[..., Any]


DECIDERS = {
    "claim": Decider(ApproveClaimForm, claims.approve, claims.refuse),
    "proposal": Decider(ApproveProposalForm, proposals.approve, proposals.refuse),
    "handover": Decider(ApproveHandoverForm, handovers.approve, handovers.refuse),
}


class RequestView(PeopleView):
    """A claim, a proposed actor or a handover."""

    kind = "claim"

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data(item=self.item()))

    def post(self, request, *args, **kwargs):
        item = self.item()
        approves = request.POST.get("decision") == "approve"
        state = RequestState.APPROVED if approves else RequestState.REFUSED
        if item.state not in OPEN:
            return self.tell_decided(item)
        if not (decision := may_decide_on(request.user, item, state)):
            raise PermissionDenied(decision.reason)
        form = (self.approve_form if approves else self.refuse_form)(item, request.POST)
        if form.is_valid():
            try:
                return self.decide(item, form, state)
            except (PermissionDenied, ValidationError) as refused:
                item = self.item()
                if item.state not in OPEN:
                    return self.tell_decided(item)
                blame(form, refused)
        name = "approve_form" if approves else "refuse_form"
        return self.render_to_response(self.get_context_data(item=item, **{name: form}))

    def item(self):
        """The request, if the user may see it.

        Raises:
            Http404: there is none that they may see.
        """
        source = SOURCES[self.kind]
        rows = source.model.objects.visible_to(self.request.user)
        related = [source.asker, "evidence", "decided_by"]
        related += [] if self.kind == "proposal" else ["actor"]
        return get_object_or_404(rows.select_related(*related), pk=self.kwargs["pk"])

    def decide(self, item, form: DecisionForm, state: RequestState):
        """Let the service decide, say so, and go on with what has waited longest."""
        decider = DECIDERS[self.kind]
        service = decider.approve if state == RequestState.APPROVED else decider.refuse
        service(**{self.kind: item}, by=self.request.user, **form.arguments())
        told = (
            _("“%(title)s” is approved. Whoever asked gets a mail.")
            if state == RequestState.APPROVED
            else _("“%(title)s” is refused. Whoever asked gets a mail with the reason.")
        ) % {"title": details.title_of(item)}
        following = next_waiting(self.request.user, after=(self.kind, item.pk))
        if following is None:
            nothing_more = _("Nothing more waits.")
            messages.success(self.request, f"{told} {nothing_more}")
            return redirect(f"{NAMESPACE}:queue")
        next_one = _("Here is the next one.")
        messages.success(self.request, f"{told} {next_one}")
        return redirect(following.url)

    def tell_decided(self, item):
        """Somebody else was first, or the button was pressed twice: say so, calmly."""
        if item.decided_by:
            text = _("This was decided already, by %(name)s: %(state)s.") % {
                "name": name_of(item.decided_by),
                "state": item.get_state_display(),
            }
        else:
            text = _("This was decided already: %(state)s.") % {"state": item.get_state_display()}
        messages.info(self.request, text)
        return redirect(f"{NAMESPACE}:{self.kind}", item.pk)

    def approve_form(self, item, data=None) -> DecisionForm:
        extra = {}
        if self.kind == "handover":
            extra["needs_note"] = not handovers.outcome(item)
        return DECIDERS[self.kind].approve_form(data, item=item, prefix="yes", **extra)

    def refuse_form(self, item, data=None) -> RefuseForm:
        return RefuseForm(data, item=item, kind=self.kind, prefix="no")

    def get_page_title(self):
        return SOURCES[self.kind].label

    def get_template_names(self):
        return [f"civsam_pages/admin/people/{self.kind}.html"]

    def get_trail(self):
        return [(reverse(f"{NAMESPACE}:queue"), _("Waiting for a decision"))]

    def get_context_data(self, *, item, approve_form=None, refuse_form=None, **kwargs):
        user = self.request.user
        may = {
            "approve": may_decide_on(user, item, RequestState.APPROVED),
            "refuse": may_decide_on(user, item, RequestState.REFUSED),
        }
        self.page_subtitle = details.title_of(item)
        forms = {
            "approve_form": approve_form or self.approve_form(item),
            "refuse_form": refuse_form or self.refuse_form(item),
        }
        return {
            **super().get_context_data(**kwargs),
            "item": item,
            "title": details.title_of(item),
            "is_open": item.state in OPEN,
            "may_approve": may["approve"],
            "may_refuse": may["refuse"],
            **forms,
            "problems": [
                error
                for form in forms.values()
                if form.is_bound
                for error in details.problems(form)
            ],
            **details.shared(user, item, getattr(item, SOURCES[self.kind].asker)),
            **getattr(details, self.kind)(user, item),
        }


class ClaimView(RequestView):
    kind = "claim"


class ProposalView(RequestView):
    kind = "proposal"


class HandoverView(RequestView):
    kind = "handover"
