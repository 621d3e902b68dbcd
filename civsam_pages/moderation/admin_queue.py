"""What is reported and waits: objections and what has waited longest on top."""

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Prefetch, Q, Value, When
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.widgets.button import HeaderButton

from civsam_pages.arena.admin_listing import OneOf, having_words
from civsam_pages.arena.admin_pages import LinkColumn, name_of

from .admin_base import NAMESPACE, ModerationList
from .models import Matter, Report
from .rules import WAITING, MatterState, Reason

DECIDED = "decided"
NAMES = 3  # of reporters, in a cell


def of_kind(model):
    """What is reported, as conditions."""
    account = ContentType.objects.get_for_model(get_user_model())
    return {
        "page": Q(page__isnull=False),
        "message": Q(thing_type__isnull=False) & ~Q(thing_type=account),
        "account": Q(thing_type=account),
    }


def waiting_for(user):
    """What waits for somebody who moderates, in the order in which it is to be read."""
    first = Case(
        When(state=MatterState.OBJECTED, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return Matter.objects.visible_to(user).waiting().order_by(first, "opened_at", "pk")


def next_waiting(user, after: int) -> Matter | None:
    """What is to be read first, other than the one just decided."""
    return waiting_for(user).exclude(pk=after).first()


def kind_of(matter: Matter) -> str:
    """What is reported, in a word."""
    if matter.thing_type_id is None:
        kind = matter.page.cached_content_type.model_class() if matter.page else None
        return capfirst(str(kind._meta.verbose_name)) if kind else str(_("Page"))
    if matter.thing_type.model_class() is get_user_model():
        return str(_("Account"))
    return str(_("Conversation"))


def reasons_of(matter: Matter) -> str:
    """The reasons of all reports, each once."""
    found = dict.fromkeys(report.get_reason_display() for report in matter.reports.all())
    return "; ".join(str(label) for label in found) or "–"


def reporters_of(matter: Matter) -> str:
    """Who has reported, where they have told."""
    named = (name_of(report.by) or report.email for report in matter.reports.all())
    names = list(dict.fromkeys(filter(None, named)))
    shown = ", ".join(names[:NAMES])
    return f"{shown} …" if len(names) > NAMES else shown or "–"


class QueueFilterSet(WagtailFilterSet):
    kind = OneOf(
        of_kind,
        label=_("What"),
        choices=[
            ("page", _("Page")),
            ("message", _("Conversation")),
            ("account", _("Account")),
        ],
    )
    reason = django_filters.ChoiceFilter(
        label=_("Reason"),
        choices=Reason.choices,
        method="filter_reason",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    many = OneOf(
        lambda model: {"yes": Q(count__gt=1)},
        label=_("Number of reports"),
        choices=[("yes", _("More than one"))],
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[
            (MatterState.OBJECTED.value, MatterState.OBJECTED.label),
            (DECIDED, MatterState.DECIDED.label),
        ],
        method="filter_state",
        widget=forms.RadioSelect,
        empty_label=_("Waits"),
    )

    class Meta:
        model = Matter
        fields = ["kind", "reason", "many", "state"]

    def filter_reason(self, rows, name, value):
        given = Report.objects.filter(matter=OuterRef("pk"), reason=value)
        return rows.filter(Exists(given))

    def filter_state(self, rows, name, value):
        return rows  # chosen already where the list begins


class QueueReport(ModerationList):
    """The queue."""

    name = "queue"
    page_title = _("Reported")
    filterset_class = QueueFilterSet
    columns = [
        LinkColumn(
            "title",
            label=_("Title"),
            accessor="title",
            get_url=lambda row: reverse(f"{NAMESPACE}:matter", args=[row.pk]),
            width="28%",
        ),
        Column("kind", label=_("What"), accessor=kind_of),
        Column("reason", label=_("Reason"), accessor=reasons_of, width="24%"),
        Column("count", label=_("Number of reports"), accessor="count"),
        Column("reporter", label=_("From"), accessor=reporters_of),
        Column(
            "age", label=_("Has waited"), accessor=lambda row: timesince(row.opened_at, depth=1)
        ),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="get_state_display",
            primary=lambda row: row.state in WAITING,
        ),
    ]

    @property
    def header_buttons(self):
        url = reverse(f"{NAMESPACE}:begin")
        return [HeaderButton(_("Begin a matter"), url=url, icon_name="plus")]

    def get_base_queryset(self):
        user, state = self.request.user, self.request.GET.get("state")
        if state == DECIDED:
            rows = Matter.objects.visible_to(user).filter(state=MatterState.DECIDED)
            rows = rows.order_by("-changed_at", "-pk")
        else:
            rows = waiting_for(user)
            if state == MatterState.OBJECTED:
                rows = rows.filter(state=state)
        reports = Report.objects.select_related("by")
        return (
            rows.annotate(count=Count("reports"))
            .select_related("page", "thing_type")
            .prefetch_related(Prefetch("reports", reports))
        )

    def get_queryset(self):
        rows = self.filter_queryset(self.get_base_queryset())
        return having_words(rows, self.search_query, ("title",)) if self.is_searching else rows

    def order_queryset(self, queryset):
        return queryset

    @property
    def no_results_message(self):
        if self.is_searching or self.is_filtering:
            return _("Nothing fits.")
        return _("Nothing is reported. Well done!")
