"""The lists of people in the admin: memberships, actors without an administrator, accounts."""

from datetime import timedelta
from operator import attrgetter

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, Subquery, Value
from django.db.models.functions import Coalesce, Least
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn

from civsam_pages.arena.admin_listing import Cell, DayColumn, OneOf
from civsam_pages.arena.admin_pages import LinkColumn, name_of
from civsam_search.api import today

from ..models import ActorPage
from . import selectors
from .admin_base import (
    ENDS_SOON_DAYS,
    NAMESPACE,
    PeopleReport,
    address_of,
    membership_state,
    person_fields,
)
from .models import ActorProposal, Claim, Handover, Membership
from .rules import Role

User = get_user_model()


def when_conditions(model) -> dict[str, Q]:
    """Where rights stand today, as conditions."""
    day = today()
    runs = Q(ended_at=None, valid_from__lte=day, valid_until__gte=day)
    return {
        "running": runs,
        "ending": runs & Q(valid_until__lte=day + timedelta(days=ENDS_SOON_DAYS)),
        "coming": Q(ended_at=None, valid_from__gt=day),
        "ended": Q(ended_at__isnull=False) | Q(valid_until__lt=day),
    }


def actors_with_people(request):
    """The actors that somebody acts for, or has acted for."""
    held = Membership.objects.filter(actor=OuterRef("pk"))
    return ActorPage.objects.filter(Exists(held)).order_by("title")


class MembershipFilterSet(WagtailFilterSet):
    when = OneOf(
        when_conditions,
        label=_("When"),
        choices=[
            ("running", _("Runs today")),
            ("ending", _("Ends within 60 days")),
            ("coming", _("Begins later")),
            ("ended", _("Ended")),
        ],
    )
    role = django_filters.ChoiceFilter(
        label=_("Can"), choices=Role, widget=forms.RadioSelect, empty_label=_("All")
    )
    actor = django_filters.ModelChoiceFilter(
        label=_("Actor"), queryset=actors_with_people, empty_label=_("All")
    )

    class Meta:
        model = Membership
        fields = ["when", "role", "actor"]


class MembershipReport(PeopleReport):
    """Every right to act for an actor, those that have ended too."""

    name = "memberships"
    page_title = _("Memberships")
    verbose_name_plural = _("memberships")
    model = Membership
    filterset_class = MembershipFilterSet
    export_filename = "memberships"
    default_ordering = "valid_until"
    search_in = ("actor__title", "function", *person_fields("user__"))
    columns = [
        LinkColumn(
            "person",
            label=_("Person"),
            accessor=lambda right: name_of(right.user),
            get_url=lambda right: reverse(f"{NAMESPACE}:membership", args=[right.pk]),
        ),
        Column("actor", label=_("Actor"), accessor="actor.title", sort_key="actor__title"),
        Column("role", label=_("Can"), accessor="get_role_display", sort_key="role"),
        Column("function", label=_("Function"), accessor="function"),
        DayColumn("valid_until", label=_("Until"), sort_key="valid_until"),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor=lambda right: membership_state(right).label,
            primary=lambda right: membership_state(right).marked,
        ),
        Column("via", label=_("Came by"), accessor="get_via_display", sort_key="via"),
    ]
    cells = (
        Cell("actor", _("actor"), lambda right: right.actor.title),
        Cell("person", _("person"), lambda right: name_of(right.user)),
        Cell("email", _("e-mail"), lambda right: address_of(right.user)),
        Cell("role", _("can"), lambda right: right.get_role_display()),
        Cell("function", _("function"), attrgetter("function")),
        Cell("from", _("from"), attrgetter("valid_from")),
        Cell("until", _("until"), attrgetter("valid_until")),
        Cell("state", _("state"), lambda right: str(membership_state(right).label)),
        Cell("via", _("came by"), lambda right: right.get_via_display()),
        Cell("shown", _("what was shown"), attrgetter("evidence_note")),
        Cell("approved_by", _("approved by"), lambda right: name_of(right.approved_by)),
    )

    def get_base_queryset(self):
        return Membership.objects.visible_to(self.request.user).select_related(
            "actor", "user", "approved_by"
        )

    def order_queryset(self, queryset):
        return super().order_queryset(queryset).order_by(self.ordering, "actor__title", "pk")


