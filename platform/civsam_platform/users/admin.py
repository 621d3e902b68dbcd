"""Accounts under Settings in the admin: who they are, for whom they act, how they log in."""

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.users.views.bulk_actions import (
    AssignRoleBulkAction,
    DeleteBulkAction,
    SetActiveStateBulkAction,
)
from wagtail.users.views.users import CreateView, DeleteView, EditView, IndexView, UserViewSet

from civsam_pages.arena import personal_data
from civsam_pages.register.memberships.models import Membership
from civsam_platform.accounts.me import policies, services
from civsam_platform.accounts.me.erasing import DOMAIN, is_deleted

from .forms import AccountCreationForm, AccountEditForm

# Of the name, the level of access, whether it is active, and the last login.
WIDTHS = ("24%", "9%", "6%", "10%")
SECOND_STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def running_rights() -> Prefetch:
    """What accounts may act for today, as their `running_rights`."""
    rights = Membership.objects.running().filter(actor__live=True)
    rights = rights.select_related("actor").order_by("actor__title")
    return Prefetch("memberships", rights, to_attr="running_rights")


def warnings(account) -> list[str]:
    """What follows for others when the account is deleted."""
    return [
        warning.about or warning.text
        for eraser in personal_data.erasers()
        for warning in eraser.warns(account)
    ]


class AccountIndexView(IndexView):
    """All accounts but those that have been deleted."""

    add_item_label = _("Add an account")
    page_title = _("Accounts")

    @cached_property
    def columns(self):
        """Wagtail's columns, with the address under its name, and what is ours."""
        checkbox, name, _username, *others = super().columns
        for column, width in zip((name, *others), WIDTHS, strict=True):
            column.width = width
        return [
            checkbox,
            name,
            Column("email", label=_("E-mail"), sort_key="email", width="18%"),
            Column("acts_for", label=_("Acts for"), accessor=acts_for, width="22%"),
            BooleanColumn("has_second_step", label=_("Second step"), width="8%"),
            *others,
        ]

    def get_base_queryset(self):
        """The accounts with what the columns say, in two questions to the database."""
        steps = Authenticator.objects.filter(user=OuterRef("pk"), type__in=SECOND_STEPS)
        accounts = super().get_base_queryset().exclude(email__endswith=f"@{DOMAIN}")
        return accounts.annotate(has_second_step=Exists(steps)).prefetch_related(running_rights())


def acts_for(account) -> str:
    """The actors that an account may act for, with the role."""
    return ", ".join(
        f"{right.actor.title} ({right.get_role_display()})" for right in account.running_rights
    )


class OneAccount:
    """For views of one account: a deleted one is not there."""

    def get_object(self, queryset=None):
        """Return the account.

        Raises:
            Http404: it is not there, or deleted.
        """
        account = super().get_object(queryset)
        if is_deleted(account):
            raise Http404
        return account


class AccountEditView(OneAccount, EditView):
    """An account, with the way to help somebody who has lost the phone."""

    def dispatch(self, request, *args, **kwargs):
        """Let in who may change just this account."""
        answer = policies.may_change(request.user, self.object)
        if not answer:
            raise PermissionDenied(answer.reason)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "by": self.request.user}

    @cached_property
    def header_more_buttons(self):
        """Wagtail's buttons and ours."""
        buttons = list(super().header_more_buttons)
        if policies.may_reset_second_step(self.request.user, self.object):
            url = reverse("wagtailusers_users:reset_second_step", args=[self.object.pk])
            label = gettext("Take away second step")
            buttons.append(Button(label, url=url, icon_name="key", priority=50))
        return buttons

    def get_context_data(self, **kwargs):
        """Add what the account may act for, and how it logs in."""
        context = super().get_context_data(**kwargs)
        context["rights"] = (
            Membership.objects.running().filter(user=self.object).select_related("actor")
        )
        context["steps"] = Authenticator.objects.filter(user=self.object).order_by("created_at")
        return context


class AccountDeleteView(OneAccount, DeleteView):
    """Deletes as a person does it under Mitt konto: decisions and the log stay without the name."""

    page_title = _("Delete account")
    success_message = _("The account is deleted.")

    def delete_action(self):
        """Delete the account, all of it or nothing."""
        services.delete_account(user=self.object, by=self.request.user)

    def get_context_data(self, **kwargs):
        """Add what follows for associations."""
        return {**super().get_context_data(**kwargs), "warnings": warnings(self.object)}


class ResetView(WagtailAdminTemplateMixin, TemplateView):
    """Takes away passkeys, app and recovery codes, after a question and with a mail about it."""

    page_title = _("Take away second step")
    header_icon = "key"
    template_name = "civsam_accounts/admin/reset.html"

    def dispatch(self, request, *args, **kwargs):
        """Let administrators of the whole platform in, and nobody else."""
        self.object = get_object_or_404(get_user_model(), pk=kwargs["pk"])
        if is_deleted(self.object):
            raise Http404
        answer = policies.may_reset_second_step(request.user, self.object)
        if not answer:
            raise PermissionDenied(answer.reason)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        """Take them away, and go back to the account."""
        services.reset_second_step(user=self.object, by=request.user)
        messages.success(request, gettext("Passkeys, code app and recovery codes are taken away."))
        return redirect(reverse("wagtailusers_users:edit", args=[self.object.pk]))

    def get_page_subtitle(self):
        return self.object.get_full_name() or self.object.email

    def get_breadcrumbs_items(self):
        """None: what is asked stands in large letters instead, as when something is deleted."""
        return []

    def get_context_data(self, **kwargs):
        """Add the account."""
        return {**super().get_context_data(**kwargs), "object": self.object}


class DeleteAccountsAction(DeleteBulkAction):
    """Deletes several accounts as one is deleted."""

    def get_execution_context(self):
        return {**super().get_execution_context(), "by": self.request.user}

    @classmethod
    def execute_action(cls, objects, by=None, **kwargs):
        """Delete the accounts; `by` is who does it."""
        for account in objects:
            services.delete_account(user=account, by=by)
        return len(objects), 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        return ngettext(
            "%(count)d account is deleted", "%(count)d accounts are deleted", num_parent_objects
        ) % {"count": num_parent_objects}


class ChangesAccounts:
    """For what is done to several accounts: each is one that the person may change."""

    def check_perm(self, account):
        return super().check_perm(account) and bool(policies.may_change(self.request.user, account))


class AssignRoleAction(ChangesAccounts, AssignRoleBulkAction):
    """Puts several accounts in a group."""


class SetActiveAction(ChangesAccounts, SetActiveStateBulkAction):
    """Shuts or opens several accounts."""


class AccountCreateView(CreateView):
    """A new account."""

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "by": self.request.user}


class AccountViewSet(UserViewSet):
    """Wagtail's users as accounts."""

    menu_label = _("Accounts")
    index_view_class = AccountIndexView
    add_view_class = AccountCreateView
    edit_view_class = AccountEditView
    delete_view_class = AccountDeleteView
    edit_template_name = "civsam_accounts/admin/edit.html"
    delete_template_name = "civsam_accounts/admin/delete.html"

    def get_form_class(self, for_update=False):
        """The form to add or to change an account."""
        return AccountEditForm if for_update else AccountCreationForm

    @property
    def reset_view(self):
        return ResetView.as_view()

    def get_urlpatterns(self):
        """Wagtail's addresses and ours."""
        return [
            *super().get_urlpatterns(),
            path("reset/<int:pk>/", self.reset_view, name="reset_second_step"),
        ]
