"""The outbox and the bounces in the Wagtail admin: to look at, and to try dead mails again."""

from datetime import datetime, timedelta

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from civsam_pages.arena.admin_listing import OneOf, having_words

from . import services
from .letters import KINDS
from .models import Bounce, Mail
from .rules import MailState

MAY_SEE = ("civsam_notifications.view_mail", "civsam_notifications.change_mail")
MAY_TRY_AGAIN = "civsam_notifications.change_mail"


def may_see(user) -> bool:
    """Whether the user looks after the mail."""
    return any(user.has_perm(permission) for permission in MAY_SEE)


def kind_label(mail: Mail) -> str:
    """The kind in words; its code when the room that sent it is gone."""
    kind = KINDS.get(mail.kind)
    return str(kind.label) if kind else mail.kind


def kind_choices():
    return [(kind.code, kind.label) for kind in KINDS.values()]


def age_conditions(model) -> dict[str, Q]:
    """When mails were written, as conditions."""
    now = timezone.now()
    return {
        "hour": Q(created_at__gte=now - timedelta(hours=1)),
        "day": Q(created_at__gte=now - timedelta(days=1)),
        "week": Q(created_at__gte=now - timedelta(days=7)),
        "older": Q(created_at__lt=now - timedelta(days=7)),
    }


class MailFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=MailState,
        widget=forms.RadioSelect,
        empty_label=gettext_lazy("All"),
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind of mail"),
        choices=kind_choices,
        widget=forms.RadioSelect,
        empty_label=gettext_lazy("All"),
    )
    age = OneOf(
        age_conditions,
        label=gettext_lazy("Written"),
        choices=[
            ("hour", gettext_lazy("The last hour")),
            ("day", gettext_lazy("The last day")),
            ("week", gettext_lazy("The last week")),
            ("older", gettext_lazy("Before that")),
        ],
    )

    class Meta:
        model = Mail
        fields = ["state", "kind", "age"]


class ReadOnlyIndexView(IndexView):
    """Rows that people read; the words are looked for by the database itself."""

    paginate_by = 50

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        return having_words(queryset, self.search_query, self.search_fields)


class ReadOnlyInspectView(InspectView):
    """All that is known of a row, with moments as clocks here show them."""

    def get_field_display_value(self, field_name, field):
        value = super().get_field_display_value(field_name, field)
        return timezone.localtime(value) if isinstance(value, datetime) else value


class MailInspectView(ReadOnlyInspectView):
    """What is known of a mail. Its words are not shown: they are for whoever gets it."""

    template_name = "civsam_pages/admin/mail/inspect.html"

    def get_kind_display_value(self):
        return kind_label(self.object)

    def get_context_data(self, **kwargs):
        dead = self.object.state == MailState.DEAD
        return {
            **super().get_context_data(**kwargs),
            "may_try_again": dead and self.request.user.has_perm(MAY_TRY_AGAIN),
            "again_url": reverse("civsam_mail:again", args=[self.object.pk]),
        }


class AgainView(View):
    """The button of a dead mail."""

    http_method_names = ["post"]

    def post(self, request, pk):
        """Put the mail back in the line, and say so."""
        if not request.user.has_perm(MAY_TRY_AGAIN):
            raise PermissionDenied
        mail = get_object_or_404(Mail, pk=pk)
        try:
            services.try_again(mail, by=request.user)
        except PermissionDenied as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The mail will be tried again."))
        return redirect("civsam_mail:inspect", pk)


class ReadOnlyViewSet(ModelViewSet):
    """Rows that nobody adds, changes or deletes by hand."""

    index_view_class = ReadOnlyIndexView
    inspect_view_class = ReadOnlyInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = ()

    def get_common_view_kwargs(self, **kwargs):
        others = ("add", "edit", "delete", "history", "usage")
        without = {f"{name}_url_name": None for name in others}
        return super().get_common_view_kwargs(**without, **kwargs)

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
        ]

    def register_admin_url_finder(self):
        """There is no page on which a row is changed."""


class MailViewSet(ReadOnlyViewSet):
    """The outbox."""

    model = Mail
    name = "civsam_mail"
    url_prefix = "mejl/utkorg"
    icon = "mail"
    menu_label = gettext_lazy("Outbox")
    inspect_view_class = MailInspectView
    inspect_view_fields = [
        "subject",
        "kind",
        "address",
        "user",
        "state",
        "created_at",
        "not_before",
        "sent_at",
        "attempts",
        "error",
        "event",
        "message_id",
    ]
    list_display = [
        "subject",
        Column("kind", label=gettext_lazy("Kind of mail"), accessor=kind_label, sort_key="kind"),
        Column("address", label=gettext_lazy("To"), sort_key="address"),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor="get_state_display",
            primary=lambda mail: mail.state == MailState.SENT,
            sort_key="state",
        ),
        Column("attempts", label=gettext_lazy("Attempts"), sort_key="attempts"),
        DateColumn("created_at", label=gettext_lazy("Written"), sort_key="created_at"),
    ]
    filterset_class = MailFilterSet
    search_fields = ("subject", "address", "event")
    ordering = "-created_at"

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/igen/", AgainView.as_view(), name="again"),
        ]


class BounceViewSet(ReadOnlyViewSet):
    """Addresses that mails have come back from."""

    model = Bounce
    name = "civsam_bounces"
    url_prefix = "mejl/studsar"
    icon = "warning"
    menu_label = gettext_lazy("Bounces")
    inspect_view_fields = ["address", "said", "permanent", "count", "noted_at"]
    list_display = [
        "address",
        Column("said", label=gettext_lazy("What the mail server said")),
        StatusTagColumn(
            "permanent",
            label=gettext_lazy("State"),
            accessor=lambda bounce: _("For good") if bounce.permanent else _("For now"),
        ),
        Column("count", label=gettext_lazy("Times"), sort_key="count"),
        DateColumn("noted_at", label=gettext_lazy("Latest"), sort_key="noted_at"),
    ]
    search_fields = ("address", "said")
    ordering = "-noted_at"


class MailViewSetGroup(ViewSetGroup):
    """One menu for what is sent and what comes back."""

    menu_label = gettext_lazy("Mail")
    menu_name = "civsam-mail"
    menu_icon = "mail"
    menu_order = 510
    items = (MailViewSet, BounceViewSet)