class WithoutAdminReport(PeopleReport):
    """Actors that people act for, or have acted for, and that no administrator answers for."""

    name = "without_admin"
    page_title = _("Actors without an administrator")
    verbose_name_plural = _("actors without an administrator")
    model = ActorPage
    header_icon = "warning"
    export_filename = "actors-without-administrator"
    default_ordering = "title"
    search_in = ("title", "contact_email", "org_number")
    columns = [
        LinkColumn(
            "title",
            label=_("Actor"),
            accessor="title",
            sort_key="title",
            get_url=lambda actor: reverse(f"{NAMESPACE}:actor", args=[actor.pk]),
        ),
        Column("contact_email", label=_("The association's address"), accessor="contact_email"),
        Column("others", label=_("Others who may act"), accessor="others"),
        DayColumn("last_until", label=_("Had one until"), sort_key="last_until"),
    ]
    cells = (
        Cell("title", _("actor"), attrgetter("title")),
        Cell("contact_email", _("e-mail"), attrgetter("contact_email")),
        Cell("others", _("others who may act"), attrgetter("others")),
        Cell("last_until", _("had one until"), attrgetter("last_until")),
    )

    def get_base_queryset(self):
        held = Membership.objects.filter(actor=OuterRef("pk")).order_by()
        others = held.running().values("actor").annotate(number=Count("user", distinct=True))
        last = held.filter(role=Role.ADMIN).values("actor").annotate(day=Max("valid_until"))
        return selectors.without_admin().annotate(
            others=Coalesce(Subquery(others.values("number")), 0),
            last_until=Least(Subquery(last.values("day")), Value(today())),
        )


class PeopleFilterSet(WagtailFilterSet):
    acts = django_filters.ChoiceFilter(
        label=_("Acts for an actor"),
        method="filter_acts",
        widget=forms.RadioSelect,
        empty_label=_("All"),
        choices=[
            ("now", _("Today")),
            ("before", _("Not any more")),
            ("never", _("Has only asked")),
        ],
    )

    def filter_acts(self, queryset, name, value):
        held = Membership.objects.filter(user=OuterRef("pk"))
        now, ever = Exists(held.running()), Exists(held)
        return queryset.filter({"now": Q(now), "before": ever & ~now, "never": ~Q(ever)}[value])

    class Meta:
        model = User
        fields = ["acts"]


def people():
    """The accounts that act, have acted or have asked to act for an actor, and nobody else."""
    return User._default_manager.filter(
        Exists(Membership.objects.filter(user=OuterRef("pk")))
        | Exists(Claim.objects.filter(claimant=OuterRef("pk")))
        | Exists(ActorProposal.objects.filter(proposer=OuterRef("pk")))
        | Exists(Handover.objects.filter(started_by=OuterRef("pk")))
    )


def acts_for_words(person) -> str:
    return ", ".join(
        f"{right.actor.title} ({right.get_role_display()})" for right in person.running_rights
    )


def last_login_day(person):
    return person.last_login and localdate(person.last_login)


class PeopleListReport(PeopleReport):
    """Accounts with what they may act for."""

    name = "accounts"
    page_title = _("People")
    verbose_name_plural = _("people")
    model = User
    filterset_class = PeopleFilterSet
    export_filename = "people"
    default_ordering = User.USERNAME_FIELD
    search_in = (*person_fields(), "memberships__actor__title")
    columns = [
        LinkColumn(
            User.USERNAME_FIELD,
            label=_("Person"),
            accessor=name_of,
            sort_key=User.USERNAME_FIELD,
            get_url=lambda person: reverse(f"{NAMESPACE}:account", args=[person.pk]),
        ),
        Column("address", label=_("E-mail"), accessor=address_of),
        Column("acts_for", label=_("Acts for"), accessor=acts_for_words, width="40%"),
        DayColumn(
            "last_login", label=_("Last login"), accessor=last_login_day, sort_key="last_login"
        ),
    ]
    cells = (
        Cell("person", _("person"), name_of),
        Cell("email", _("e-mail"), address_of),
        Cell("acts_for", _("acts for"), acts_for_words),
        Cell("last_login", _("last login"), last_login_day),
    )

    def get_base_queryset(self):
        running = Membership.objects.running().select_related("actor").order_by("actor__title")
        return people().prefetch_related(
            Prefetch("memberships", queryset=running, to_attr="running_rights")
        )

    def search_queryset(self, queryset):
        # A person who acts for two actors with the word in their names is one row.
        found = super().search_queryset(queryset)
        return found.distinct() if self.is_searching else found
