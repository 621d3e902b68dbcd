"""Initiatives in the admin."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from civsam_pages.arena.admin_listing import (
    ArenaFilterSet,
    ArenaIndexView,
    ArenaListing,
    Cell,
    badge_column,
    columns,
    words_column,
)
from civsam_pages.register.admin import owner_cells, owner_column, owners

from .models import InitiativePage
from .rules import BADGES, Phase


class InitiativeFilterSet(ArenaFilterSet):
    phase = django_filters.ChoiceFilter(
        label=_("Phase"), choices=Phase, widget=forms.RadioSelect, empty_label=_("All")
    )
    owner_actor = django_filters.ModelChoiceFilter(
        label=_("Owner"),
        queryset=lambda request: owners(request, InitiativePage),
        empty_label=_("All"),
    )

    class Meta:
        model = InitiativePage
        fields = ["phase", "owner_actor"]


class InitiativeIndexView(ArenaIndexView):
    search_fields = (*ArenaIndexView.search_fields, "owner_actor__title")
    prefetch = (*ArenaIndexView.prefetch, "owner_actor", "needs")
    cells = (
        *owner_cells(),
        Cell("phase", _("phase"), lambda page: page.get_phase_display()),
        Cell("starts_on", _("starts"), lambda page: page.starts_on),
        Cell("ends_on", _("goes on until"), lambda page: page.ends_on),
        Cell(
            "needs",
            _("needs it answers"),
            lambda page: ", ".join(need.title for need in page.needs.all()),
        ),
        Cell("results", _("what it has led to"), lambda page: page.results),
    )


class InitiativeListing(ArenaListing):
    name = "civsam_initiatives"
    url_prefix = "civsam/initiatives"
    model = InitiativePage
    menu_label = _("Initiatives")
    icon = "thumbtack"
    menu_order = 20
    index_view_class = InitiativeIndexView
    filterset_class = InitiativeFilterSet
    export_filename = "initiatives"
    list_display = columns(
        owner_column(_("Led by")),
        badge_column(lambda page: BADGES[Phase(page.phase)], sort_key="phase"),
        words_column(_("Themes and areas"), "themes", "areas"),
    )
