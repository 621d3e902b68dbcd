"""What is mailed about an account: codes, and that something of it has changed."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from civsam_pages.notifications.letters import Action, Letter
from civsam_platform.home.models import SiteSettings


def site_name() -> str:
    """The name of the website as its settings have it."""
    site = Site.objects.filter(is_default_site=True).first()
    settings = SiteSettings.for_site(site) if site else SiteSettings()
    return settings.display_name


def write(template: str, context: dict[str, Any]) -> Letter:
    """The letter that takes the place of one of allauth's mail templates."""
    return LETTERS.get(template, changed)(context)


def login_code(context: dict[str, Any]) -> Letter:
    site = site_name()
    return Letter(
        subject=_("Your code for %(site)s") % {"site": site},
        lead=_("Here is your code to log in."),
        code=context["code"],
        after=(
            _("It is valid for 15 minutes, on the device where you asked for it."),
            _("Never give the code to anybody. We never call and ask for it."),
        ),
        why=_("Somebody wrote your address when logging in. If it was not you, do nothing."),
    )


def confirm_code(context: dict[str, Any]) -> Letter:
    return Letter(
        subject=_("Your code for %(site)s") % {"site": site_name()},
        lead=_("Here is your code to confirm that the address is yours."),
        code=context["code"],
        after=(
            _("It is valid for 15 minutes, on the device where you asked for it."),
            _("Never give the code to anybody. We never call and ask for it."),
        ),
        why=_("Somebody wrote your address. If it was not you, do nothing."),
    )


def fresh_code(context: dict[str, Any]) -> Letter:
    return Letter(
        subject=_("Confirm that it is you"),
        lead=_("Here is a code for what you are about to change in your account."),
        code=context["code"],
        after=(
            _("It is valid for 15 minutes, on the device where you asked for it."),
            _("Never give the code to anybody. We never call and ask for it."),
        ),
        why=_(
            "You are logged in and asked for something that only you may do. If it was not you, "
            "log out everywhere and tell us."
        ),
    )


def old_address_code(context: dict[str, Any]) -> Letter:
    return Letter(
        subject=_("Say yes to your new e-mail address"),
        lead=_("Your account is about to move to %(address)s. This code says yes to that.")
        % {"address": context["new"]},
        code=context["code"],
        after=(_("Not you? Then do not give the code to anybody, and tell us."),),
        why=_("This is the address of your account today."),
    )


def new_address_code(context: dict[str, Any]) -> Letter:
    return Letter(
        subject=_("Confirm your new e-mail address"),
        lead=_("This code shows that the address is yours."),
        code=context["code"],
        after=(_("When you have typed it in, you log in with this address."),),
        why=_("Somebody wants to use this address for an account. If it was not you, do nothing."),
    )


def address_in_use(context: dict[str, Any]) -> Letter:
    return Letter(
        subject=_("This address has an account already"),
        lead=_("Somebody wanted to move another account to this address, which is not possible."),
        paragraphs=(_("If it was you: log in with this address, or choose another one."),),
        action=Action(_("Log in"), reverse("account_login")),
        why=_("This is the address of your account."),
    )


def address_moved(context: dict[str, Any]) -> Letter:
    return Letter(
        subject=_("Your account has a new e-mail address"),
        lead=_("From now on you log in with %(address)s.") % {"address": context["to_email"]},
        paragraphs=(_("Not you? Tell us at once, and we help you to get the account back."),),
        why=_("This was the address of your account until now."),
    )


def _told(subject: Callable[[], str], lead: Callable[[], str]) -> Callable[..., Letter]:
    """A letter about a change that the owner of the account should know of."""

    def letter(context: dict[str, Any]) -> Letter:
        return Letter(
            subject=subject(),
            lead=lead(),
            paragraphs=(_("Not you? Log out everywhere, and tell us."),),
            action=Action(_("Your account"), reverse("mfa_index")),
            why=_("We always tell when something changes in how you log in."),
        )

    return letter


changed = _told(
    lambda: _("Something changed in your account"),
    lambda: _("How you log in has changed."),
)

LETTERS: dict[str, Callable[[dict[str, Any]], Letter]] = {
    "account/email/login_code": login_code,
    "account/email/email_confirmation": confirm_code,
    "account/email/email_confirmation_signup": confirm_code,
    "account/email/fresh_code": fresh_code,
    "account/email/old_address_code": old_address_code,
    "account/email/new_address_code": new_address_code,
    "account/email/address_in_use": address_in_use,
    "account/email/email_changed": address_moved,
    "account/email/password_set": _told(
        lambda: _("Your account has a password"),
        lambda: _("A password was chosen for your account. A code works as before."),
    ),
    "account/email/password_changed": _told(
        lambda: _("Your password was changed"),
        lambda: _("Your account has a new password."),
    ),
    "account/email/password_removed": _told(
        lambda: _("Your password was taken away"),
        lambda: _("Your account has no password any more. You log in with a code."),
    ),
    "mfa/email/totp_activated": _told(
        lambda: _("An app for codes was added"),
        lambda: _("From now on we also ask for a code from your app when you log in."),
    ),
    "mfa/email/totp_deactivated": _told(
        lambda: _("The app for codes was taken away"),
        lambda: _("We no longer ask for a code from an app when you log in."),
    ),
    "mfa/email/webauthn_added": _told(
        lambda: _("A passkey was added"),
        lambda: _("A passkey can now log in to your account."),
    ),
    "mfa/email/webauthn_removed": _told(
        lambda: _("A passkey was taken away"),
        lambda: _("One of your passkeys no longer works."),
    ),
    "mfa/email/recovery_codes_generated": _told(
        lambda: _("New recovery codes were made"),
        lambda: _("The recovery codes that you had before no longer work."),
    ),
    "socialaccount/email/account_connected": _told(
        lambda: _("Another way to log in was added"),
        lambda: _("Your account can now be opened with another service."),
    ),
    "socialaccount/email/account_disconnected": _told(
        lambda: _("A way to log in was taken away"),
        lambda: _("A service that could open your account no longer can."),
    ),
}
