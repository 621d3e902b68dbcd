"""What is read afterwards, wished changes of names and numbers, and who is trusted."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column

from civsam_pages.arena.admin_pages import LinkColumn, name_of
from civsam_pages.register.memberships.admin_details import problems
from civsam_pages.register.models import ActorPage
from civsam_pages.register.rules import LOCKED_FIELDS

from . import addresses, policies
from .admin_base import NAMESPACE, ChangeGate, ReviewGate, ReviewList, ReviewPage
from .differences import differences
from .models import ChangeRequest, DirectPublication, TrustedActor
from .querysets import TRUST
from .rules import WORDS_LENGTH, ChangeState
from .services import change_requests, reviewing, trust


class WordsForm(forms.Form):
    """Some words to the association."""

    use_required_attribute = False
    words = forms.CharField(
        label=gettext_lazy("Words to the association"),
        max_length=WORDS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)


class NoteForm(forms.Form):
    """Why an actor is trusted."""

    use_required_attribute = False
    note = forms.CharField(
        label=gettext_lazy("Why may it publish at once?"),
        help_text=gettext_lazy("Others at the municipality read it."),
        max_length=250,
        error_messages={"required": gettext_lazy("Say why the association may publish at once.")},
        widget=forms.TextInput(attrs={"aria-describedby": "id_note_helptext"}),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)


class AfterwardsReport(ReviewGate, ReviewList):
    """What trusted actors have published and nobody has read."""

    name = "afterwards"
    page_title = gettext_lazy("To read afterwards")
    columns = [
        LinkColumn(
            "title",
            label=gettext_lazy("Title"),
            accessor=lambda row: row.page.title,
            get_url=lambda row: reverse(f"{NAMESPACE}:publication", args=[row.pk]),
            width="34%",
        ),
        Column("actor", label=gettext_lazy("Actor"), accessor=lambda row: row.actor.title),
        Column("author", label=gettext_lazy("From"), accessor=lambda row: name_of(row.author)),
        Column(
            "age",
            label=gettext_lazy("Published"),
            accessor=lambda row: timesince(row.published_at, depth=1),
        ),
    ]

    def get_queryset(self):
        rows = DirectPublication.objects.visible_to(self.request.user).unread()
        return rows.select_related("page", "actor", "author").order_by("published_at", "pk")

    no_results_message = gettext_lazy("Nothing to read. Well done!")


class PublicationView(ReviewGate, ReviewPage):
    """One thing that a trusted actor has published."""

    template_name = "civsam_pages/admin/review/publication.html"
    trail = (("afterwards", gettext_lazy("To read afterwards")),)

    @cached_property
    def publication(self) -> DirectPublication:
        rows = DirectPublication.objects.visible_to(self.request.user)
        related = ("page", "actor", "author", "revision", "before", "reviewed_by")
        return get_object_or_404(rows.select_related(*related), pk=self.kwargs["pk"])

    def get_page_title(self):
        return self.publication.page.title

    def post(self, request, *args, **kwargs):
        form = WordsForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            reviewing.read_afterwards(
                publication=self.publication, by=request.user, words=form.cleaned_data["words"]
            )
        except PermissionDenied as refusal:
            messages.info(request, str(refusal))
            return redirect(request.path)
        messages.success(request, _("It is read."))
        return redirect(addresses.queue("afterwards"))

    def get_context_data(self, form=None, **kwargs):
        row = self.publication
        page = row.page.specific
        before = row.before.as_object() if row.before else None
        after = row.revision.as_object() if row.revision else page
        form = form or WordsForm()
        return super().get_context_data(
            row=row,
            page=page,
            form=form,
            problems=problems(form) if form.is_bound else [],
            author=name_of(row.author),
            reviewed_by=name_of(row.reviewed_by),
            is_new=before is None,
            changes=differences(before, after),
            may_read=policies.may_read_afterwards(self.request.user, row),
            edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            public_url=page.url if page.live else "",
        )


class ChangesReport(ChangeGate, ReviewList):
    """Names and numbers that associations want changed."""

    name = "changes"
    page_title = gettext_lazy("Wished changes of names and numbers")
    columns = [
        LinkColumn(
            "actor",
            label=gettext_lazy("Actor"),
            accessor=lambda row: row.actor.title,
            get_url=lambda row: reverse(f"{NAMESPACE}:change", args=[row.pk]),
            width="30%",
        ),
        Column("field", label=gettext_lazy("What"), accessor=lambda row: field_label(row.field)),
        Column("value", label=gettext_lazy("As it is to be"), accessor="new_value"),
        Column("asked", label=gettext_lazy("From"), accessor=lambda row: name_of(row.asked_by)),
        Column(
            "age",
            label=gettext_lazy("Has waited"),
            accessor=lambda row: timesince(row.asked_at, depth=1),
        ),
    ]

    def get_queryset(self):
        rows = ChangeRequest.objects.visible_to(self.request.user).waiting()
        return rows.select_related("actor", "asked_by").order_by("asked_at", "pk")

    no_results_message = gettext_lazy("Nothing waits. Well done!")


def field_label(field: str) -> str:
    """What a locked field is called."""
    names = {"title": _("Name"), "org_number": _("Organisation number")}
    return names[field] if field in LOCKED_FIELDS else field


class ChangeView(ChangeGate, ReviewPage):
    """One wished change."""

    template_name = "civsam_pages/admin/review/change.html"
    trail = (("changes", gettext_lazy("Wished changes of names and numbers")),)

    @cached_property
    def item(self) -> ChangeRequest:
        rows = ChangeRequest.objects.visible_to(self.request.user)
        related = ("actor", "asked_by", "decided_by")
        return get_object_or_404(rows.select_related(*related), pk=self.kwargs["pk"])

    def get_page_title(self):
        return self.item.actor.title

    def post(self, request, *args, **kwargs):
        form = WordsForm(request.POST)
        if form.is_valid():
            yes = request.POST.get("decision") == "approve"
            service = change_requests.approve if yes else change_requests.refuse
            try:
                service(request=self.item, by=request.user, words=form.cleaned_data["words"])
            except PermissionDenied as refusal:
                form.add_error("words", str(refusal) or _("You may not decide on this."))
            else:
                told = _("The profile is changed.") if yes else _("The association is told.")
                messages.success(request, told)
                return redirect(addresses.queue("changes"))
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, form=None, **kwargs):
        form = form or WordsForm()
        return super().get_context_data(
            item=self.item,
            field=field_label(self.item.field),
            form=form,
            problems=problems(form) if form.is_bound else [],
            asked_by=name_of(self.item.asked_by),
            decided_by=name_of(self.item.decided_by),
            waits=self.item.state == ChangeState.WAITING,
            may_decide=policies.may_decide_change(self.request.user, self.item),
        )


class TrustReport(ReviewGate, ReviewList):
    """Who publishes at once."""

    name = "trust"
    page_title = gettext_lazy("Trusted actors")
    header_icon = "check"
    columns = [
        LinkColumn(
            "actor",
            label=gettext_lazy("Actor"),
            accessor=lambda row: row.actor.title,
            get_url=lambda row: reverse(f"{NAMESPACE}:trust_actor", args=[row.actor_id]),
            width="30%",
        ),
        Column("note", label=gettext_lazy("Why"), accessor="note"),
        Column("by", label=gettext_lazy("Given by"), accessor=lambda row: name_of(row.given_by)),
        Column("at", label=gettext_lazy("Given"), accessor="given_at"),
    ]

    def get_queryset(self):
        return TrustedActor.objects.select_related("actor", "given_by").order_by("actor__title")

    no_results_message = gettext_lazy("No actor publishes at once yet.")


class TrustView(ReviewGate, ReviewPage):
    """Whether one actor publishes at once."""

    template_name = "civsam_pages/admin/review/trust.html"
    trail = (("trust", gettext_lazy("Trusted actors")),)

    def allowed(self, user: Any) -> bool:
        return bool(user.has_perm(TRUST))

    @cached_property
    def actor(self) -> ActorPage:
        return get_object_or_404(ActorPage, pk=self.kwargs["pk"])

    def get_page_title(self):
        return self.actor.title

    def post(self, request, *args, **kwargs):
        ends = request.POST.get("decision") == "end"
        form = NoteForm(request.POST)
        try:
            if ends:
                trust.end(actor=self.actor, by=request.user)
            elif form.is_valid():
                trust.give(actor=self.actor, by=request.user, **form.cleaned_data)
            else:
                return self.render_to_response(self.get_context_data(form=form))
        except PermissionDenied as refusal:
            messages.error(request, str(refusal))
            return redirect(request.path)
        told = _("It is reviewed first from now on.") if ends else _("It publishes at once now.")
        messages.success(request, told)
        return redirect(addresses.queue("trust"))

    def get_context_data(self, form=None, **kwargs):
        held = TrustedActor.objects.filter(actor=self.actor).select_related("given_by").first()
        form = form or NoteForm(initial={"note": held.note if held else ""})
        return super().get_context_data(
            actor=self.actor,
            held=held,
            form=form,
            problems=problems(form) if form.is_bound else [],
            may_trust=policies.may_trust(self.request.user, self.actor),
        )
