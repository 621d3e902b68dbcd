"""What waits for review: late on top, with whose it is, how old, and who has it."""

import django_filters
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn

from civsam_pages.arena.admin_listing import DayColumn, OneOf, having_words
from civsam_pages.arena.admin_pages import LinkColumn, name_of
from civsam_pages.arena.base_page import Page
from civsam_pages.initiatives.models import InitiativePage
from civsam_pages.needs.models import NeedPage
from civsam_pages.register.models import ActorPage
from civsam_search.api import today

from . import addresses
from .admin_base import ReviewGate, ReviewList
from .models import ReviewTaskState
from .rules import FormCode, Outcome

MODELS = {
    FormCode.NEED: NeedPage,
    FormCode.INITIATIVE: InitiativePage,
    FormCode.PROFILE: ActorPage,
}
DECIDED = (Outcome.APPROVED, Outcome.RETURNED, Outcome.ASKED)


def of_kind(code: FormCode) -> Q:
    return Q(workflow_state__content_type=ContentType.objects.get_for_model(MODELS[code]))


def kind_of(state: ReviewTaskState) -> str:
    """What has been sent, in a word."""
    model = state.workflow_state.content_type.model_class()
    code = next((code for code, known in MODELS.items() if known is model), None)
    return str(code.label) if code else str(model._meta.verbose_name)


def is_late(state: ReviewTaskState) -> bool:
    return bool(state.outcome == Outcome.WAITING and state.due_on and state.due_on < today())


def waiting_for(user):
    """What waits for somebody who reviews, what is due first on top."""
    rows = ReviewTaskState.objects.visible_to(user).filter(
        outcome=Outcome.WAITING, status=ReviewTaskState.STATUS_IN_PROGRESS
    )
    return rows.order_by(F("due_on").asc(nulls_last=True), "started_at", "pk")


def next_waiting(user, after: int | None = None) -> ReviewTaskState | None:
    """What is due first, other than the one just decided; what a colleague has is left alone."""
    free = waiting_for(user).filter(Q(assigned_to=None) | Q(assigned_to=user))
    return free.exclude(pk=after).first()


class QueueFilterSet(WagtailFilterSet):
    kind = OneOf(
        lambda model: {code.value: of_kind(code) for code in FormCode},
        label=_("Kind"),
        choices=FormCode.choices,
    )
    whose = django_filters.ChoiceFilter(
        label=_("Assigned to"),
        choices=[("me", _("Me")), ("nobody", _("Nobody")), ("others", _("A colleague"))],
        method="filter_whose",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    late = OneOf(
        lambda model: {"yes": Q(outcome=Outcome.WAITING, due_on__lt=today())},
        label=_("Time"),
        choices=[("yes", _("Late"))],
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("decided", _("Decided")), ("ended", _("Taken back or published by an editor"))],
        method="filter_state",
        widget=forms.RadioSelect,
        empty_label=_("Waits for review"),
    )

    class Meta:
        model = ReviewTaskState
        fields = ["kind", "whose", "late", "state"]

    def filter_whose(self, rows, name, value):
        user = self.request.user
        choices = {
            "me": Q(assigned_to=user),
            "nobody": Q(assigned_to=None),
            "others": Q(assigned_to__isnull=False) & ~Q(assigned_to=user),
        }
        return rows.filter(choices[value])

    def filter_state(self, rows, name, value):
        return rows


class QueueReport(ReviewGate, ReviewList):
    """The queue."""

    name = "queue"
    page_title = _("To review")
    is_searchable = True
    filterset_class = QueueFilterSet
    columns = [
        LinkColumn(
            "title",
            label=_("Title"),
            accessor=lambda row: row.revision.object_str,
            get_url=addresses.review,
            width="26%",
        ),
        Column("kind", label=_("Kind"), accessor=kind_of),
        Column(
            "new",
            label=_("What"),
            accessor=lambda row: _("Change of a page") if row.is_live else _("New"),
        ),
        Column(
            "actor",
            label=_("Actor"),
            accessor=lambda row: row.actor.title if row.actor else "–",
        ),
        Column(
            "author",
            label=_("From"),
            accessor=lambda row: name_of(row.workflow_state.requested_by) or "–",
        ),
        Column(
            "age", label=_("Has waited"), accessor=lambda row: timesince(row.started_at, depth=1)
        ),
        DayColumn("due", label=_("Answer by"), accessor="due_on"),
        Column(
            "assigned",
            label=_("Assigned to"),
            accessor=lambda row: name_of(row.assigned_to) or "–",
        ),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor=lambda row: _("Late") if is_late(row) else row.get_outcome_display(),
            primary=is_late,
        ),
    ]

    def get_base_queryset(self):
        rows = ReviewTaskState.objects.visible_to(self.request.user)
        state = self.request.GET.get("state")
        if state == "decided":
            rows = rows.filter(outcome__in=DECIDED).order_by("-finished_at", "-pk")
        elif state == "ended":
            ended = (Outcome.TAKEN_BACK, Outcome.REPLACED)
            rows = rows.filter(outcome__in=ended).order_by("-finished_at", "-pk")
        else:
            rows = waiting_for(self.request.user)
        return rows.select_related(
            "revision",
            "actor",
            "assigned_to",
            "workflow_state__content_type",
            "workflow_state__requested_by",
        ).defer("revision__content")

    def get_queryset(self):
        return self.search_queryset(self.filter_queryset(self.get_base_queryset()))

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        return having_words(queryset, self.search_query, ("revision__object_str", "actor__title"))

    def order_queryset(self, queryset):
        return queryset

    def get_table(self, object_list):
        rows = list(object_list)
        numbers = [row.workflow_state.object_id for row in rows]
        live = set(Page.objects.filter(pk__in=numbers, live=True).values_list("pk", flat=True))
        for row in rows:
            row.is_live = int(row.workflow_state.object_id) in live
        return super().get_table(rows)

    @property
    def no_results_message(self):
        if self.is_searching or self.is_filtering:
            return _("Nothing fits.")
        return _("Nothing waits for review. Well done!")
