"""Needs in the admin."""

from datetime import timedelta

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from civsam_pages.arena.admin_listing import (
    ArenaFilterSet,
    ArenaIndexView,
    ArenaListing,
    Cell,
    OneOf,
    badge_column,
    columns,
    words_column,
)
from civsam_pages.register.admin import owner_cells, owner_column, owners
from civsam_search.api import today

from .models import NeedPage, NeedUpdate
from .rules import BADGES, SET_BY_EDITOR, NeedState

QUIET_DAYS = 90


def quiet() -> Q:
    """Open needs of which nobody has told or confirmed anything for 90 days."""

    since = today() - timedelta(days=QUIET_DAYS)
    told = NeedUpdate.objects.filter(page=OuterRef("pk"), day__gte=since)
    return (
        Q(live=True, state__in=[NeedState.OPEN, NeedState.DIALOGUE])
        & Q(first_published_at__date__lt=since)
        & (Q(last_confirmed_at__isnull=True) | Q(last_confirmed_at__lt=since))
        & ~Exists(told)
    )


class NeedFilterSet(ArenaFilterSet):
    state = OneOf(
        lambda model: {state: Q(live=True, state=state) for state in SET_BY_EDITOR},
        label=_("State"),
        choices=[(state.value, state.label) for state in SET_BY_EDITOR],
    )
    quiet = OneOf(
        lambda model: {"yes": quiet()},
        label=_("News"),
        choices=[("yes", _("Open, and nothing new in 90 days"))],
    )
    owner_actor = django_filters.ModelChoiceFilter(
        label=_("Owner"), queryset=lambda request: owners(request, NeedPage), empty_label=_("All")
    )

    class Meta:
        model = NeedPage
        fields = ["state", "quiet", "owner_actor"]


class NeedIndexView(ArenaIndexView):
    search_fields = (*ArenaIndexView.search_fields, "owner_actor__title")
    prefetch = (*ArenaIndexView.prefetch, "owner_actor", "wanted")
    cells = (
        *owner_cells(),
        Cell("state", _("state"), lambda need: str(need.current_state.label)),
        Cell("urgency", _("urgency"), lambda need: need.get_urgency_display()),
        Cell(
            "wanted",
            _("what is wanted"),
            lambda need: ", ".join(row.title for row in need.wanted.all()),
        ),
        Cell("outcome", _("what came of it"), lambda need: need.outcome),
        Cell("closed_on", _("closed on"), lambda need: need.closed_on),
    )


class NeedListing(ArenaListing):
    name = "civsam_needs"
    url_prefix = "civsam/needs"
    model = NeedPage
    menu_label = _("Needs")
    icon = "help"
    menu_order = 10
    index_view_class = NeedIndexView
    filterset_class = NeedFilterSet
    export_filename = "needs"
    list_display = columns(
        owner_column(_("Owner")),
        badge_column(lambda need: BADGES[need.current_state], sort_key="state"),
        words_column(_("Themes and areas"), "themes", "areas"),
    )
