"""The page of a review: what is new in it, and the form that decides."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from civsam_pages.arena.admin_pages import name_of
from civsam_pages.arena.base_page import Page
from civsam_pages.arena.forms import number_in
from civsam_pages.register.memberships.admin_details import problems

from . import addresses, policies, selectors
from .admin_base import NAMESPACE, ReviewGate, ReviewPage
from .admin_queue import is_late, kind_of, next_waiting
from .differences import differences
from .models import ReadyText, ReviewTaskState
from .pages import owner_of
from .rules import DECISIONS, NEEDS_WORDS, WORDS_LENGTH, Outcome
from .services import reviewing

TOLD = {
    Outcome.APPROVED: gettext_lazy("“%(title)s” is approved. The association gets a mail."),
    Outcome.RETURNED: gettext_lazy("“%(title)s” is returned. The association gets a mail."),
    Outcome.ASKED: gettext_lazy("More is asked about “%(title)s”. The association gets a mail."),
}


class DecisionForm(forms.Form):
    """A decision about what has been read: the revision is kept in the form."""

    use_required_attribute = False

    seen = forms.IntegerField(widget=forms.HiddenInput)
    ready_text = forms.ModelChoiceField(
        queryset=ReadyText.objects.all(), required=False, widget=forms.HiddenInput
    )
    words = forms.CharField(
        label=gettext_lazy("Words to the association"),
        help_text=gettext_lazy(
            "They come in the mail. They are needed when you return it or ask for more."
        ),
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "aria-describedby": "id_words_helptext"}),
    )

    def __init__(self, *args: Any, outcome: Outcome | None = None, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)
        self.outcome = outcome

    def clean_words(self) -> str:
        words = str(self.cleaned_data["words"]).strip()
        if self.outcome in NEEDS_WORDS and not words:
            raise ValidationError(_("Write what the association is to do."))
        return words


class ReviewView(ReviewGate, ReviewPage):
    """One thing that waits, or that has been decided."""

    template_name = "civsam_pages/admin/review/review.html"

    @cached_property
    def state(self) -> ReviewTaskState:
        """The review, if the user may see it.

        Raises:
            Http404: there is none that they may see.
        """
        rows = ReviewTaskState.objects.visible_to(self.request.user).select_related(
            "actor",
            "revision__user",
            "sent_revision",
            "assigned_to",
            "finished_by",
            "task",
            "workflow_state__requested_by",
            "workflow_state__content_type",
        )
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    @cached_property
    def page(self):
        return get_object_or_404(Page, pk=self.state.workflow_state.object_id).specific

    def get_page_title(self):
        return self.state.revision.object_str

    def post(self, request, *args, **kwargs):
        if self.state.outcome != Outcome.WAITING:
            return self.tell_decided()
        if "assign" in request.POST:
            return self.assign()
        action = request.POST.get("decision", "")
        if action not in DECISIONS:
            return redirect(request.path)
        form = DecisionForm(request.POST, outcome=DECISIONS[action])
        if form.is_valid():
            try:
                return self.decide(action, form.cleaned_data)
            except PermissionDenied as refusal:
                self.state.refresh_from_db()
                if self.state.outcome != Outcome.WAITING:
                    return self.tell_decided()
                form.add_error(None, str(refusal) or _("You may not decide on this."))
        return self.render_to_response(self.get_context_data(form=form))

    def decide(self, action: str, said: dict[str, Any]):
        """Let the service decide, say so, and go on with what is due first."""
        state = reviewing.decide(
            self.state,
            self.request.user,
            action,
            seen=said["seen"],
            words=said["words"],
            ready_text=said["ready_text"],
        )
        told = str(TOLD[Outcome(state.outcome)]) % {"title": self.get_page_title()}
        following = next_waiting(self.request.user, after=state.pk)
        if following is None:
            messages.success(self.request, f"{told} {_('Nothing more waits.')}")
            return redirect(addresses.queue())
        messages.success(self.request, f"{told} {_('Here is the next one.')}")
        return redirect(addresses.review(following))

    def assign(self):
        """To a colleague, to oneself or to nobody."""
        chosen = number_in(self.request.POST.get("assign", ""))
        to = self.colleagues.filter(pk=chosen).first()
        try:
            reviewing.assign(state=self.state, to=to, by=self.request.user)
        except PermissionDenied as refusal:
            messages.error(self.request, str(refusal))
        else:
            name = name_of(to)
            told = _("It is %(name)s's now.") % {"name": name} if to else _("It is nobody's now.")
            messages.success(self.request, told)
        return redirect(self.request.path)

    def tell_decided(self):
        """Somebody else was first, it was taken back, or the button was pressed twice: calmly."""
        state = ReviewTaskState.objects.select_related("finished_by").get(pk=self.state.pk)
        about = {"name": name_of(state.finished_by), "state": state.get_outcome_display()}
        if state.finished_by and state.outcome != Outcome.TAKEN_BACK:
            text = _("This was decided already, by %(name)s: %(state)s.") % about
        elif state.outcome == Outcome.TAKEN_BACK:
            text = _("The association has taken this back to change it.")
        else:
            text = _("This was decided already: %(state)s.") % about
        messages.info(self.request, text)
        return redirect(addresses.review(state))

    @cached_property
    def colleagues(self):
        groups = self.state.task.specific.groups.all()
        model = get_user_model()
        return model._default_manager.filter(groups__in=groups, is_active=True).distinct()

    def get_context_data(self, form=None, **kwargs):
        user, state, page = self.request.user, self.state, self.page
        waits = state.outcome == Outcome.WAITING
        revision = page.latest_revision if waits else state.revision
        latest = revision.as_object()
        live = page.live_revision.as_object() if page.live and page.live_revision else None
        before = live or (page if page.live and waits else None)
        form = form or DecisionForm(initial={"seen": revision.pk, **self.ready_words()})
        found = problems(form) if form.is_bound else []
        return super().get_context_data(
            form=form,
            problems=found,
            state=state,
            page=page,
            waits=waits,
            may_review=policies.may_review(user, state),
            kind=kind_of(state),
            late=is_late(state),
            author=name_of(state.workflow_state.requested_by),
            decided_by=name_of(state.finished_by),
            is_new=before is None,
            changes=differences(before if waits else None, latest),
            edited=self.edited(revision),
            ready_texts=ReadyText.objects.all(),
            colleagues=self.colleagues,
            history=selectors.history(page, owner_of(page)),
            preview_url=reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
            edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            trust_url=(
                reverse(f"{NAMESPACE}:trust_actor", args=[state.actor_id])
                if state.actor_id and policies.may_trust(user, state.actor_id)
                else ""
            ),
            trusted=bool(state.actor_id) and policies.is_trusted(state.actor_id),
        )

    def edited(self, revision):
        """What a reviewer has changed in what was sent."""
        sent = self.state.sent_revision
        if sent is None or sent.pk == revision.pk:
            return []
        return differences(sent.as_object(), revision.as_object())

    def ready_words(self) -> dict[str, Any]:
        """The words of a ready text that the reviewer starts from."""
        chosen = number_in(self.request.GET.get("text", ""))
        text = ReadyText.objects.filter(pk=chosen).first()
        return {"words": text.text, "ready_text": text.pk} if text else {}
