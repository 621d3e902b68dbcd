"""Actors and their categories in the admin."""

from operator import attrgetter

import django_filters
from django import forms
from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.permissions import page_permission_policy

from civsam_pages.arena.admin import TermViewSet
from civsam_pages.arena.admin_listing import (
    AnyTerm,
    ArenaFilterSet,
    ArenaIndexView,
    ArenaListing,
    Cell,
    OneOf,
    columns,
    term_names,
    words_column,
)
from civsam_pages.arena.rules import add_years
from civsam_search.api import today

from .models import ActorCategory, ActorPage
from .rules import ActorKind, RegistrationState


class ActorCategoryViewSet(TermViewSet):
    model = ActorCategory
    icon = "list-ul"
    menu_order = 60


def confirmed_conditions(model) -> dict[str, Q]:
    a_year_ago = add_years(today(), -1)
    return {
        "year": Q(last_confirmed_at__gt=a_year_ago),
        "old": Q(last_confirmed_at__lte=a_year_ago) | Q(last_confirmed_at__isnull=True),
    }


class ActorFilterSet(ArenaFilterSet):
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=ActorKind, widget=forms.RadioSelect, empty_label=_("All")
    )
    categories = AnyTerm(
        field_name="categories", label=_("Categories"), queryset=ActorCategory.objects.all()
    )
    registration_state = django_filters.ChoiceFilter(
        label=_("Registration"),
        choices=RegistrationState,
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    confirmed = OneOf(
        confirmed_conditions,
        label=_("Confirmed"),
        choices=[("year", _("Within a year")), ("old", _("Not for a year"))],
    )

    class Meta:
        model = ActorPage
        fields = ["kind", "categories", "registration_state", "confirmed"]


class ActorIndexView(ArenaIndexView):
    search_fields = (*ArenaIndexView.search_fields, "org_number", "umbrella")
    prefetch = (*ArenaIndexView.prefetch, "categories", "languages")
    cells = (
        Cell("kind", _("kind"), lambda actor: actor.get_kind_display()),
        Cell("org_number", _("organisation number"), attrgetter("org_number_display")),
        Cell("categories", _("categories"), lambda actor: term_names(actor, "categories")),
        Cell("activities", _("activities"), lambda actor: ", ".join(actor.activity_list)),
        Cell("languages", _("languages"), lambda actor: term_names(actor, "languages")),
        Cell(
            "registration", _("registration"), lambda actor: actor.get_registration_state_display()
        ),
        Cell("website", _("website"), attrgetter("website")),
        Cell("postal_code", _("postal code"), attrgetter("postal_code")),
        Cell("city", _("postal town"), attrgetter("city")),
    )
    default_ordering = "title"


class ActorListing(ArenaListing):
    name = "civsam_actors"
    url_prefix = "civsam/actors"
    model = ActorPage
    menu_label = _("Actors")
    icon = "group"
    menu_order = 40
    index_view_class = ActorIndexView
    filterset_class = ActorFilterSet
    export_filename = "actors"
    list_display = columns(
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        words_column(_("Categories and areas"), "categories", "areas"),
        Column(
            "registration_state",
            label=_("Registration"),
            accessor="get_registration_state_display",
            sort_key="registration_state",
        ),
    )


def owner_column(label) -> Column:
    """The owning actor of a need or an initiative."""

    return Column(
        "owner_actor", label=label, accessor="owner_actor.title", sort_key="owner_actor__title"
    )


def owner_cells() -> tuple[Cell, ...]:
    return (
        Cell("owner", _("owner"), lambda page: page.owner_actor.title if page.owner_actor else ""),
    )


def owners(request, model: type[Model]):
    """The actors that own a page of the type that the user sees in the list, for a filter."""

    seen = page_permission_policy.explorable_instances(request.user).order_by()
    pages = model.objects.filter(pk__in=seen.values("pk")).exclude(owner_actor=None)
    return ActorPage.objects.filter(pk__in=pages.values("owner_actor")).order_by("title")
