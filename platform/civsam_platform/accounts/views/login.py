"""The one door: an address, a code, and for those who want one a password."""

from allauth.account.internal.decorators import login_stage_required
from allauth.account.mixins import NextRedirectMixin, RedirectAuthenticatedUserMixin
from allauth.account.stages import LoginByCodeStage
from allauth.core.internal.cryptokit import compare_user_code
from allauth.decorators import rate_limit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from civsam_platform.accounts import providers
from civsam_platform.accounts.codes import LoginCode
from civsam_platform.accounts.forms import (
    AddressForm,
    CodeForm,
    PasswordLoginForm,
    count_request_for_code,
)


class StartOverMixin:
    """Shows the beginning to those who come back in the middle of a login."""

    def _redirect_to_pending_stage(self, request, stage) -> None:
        return None


@method_decorator(rate_limit(action="login"), name="dispatch")
class LoginView(StartOverMixin, RedirectAuthenticatedUserMixin, NextRedirectMixin, FormView):
    """An address, to which a code is sent."""

    form_class = AddressForm
    template_name = "account/login.html"
    ties_service = False

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not self.ties_service:
            providers.forget(request)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form) -> HttpResponse:
        LoginCode.begin(self.request, form.cleaned_data["email"], ties_service=self.ties_service)
        return redirect(self.passthrough_next_url(reverse("account_confirm_login_code")))


class LinkView(LoginView):
    """The first time with another service: an address, to find or make the account."""

    template_name = "account/link.html"
    ties_service = True

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.waiting = providers.waiting(request)
        if self.waiting is None:
            return redirect("account_login")
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict:
        return {"email": self.waiting.user.email}

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(service=self.waiting.provider.app.name, **kwargs)


class CodeView(NextRedirectMixin, FormView):
    """The code that was sent."""

    form_class = CodeForm
    template_name = "account/confirm_login_code.html"

    @method_decorator(never_cache)
    @method_decorator(
        login_stage_required(stage=LoginByCodeStage.key, redirect_urlname="account_login")
    )
    @method_decorator(rate_limit(action="login"))
    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.process = LoginCode(stage=request._login_stage)
        if request.POST.get("action") == "resend":
            return self.resend()
        return super().dispatch(request, *args, **kwargs)

    def resend(self) -> HttpResponse:
        """Send another code, if this login and this address have any left."""
        form = CodeForm({})
        try:
            if not self.process.can_resend:
                raise ValidationError(_("Go back and write your address again, for a new code."))
            count_request_for_code(self.process.state["email"])
        except ValidationError as refusal:
            form.errors.clear()
            form.add_error("code", refusal)
            return self.form_invalid(form)
        self.process.resend()
        here = self.passthrough_next_url(reverse("account_confirm_login_code"))
        return redirect(f"{here}{'&' if '?' in here else '?'}ny=1")

    def form_valid(self, form) -> HttpResponse:
        if not self.process.is_valid():
            form.add_error("code", _("The code is too old. Send a new one."))
            return self.form_invalid(form)
        written = form.cleaned_data["code"]
        if compare_user_code(actual=written, expected=self.process.code):
            return self.process.finish(self.get_next_url())
        if self.process.record_invalid_attempt():
            form.add_error("code", _("The code is not right. Look at the digits and try again."))
            return self.form_invalid(form)
        messages.error(
            self.request,
            _("That was the third wrong code. Write your address again, and you get a new one."),
        )
        return redirect(self.passthrough_next_url(reverse("account_login")))

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(
            address=self.process.state["email"],
            can_resend=self.process.can_resend,
            sent_again="ny" in self.request.GET and self.request.method == "GET",
            **kwargs,
        )


@method_decorator(rate_limit(action="login"), name="dispatch")
@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class PasswordLoginView(
    StartOverMixin, RedirectAuthenticatedUserMixin, NextRedirectMixin, FormView
):
    """An address and a password: the only view that takes a password."""

    form_class = PasswordLoginForm
    template_name = "account/login_password.html"

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form) -> HttpResponse:
        return form.login(self.request, redirect_url=self.get_next_url())


def to_the_door(request: HttpRequest, **kwargs) -> HttpResponseRedirect:
    """Lead from a door of Wagtail's to ours, and go on to the same page afterwards."""
    wanted = request.GET.get("next") or request.POST.get("next") or reverse("wagtailadmin_home")
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        wanted = reverse("wagtailadmin_home")
    return redirect(f"{reverse('account_login')}?{urlencode({'next': wanted})}")


def no_door(request: HttpRequest, **kwargs) -> HttpResponse:
    """Pages and documents have no passwords of their own: nothing is here."""
    raise Http404
