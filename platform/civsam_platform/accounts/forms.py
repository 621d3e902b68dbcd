"""Forms of login and of one's own security, in the look and the words of the site."""

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmEmailVerificationCodeForm, LoginForm
from allauth.core import context, ratelimit
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    EditWebAuthnForm,
)
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

from civsam_pages.arena.forms import PublicForm

ADDRESS_ERRORS = {
    "required": _("Write your e-mail address."),
    "invalid": _("Write the whole address, such as anna@exempel.se."),
}
CODE_ERRORS = {"required": _("Write the code from the mail.")}


class AddressField(forms.EmailField):
    """An e-mail address, in lower case."""

    def __init__(self, **kwargs):
        kwargs.setdefault("error_messages", ADDRESS_ERRORS)
        super().__init__(max_length=254, **kwargs)

    def clean(self, value):
        return super().clean(value).lower()


class CodeField(forms.CharField):
    """A code from a mail, an app or a list."""

    def __init__(self, *, digits: bool = True, **kwargs):
        attrs = {"autocomplete": "one-time-code", "size": 9, "data-width": "auto"}
        if digits:
            attrs["inputmode"] = "numeric"
        kwargs.setdefault("widget", forms.TextInput(attrs=attrs))
        kwargs.setdefault("label", _("Code"))
        kwargs.setdefault("error_messages", CODE_ERRORS)
        super().__init__(max_length=40, **kwargs)


def count_request_for_code(address: str) -> None:
    """Count that a code was asked for.

    Raises:
        ValidationError: there were too many, for this address or from this place.
    """
    if not ratelimit.consume(context.request, action="request_login_code", key=address):
        raise get_adapter().validation_error("too_many_login_attempts")


class AddressForm(PublicForm):
    """Where to send the code."""

    email = AddressField(
        label=_("Your e-mail address"),
        help_text=_(
            "Use an address of your own if you can. Then the account follows you, not the "
            "association."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "username webauthn"}),
    )

    def clean_email(self) -> str:
        address = self.cleaned_data["email"]
        count_request_for_code(address)
        return address


class CodeForm(PublicForm):
    """The code that was mailed."""

    code = CodeField(help_text=_("Six digits. The code is valid for 15 minutes."))


class PasswordLoginForm(PublicForm, LoginForm):
    """The one form that takes a password."""

    field_order = ("login", "password")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"] = AddressField(
            label=_("Your e-mail address"),
            widget=forms.EmailInput(attrs={"autocomplete": "username", "class": "ds-input"}),
        )
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            strip=False,
            max_length=4096,
            error_messages={"required": _("Write your password.")},
            widget=forms.PasswordInput(
                attrs={"autocomplete": "current-password", "class": "ds-input"}
            ),
        )
        self.order_fields(self.field_order)


class NewPasswordForm(PublicForm):
    """A password for those who want one."""

    password = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=4096,
        help_text=_("At least 12 characters. Three or four words in a row are easy to remember."),
        error_messages={"required": _("Write a password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        return get_adapter().clean_password(self.cleaned_data["password"], user=self.user)


class NewAddressForm(PublicForm):
    """The address that the account is to move to."""

    email = AddressField(
        label=_("New e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_email(self) -> str:
        address = self.cleaned_data["email"]
        if address == self.user.email:
            raise get_adapter().validation_error("same_as_current")
        count_request_for_code(address)
        return address


class TwoCodesForm(PublicForm):
    """A code from each of two addresses."""

    old_code = CodeField(label=_("Code from the mail to your address of today"))
    new_code = CodeField(label=_("Code from the mail to your new address"))


class _AppCode(PublicForm):
    """A form of allauth's with a code in it."""

    help_text = _("Six digits from your app, or one of your recovery codes.")
    digits = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = CodeField(
            digits=self.digits,
            help_text=self.help_text,
            error_messages={"required": _("Write the code.")},
        )
        self.fields["code"].widget.attrs["class"] = "ds-input"


class SecondStepForm(_AppCode, AuthenticateForm):
    """A code from an app, or a recovery code, as the second step of a login."""


class ConfirmByAppForm(_AppCode, ReauthenticateForm):
    """A code from an app, or a recovery code, before something that only oneself may do."""


class AddAppForm(_AppCode, ActivateTOTPForm):
    """The first code of an app."""

    help_text = _("Six digits, as the app shows them just now.")
    digits = True


class RemoveAppForm(PublicForm, DeactivateTOTPForm):
    """A yes to taking the app away."""


class ConfirmAddressForm(_AppCode, ConfirmEmailVerificationCodeForm):
    """The code that was mailed to an address which has not been confirmed."""

    help_text = _("Six digits. The code is valid for 15 minutes.")
    digits = True


class NewRecoveryCodesForm(PublicForm, GenerateRecoveryCodesForm):
    """A yes to new recovery codes."""


NAME_OF_PASSKEY = {
    "label": _("What do you want to call it?"),
    "help_text": _("For example the phone or the computer that it is in."),
    "max_length": 60,
}


class AddPasskeyForm(PublicForm, AddWebAuthnForm):
    """A name for a passkey. Every passkey of ours can log in alone."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            required=False, widget=forms.TextInput(attrs={"class": "ds-input"}), **NAME_OF_PASSKEY
        )
        self.fields["name"].ask_later = True  # it has a name already, so nothing says "optional"
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.fields["passwordless"].initial = True


class NamePasskeyForm(PublicForm, EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(
            widget=forms.TextInput(attrs={"class": "ds-input"}),
            error_messages={"required": _("Write a name.")},
            **NAME_OF_PASSKEY,
        )


def password_rules() -> list[str]:
    """What a password must be, in words."""
    return password_validators_help_texts()
