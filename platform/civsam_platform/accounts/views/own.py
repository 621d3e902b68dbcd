"""What one changes of one's own account: that it is oneself, the address, a password."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import BaseReauthenticateView
from allauth.decorators import rate_limit
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from civsam_platform.accounts import addresses
from civsam_platform.accounts.codes import SessionCode, new_code
from civsam_platform.accounts.forms import (
    CodeForm,
    NewAddressForm,
    NewPasswordForm,
    TwoCodesForm,
    count_request_for_code,
)
from civsam_platform.accounts.fresh import fresh_login_required
from civsam_platform.accounts.models import User


@method_decorator(login_required, name="dispatch")
class ConfirmByCodeView(BaseReauthenticateView):
    """A code to one's address, before something that only oneself may do.

    Nothing is mailed until the button has been pressed, so a page that is only opened sends
    nothing.
    """

    form_class = CodeForm
    template_name = "account/reauthenticate.html"

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        code = SessionCode(request, "fresh")
        if request.POST.get("action") != "send" and code.state:
            return super().post(request, *args, **kwargs)
        form = CodeForm({})
        form.errors.clear()
        try:
            count_request_for_code(request.user.email)
        except ValidationError as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        state = code.begin()
        get_adapter().send_mail(
            "account/email/fresh_code", request.user.email, {"code": state["code"]}
        )
        return redirect(request.get_full_path())

    def form_valid(self, form) -> HttpResponse:
        code = SessionCode(self.request, "fresh")
        if not code.matches(code=form.cleaned_data["code"]):
            form.add_error("code", wrong(code))
            return self.form_invalid(form)
        code.keep(None)
        record_authentication(self.request, self.request.user, method="code", reauthenticated=True)
        return super().form_valid(form)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            is_sent=bool(SessionCode(self.request, "fresh").state), **kwargs
        )


def wrong(code: SessionCode) -> str:
    """What is wrong with a code that did not match."""
    if code.state is None:
        return _("That was the third wrong code. Send a new one.")
    if code.is_old:
        return _("The code is too old. Send a new one.")
    return _("The code is not right. Look at the digits and try again.")


@login_required
@fresh_login_required()
@rate_limit(action="manage_email")
def change_address(request: HttpRequest) -> HttpResponse:
    """Ask for the account to move to another address; a code goes to the old and to the new."""
    form = NewAddressForm(request.POST or None, user=request.user)
    if form.is_valid():
        address = form.cleaned_data["email"]
        is_taken = User.objects.filter(email=address).exists()
        code = SessionCode(request, "address")
        state = code.begin(new=address, old_code=new_code(), new_code=new_code())
        if is_taken:
            # The page says nothing of it; the owner of the other account hears.
            code.keep({**state, "new_code": ""})
        adapter = get_adapter()
        adapter.send_mail(
            "account/email/old_address_code",
            request.user.email,
            {"code": state["old_code"], "new": address},
        )
        template = "address_in_use" if is_taken else "new_address_code"
        adapter.send_mail(f"account/email/{template}", address, {"code": state["new_code"]})
        return redirect("account_confirm_address")
    return render(request, "account/email_change.html", {"form": form})


@login_required
@fresh_login_required()
@rate_limit(action="manage_email")
def confirm_address(request: HttpRequest) -> HttpResponse:
    """Move the account when both addresses have said yes."""
    code = SessionCode(request, "address")
    if not code.state:
        return redirect("account_email")
    address = code.state["new"]
    form = TwoCodesForm(request.POST or None)
    if form.is_valid():
        if code.matches(**form.cleaned_data):
            return _move(request, code, form)
        form.add_error(None, wrong(code))
    context = {"form": form, "address": address, "is_over": code.state is None}
    return render(request, "account/email_change_confirm.html", context)


def _move(request: HttpRequest, code: SessionCode, form: TwoCodesForm) -> HttpResponse:
    new = code.state["new"]
    code.keep(None)
    try:
        addresses.move(request.user, new)
    except IntegrityError:  # somebody made an account with it just now
        form.add_error(None, get_adapter().error_messages["email_taken"])
        context = {"form": form, "address": new, "is_over": True}
        return render(request, "account/email_change_confirm.html", context)
    messages.success(request, _("Your account has a new address. You log in with it from now on."))
    return redirect("account_email")


@login_required
@fresh_login_required()
@rate_limit(action="change_password")
@sensitive_post_parameters("password")
def set_password(request: HttpRequest) -> HttpResponse:
    """Choose a password, another one, or none."""
    user = request.user
    had_one = user.has_usable_password()
    if request.POST.get("action") == "remove":
        user.set_unusable_password()
        return _keep_password(request, "password_removed", _("Your password is taken away."))
    form = NewPasswordForm(request.POST or None, user=user)
    if form.is_valid():
        user.set_password(form.cleaned_data["password"])
        template = "password_changed" if had_one else "password_set"
        return _keep_password(request, template, _("Your password is saved."))
    return render(request, "account/password_set.html", {"form": form, "had_one": had_one})


def _keep_password(request: HttpRequest, template: str, said: str) -> HttpResponse:
    """Save a changed password: this session goes on, the others end."""
    request.user.save(update_fields=["password"])
    update_session_auth_hash(request, request.user)
    # The session has a new key: without this it stands in no list, and nothing could end it.
    UserSession.objects.create_from_request(request)
    get_adapter().send_notification_mail(f"account/email/{template}", request.user)
    messages.success(request, said)
    return redirect(reverse("mfa_index"))


@login_required
def staff_step(request: HttpRequest) -> HttpResponse:
    """Tell somebody who is to enter the admin that a second step is needed, and how to get one."""
    request.session["civsam_after_step"] = get_next_redirect_url(request) or ""
    return render(request, "account/staff_step.html")


@login_required
@fresh_login_required()
@require_POST
def untie(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a service no longer open the account; a code by mail always does."""
    get_object_or_404(SocialAccount, user=request.user, pk=pk).delete()
    get_adapter().send_notification_mail("socialaccount/email/account_disconnected", request.user)
    messages.success(request, _("The service can no longer open your account."))
    return redirect("mfa_index")
