"""Grants and the kinds of applicants in the admin."""

from operator import attrgetter

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column

from civsam_pages.arena.admin import TermViewSet
from civsam_pages.arena.admin_listing import (
    AnyTerm,
    ArenaFilterSet,
    ArenaIndexView,
    ArenaListing,
    Cell,
    DayColumn,
    badge_column,
    columns,
    term_names,
    words_column,
)
from civsam_pages.arena.models import MunicipalUnit
from civsam_search.api import today

from .models import ApplicantKind, GrantPage
from .rules import RoundState, SchemeState

UNKNOWN = "unknown"
STATES = [
    (RoundState.CLOSING, RoundState.CLOSING.label),
    (RoundState.OPEN, RoundState.OPEN.label),
    (RoundState.UPCOMING, RoundState.UPCOMING.label),
    (RoundState.CLOSED, RoundState.CLOSED.label),
    (SchemeState.RESTING, SchemeState.RESTING.label),
    (SchemeState.ENDED, SchemeState.ENDED.label),
    (UNKNOWN, _("No rounds")),
]


class ApplicantKindViewSet(TermViewSet):
    model = ApplicantKind
    icon = "user"
    menu_order = 70
    list_display = ["name", "we_are", *TermViewSet.list_display[1:]]


def in_state(grants: QuerySet, state: str) -> list[int]:
    """The grants (their ids) whose state today is `state`: the clock tells, not the database."""

    on = today()
    rows = grants.defer("body").prefetch_related("rounds")
    return [grant.pk for grant in rows if (grant.status(on)[0] or UNKNOWN) == state]


def last_day(grant):
    """The last day of the round that is shown today, if it has one to come."""

    window = grant.status(today())[2]
    return window.closes if window and window.closes >= today() else None


class GrantFilterSet(ArenaFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="filter_state",
        choices=STATES,
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    authority = django_filters.ModelMultipleChoiceFilter(
        label=_("Municipal unit"),
        queryset=MunicipalUnit.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        distinct=False,
    )
    applicant_kinds = AnyTerm(
        field_name="applicant_kinds",
        label=_("Who may apply"),
        queryset=ApplicantKind.objects.all(),
    )

    class Meta:
        model = GrantPage
        fields = ["state", "authority", "applicant_kinds"]

    def filter_state(self, queryset, name, value):
        return queryset.filter(pk__in=in_state(GrantPage.objects.all(), value))


class GrantIndexView(ArenaIndexView):
    search_fields = (*ArenaIndexView.search_fields, "authority__name", "authority__authority")
    prefetch = (*ArenaIndexView.prefetch, "authority", "applicant_kinds", "rounds")
    cells = (
        Cell("state", _("state"), lambda grant: getattr(grant.status(today())[1], "label", "")),
        Cell("last_day", _("last day"), last_day),
        Cell("authority", _("municipal unit"), lambda grant: str(grant.authority or "")),
        Cell("grant_type", _("for what"), lambda grant: grant.get_grant_type_display()),
        Cell(
            "applicant_kinds",
            _("who may apply"),
            lambda grant: term_names(grant, "applicant_kinds"),
        ),
        Cell("amount_text", _("amount in words"), attrgetter("amount_text")),
        Cell("min_amount", _("at least, kronor"), attrgetter("min_amount")),
        Cell("max_amount", _("at most, kronor"), attrgetter("max_amount")),
        Cell("deadline_kind", _("when to apply"), lambda grant: grant.get_deadline_kind_display()),
        Cell(
            "rounds",
            _("rounds"),
            lambda grant: "; ".join(
                f"{row.name}: {date_format(row.closes_on, 'SHORT_DATE_FORMAT')}"
                for row in grant.rounds.all()
            ),
        ),
        Cell("verified_on", _("page checked on"), attrgetter("verified_on")),
    )


class GrantListing(ArenaListing):
    name = "civsam_grants"
    url_prefix = "civsam/grants"
    model = GrantPage
    menu_label = _("Grants")
    icon = "calendar-check"
    menu_order = 30
    index_view_class = GrantIndexView
    filterset_class = GrantFilterSet
    export_filename = "grants"
    list_display = columns(
        Column(
            "authority",
            label=_("Unit"),
            accessor="authority.name",
            sort_key="authority__name",
            width="15%",
        ),
        badge_column(lambda grant: grant.status(today())[1]),
        DayColumn("last_day", label=_("Last day"), accessor=last_day),
        words_column(_("Themes and areas"), "themes", "areas"),
    )
