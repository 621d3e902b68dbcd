"""Addresses of login and of one's own security: allauth's names, Swedish paths.

What of allauth is not here is not used: signing up with a form, resetting a password (a code logs
in, and then one chooses another), links that log in.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.usersessions import views as sessions
from django.urls import include, path

from civsam_platform.accounts.views import login, own

urlpatterns = [
    path("logga-in/", login.LoginView.as_view(), name="account_login"),
    path("logga-in/", login.LoginView.as_view(), name="account_request_login_code"),
    path("logga-in/kod/", login.CodeView.as_view(), name="account_confirm_login_code"),
    path("logga-in/losenord/", login.PasswordLoginView.as_view(), name="account_login_password"),
    path("logga-in/koppla/", login.LinkView.as_view(), name="account_link"),
    path("logga-in/avbrutet/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("logga-in/fel/", social.login_error, name="socialaccount_login_error"),
    path("logga-in/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("logga-in/", include("allauth.socialaccount.providers.saml.urls")),
    path("logga-in/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("logga-in/steg-tva/", mfa.authenticate, name="mfa_authenticate"),
    path(
        "logga-in/bekrafta-e-post/",
        account.email_verification_sent,
        name="account_email_verification_sent",
    ),
    path("logga-in/stangt/", account.account_inactive, name="account_inactive"),
    path("logga-in/igen/", own.ConfirmByCodeView.as_view(), name="account_reauthenticate"),
    path("logga-in/igen/app/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path(
        "logga-in/igen/passkey/",
        webauthn.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path("logga-ut/", account.logout, name="account_logout"),
    path("mitt-konto/e-post/", own.change_address, name="account_email"),
    path("mitt-konto/e-post/bekrafta/", own.confirm_address, name="account_confirm_address"),
    path("mitt-konto/losenord/", own.set_password, name="account_set_password"),
    path("mitt-konto/losenord/", own.set_password, name="account_change_password"),
    path("mitt-konto/tjanster/<int:pk>/ta-bort/", own.untie, name="account_untie"),
    path("mitt-konto/inloggningar/", sessions.list_usersessions, name="usersessions_list"),
    path("mitt-konto/sakerhet/", mfa.index, name="mfa_index"),
    path("mitt-konto/sakerhet/krav/", own.staff_step, name="account_staff_step"),
    path("mitt-konto/sakerhet/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("mitt-konto/sakerhet/app/ta-bort/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path(
        "mitt-konto/sakerhet/reservkoder/",
        recovery.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        "mitt-konto/sakerhet/reservkoder/nya/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "mitt-konto/sakerhet/reservkoder/hamta/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("mitt-konto/sakerhet/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("mitt-konto/sakerhet/passkeys/ny/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path(
        "mitt-konto/sakerhet/passkeys/<int:pk>/namn/",
        webauthn.edit_webauthn,
        name="mfa_edit_webauthn",
    ),
    path(
        "mitt-konto/sakerhet/passkeys/<int:pk>/ta-bort/",
        webauthn.remove_webauthn,
        name="mfa_remove_webauthn",
    ),
]
