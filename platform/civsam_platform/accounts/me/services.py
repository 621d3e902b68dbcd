"""Every write of "Mitt konto": one function, one transaction, one log entry."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from civsam_pages.arena.decisions import allow
from civsam_pages.notifications.letters import SECURITY, Letter
from civsam_pages.notifications.services import language_of, notify

from . import erasing, policies


@transaction.atomic
def rename(*, user: Any, first_name: str, last_name: str) -> None:
    """Change what others see the person as."""
    user.first_name, user.last_name = first_name, last_name
    user.save(update_fields=["first_name", "last_name"])
    log(user, "civsam.account.rename", user=user)


def note_download(*, user: Any) -> None:
    """Log that the person has taken their data along."""
    log(user, "civsam.account.download", user=user)


@transaction.atomic
def delete_account(*, user: Any, by: Any) -> None:
    """Take an account away: all of it or nothing. A receipt goes to the address it had.

    What others need stays without the name. Twice is once.

    Raises:
        PermissionDenied: `by` may not; the reason is its text.
    """
    account = get_user_model().objects.select_for_update().get(pk=user.pk)
    if erasing.is_deleted(account):
        return
    allow(policies.may_delete(by, account))
    address, language = account.email, language_of(account)
    erasing.erase(account)
    log(account, "civsam.account.delete", user=by)
    notify(
        kind=SECURITY,
        event=f"account-{account.pk}-deleted",
        to=address,
        letter=lambda: deleted_letter(language),
    )


def deleted_letter(language: str) -> Letter:
    """The receipt for somebody who has no account any more, in the language they had chosen."""
    with translation.override(language):
        return Letter(
            subject=_("Your account is deleted"),
            lead=_("Your account with us is deleted, and your name is taken away."),
            paragraphs=(
                _(
                    "Decisions, minutes and other public records are kept, as the page said "
                    "before you confirmed."
                ),
            ),
            after=(
                _(
                    "If it was not you who did this, answer this mail at once. You can also call "
                    "us. You are welcome to make a new account whenever you like."
                ),
            ),
            why=_("It went to the address that the account had."),
        )


@transaction.atomic
def reset_second_step(*, user: Any, by: Any) -> int:
    """Take away passkeys, app and recovery codes of somebody who has lost the phone.

    Every session of theirs ends, and they are told by mail. Returns how many were taken away.

    Raises:
        PermissionDenied: `by` may not; the reason is its text.
    """
    allow(policies.may_reset_second_step(by, user))
    removed = erasing.forget_second_step(user)
    entry = log(user, "civsam.account.reset_mfa", user=by, data={"removed": removed})
    notify(
        kind=SECURITY,
        event=f"account-{user.pk}-mfa-reset-{entry.pk}",
        to=user,
        letter=reset_letter,
    )
    return removed


def reset_letter() -> Letter:
    """What somebody reads whose passkeys and app have been taken away."""
    return Letter(
        subject=_("Your passkeys and your code app have been taken away"),
        lead=_(
            "An administrator has taken away the passkeys, the code app and the recovery codes of "
            "your account, and logged it out everywhere."
        ),
        paragraphs=(
            _("You log in with a code to your e-mail address the next time, and choose anew."),
        ),
        after=(_("If you have not asked for this, answer this mail at once."),),
        why=_("It went to you because it is about the security of your account."),
    )
