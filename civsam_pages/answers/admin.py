"""Answers in the admin: a list of those that the municipality replies to, and one conversation."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import include, path, reverse
from django.utils.functional import cached_property
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column

from civsam_pages.arena.admin_pages import AdminPage, AdminReport, LinkColumn
from civsam_pages.arena.waiting import Waiting
from civsam_pages.register.memberships.admin_details import problems
from civsam_pages.register.memberships.views.answers import attempt, do

from . import making, policies, services
from .conversations import RELATED, contact_of, said_in
from .forms import SettleForm, WriteForm
from .letters import ADMIN as NAMESPACE
from .models import Answer
from .querysets import ADMIN
from .rules import AnswerState, Side


class AnswersReport(AdminReport):
    """The answers to needs and initiatives that the person may change, the new ones first."""

    header_icon = "mail"
    page_title = gettext_lazy("Answers")
    paginate_by = 30
    namespace, name = NAMESPACE, "answers"
    no_results_message = gettext_lazy("No answers yet.")
    columns = [
        LinkColumn(
            "title",
            label=gettext_lazy("Title"),
            accessor="title",
            get_url=lambda row: reverse(f"{NAMESPACE}:answer", args=[row.pk]),
            width="34%",
        ),
        Column("about", label=gettext_lazy("Says"), accessor="about"),
        Column("name", label=gettext_lazy("From"), accessor="sender_name"),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display"),
        Column(
            "latest",
            label=gettext_lazy("Latest"),
            accessor=lambda row: timesince(row.latest_at, depth=1),
        ),
    ]

    def get_queryset(self):
        rows = Answer.objects.received_by_staff(self.request.user)
        return rows.select_related("sender", "sender_actor")


class AnswerView(AdminPage):
    """One conversation, and what the municipality says and decides in it."""

    template_name = "civsam_pages/admin/answers/answer.html"
    header_icon = "mail"

    @cached_property
    def answer(self) -> Answer:
        rows = Answer.objects.received_by_staff(self.request.user)
        found: Answer = get_object_or_404(rows.select_related(*RELATED), pk=self.kwargs["pk"])
        return found

    def get_page_title(self):
        return self.answer.title

    def get_trail(self):
        return [(reverse(f"{NAMESPACE}:answers"), _("Answers"))]

    def post(self, request, *args, **kwargs):
        what = request.POST.get("do", "write")
        if what == "write":
            return self._form(WriteForm(request.POST), "form", _write, _("It is sent."))
        if what == "settle":
            done = _("Your decision is sent.")
            return self._form(SettleForm(request.POST), "decision", services.settle, done)
        if what == "initiative":
            return self._make(request)
        if what == "unblock":
            done = _("You take messages from the sender again.")
            do(request, lambda: services.unblock(answer=self.answer, by=request.user) or True, done)
        elif what == "block":
            done = _("The sender is blocked.")
            do(request, lambda: services.block(answer=self.answer, by=request.user), done)
        else:
            raise PermissionDenied
        return redirect(request.path)

    def _form(self, form: Any, name: str, service: Any, done: str):
        given = {"answer": self.answer, "by": self.request.user}
        if form.is_valid():
            sent = attempt(form, lambda: service(**given, **form.cleaned_data))
            if sent and do(self.request, lambda: sent, done):
                return redirect(self.request.path)
        return self.render_to_response(self.get_context_data(**{name: form}))

    def _make(self, request):
        made = do(
            request,
            lambda: making.make_initiative(answer=self.answer, by=request.user),
            _("The initiative is made. Everyone who answered has been told."),
        )
        return redirect("wagtailadmin_pages:edit", made.pk) if made else redirect(request.path)

    def get_context_data(self, form=None, decision=None, **kwargs):
        found, user = self.answer, self.request.user
        bound = next((one for one in (form, decision) if one is not None), None)
        return super().get_context_data(
            answer=found,
            said=said_in(found, Side.OWNER),
            form=form or WriteForm(auto_id="id_write_%s"),
            decision=decision or SettleForm(),
            problems=problems(bound) if bound is not None else [],
            may_write=policies.may_write(Side.OWNER, found, user),
            may_settle=policies.may_settle(user, found, AnswerState.AGREED),
            may_handle=policies.may_handle(user, found),
            may_make=policies.may_make_initiative(user, found),
            is_blocked=policies.is_blocked(found.owner_id, found.sender_address),
            edit_url=reverse("wagtailadmin_pages:edit", args=[found.page_id]),
            **contact_of(found, Side.OWNER),
            **kwargs,
        )


def _write(**given: Any) -> Any:
    return services.write(side=Side.OWNER, **given)


class AnswersMenuItem(MenuItem):
    """A line of the menu that only those who edit pages have."""

    def is_shown(self, request):
        return request.user.has_perm(ADMIN)


_patterns = [
    path("", AnswersReport.as_view(), name="answers"),
    path("results/", AnswersReport.as_view(results_only=True), name="answers_results"),
    path("<int:pk>/", AnswerView.as_view(), name="answer"),
]
urlpatterns = [path("civsam/answers/", include((_patterns, NAMESPACE)))]


def menu_item() -> MenuItem:
    return AnswersMenuItem(
        gettext_lazy("Answers"),
        reverse(f"{NAMESPACE}:answers"),
        name="civsam-answers",
        icon_name="mail",
        order=93,
    )


def waiting(request) -> list[Waiting]:
    """The answers that nobody at the municipality has replied to."""
    rows = Answer.objects.received_by_staff(request.user).filter(state=AnswerState.NEW)
    count = rows.order_by().count()
    label = ngettext("answer to read", "answers to read", count)
    return [Waiting(_("Answers"), count, label, reverse(f"{NAMESPACE}:answers"))]
