"""The page of one matter: what is reported, what has been decided, and the form that decides."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.log_actions import registry as log_registry

from civsam_pages.arena.admin_pages import name_of
from civsam_pages.register.memberships.admin_details import Line, problems
from civsam_pages.register.memberships.views.answers import attempt

from . import letters, policies, things
from .admin_base import NAMESPACE, ModerationPage
from .admin_forms import AnswerForm, BeginForm, RulingForm
from .admin_queue import kind_of, next_waiting
from .models import Matter, Objection
from .rules import Act, MatterState
from .services import objecting, reporting, ruling

DONE = {
    Act.DISMISS: gettext_lazy("Nothing is done."),
    Act.UNPUBLISH: gettext_lazy("The page is taken down."),
    Act.RESTORE: gettext_lazy("The page is published again."),
    Act.BLOCK: gettext_lazy("The block counts."),
    Act.UNBLOCK: gettext_lazy("The block is ended."),
}


class MatterView(ModerationPage):
    """One thing that is reported, or was."""

    template_name = "civsam_pages/admin/moderation/matter.html"

    @cached_property
    def matter(self) -> Matter:
        """The matter, if the user may see it.

        Raises:
            Http404: there is none that they may see.
        """
        rows = Matter.objects.visible_to(self.request.user).select_related("page", "thing_type")
        found: Matter = get_object_or_404(rows, pk=self.kwargs["pk"])
        return found

    @cached_property
    def objection(self) -> Objection | None:
        """The objection that waits for an answer."""
        rows = Objection.objects.filter(ruling__matter=self.matter, answered_at=None)
        return rows.select_related("ruling__matter__page", "ruling__by", "by").first()

    @cached_property
    def acts(self) -> list[Act]:
        """What may be decided now."""
        return [act for act in Act if policies.may_rule(self.request.user, self.matter, act)]

    def get_page_title(self):
        return self.matter.title

    def post(self, request, *args, **kwargs):
        if "outcome" in request.POST or self.matter.state == MatterState.OBJECTED:
            return self.answer()
        form = RulingForm(request.POST, acts=self.acts, targets=self.targets)
        if form.is_valid():
            made = attempt(
                form,
                lambda: ruling.decide(matter=self.matter, by=request.user, **form.decision),
            )
            if made:
                return self.onward(str(DONE[Act(made.act)]))
        return self.render_to_response(self.get_context_data(form=form))

    def answer(self):
        """Answer the objection. Of two colleagues the first one does."""
        form = AnswerForm(self.request.POST)
        if self.objection is None:
            messages.info(self.request, _("The objection has been answered already."))
            return redirect(self.request.path)
        if form.is_valid():
            user, given = self.request.user, form.cleaned_data
            made = attempt(
                form, lambda: objecting.answer(objection=self.objection, by=user, **given)
            )
            if made:
                return self.onward(_("The objection is answered."))
        return self.render_to_response(self.get_context_data(form=form))

    def onward(self, told: str):
        """Say what was done, and go on with what is to be read first."""
        told = " ".join([told, _("Those whom it concerns get a mail.")])
        following = next_waiting(self.request.user, after=self.matter.pk)
        if following is None:
            messages.success(self.request, f"{told} {_('Nothing more waits.')}")
            return redirect(f"{NAMESPACE}:queue")
        messages.success(self.request, f"{told} {_('Here is the next one.')}")
        return redirect(f"{NAMESPACE}:matter", following.pk)

    @cached_property
    def targets(self):
        return things.targets_of(self.matter)

    def get_context_data(self, form=None, **kwargs):
        matter, user = self.matter, self.request.user
        objected = matter.state == MatterState.OBJECTED and self.objection is not None
        may = policies.may_decide(user, matter)
        if may and objected:
            may = policies.may_answer(user, self.objection)
        if form is None:
            first: dict[str, Any] = {"initial": {"seen": matter.version}}
            if objected:
                form = AnswerForm(**first)
            else:
                form = RulingForm(**first, acts=self.acts, targets=self.targets)
        found = problems(form) if form.is_bound else []
        if form.is_bound:
            form.data = form.data.copy()
            form.data["seen"] = Matter.objects.values_list("version", flat=True).get(pk=matter.pk)
        page = matter.page.specific if matter.page else None
        return super().get_context_data(
            matter=matter,
            kind=kind_of(matter),
            page=page,
            public_url=page.url if page and page.live else "",
            edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else "",
            preview_url=reverse("wagtailadmin_pages:view_draft", args=[page.pk]) if page else "",
            reports=self.reports(),
            said=things.reported_in(matter).said,
            targets=self.targets,
            rulings=self.rulings(),
            objection=self.objection,
            form=form,
            problems=found,
            may=may,
            history=self.history(),
            **kwargs,
        )

    def reports(self) -> list[dict[str, Any]]:
        """The reports, each with whether the page has changed since."""
        live = self.matter.page.live_revision_id if self.matter.page else None
        return [
            {
                "report": report,
                "who": name_of(report.by),
                "changed": bool(live and report.revision_id and report.revision_id != live),
            }
            for report in self.matter.reports.select_related("by")
        ]

    def history(self) -> list[Line]:
        """What the log says of the matter, latest first."""
        entries = log_registry.get_logs_for_instance(self.matter).select_related("user")
        return [Line(one.timestamp, one.message, one.user_display_name) for one in entries]

    def rulings(self) -> list[dict[str, Any]]:
        """What has been decided, the latest first, as whom it concerns reads it."""
        rows = self.matter.rulings.select_related(
            "by", "user", "actor", "block", "objection__answered_by", "undone_by"
        )
        return [
            {
                "ruling": row,
                "by": name_of(row.by),
                "whom": things.whom(row),
                "means": letters.what_it_means(row),
                "objection": getattr(row, "objection", None),
            }
            for row in rows
        ]


class BeginView(ModerationPage):
    """A matter about an account or a page that nobody has reported."""

    template_name = "civsam_pages/admin/moderation/begin.html"

    def get_page_title(self):
        return _("Begin a matter")

    def post(self, request, *args, **kwargs):
        form = BeginForm(request.POST, request=request)
        if form.is_valid():
            try:
                matter = reporting.open_matter(by=request.user, **form.found)
            except PermissionDenied as refusal:
                form.add_error(None, str(refusal))
            else:
                return redirect(f"{NAMESPACE}:matter", matter.pk)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, form=None, **kwargs):
        form = form or BeginForm(request=self.request)
        found = problems(form) if form.is_bound else []
        return super().get_context_data(form=form, problems=found, **kwargs)
