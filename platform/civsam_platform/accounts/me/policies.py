"""Who may change or take away an account, or what it logs in with."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.users.utils import user_can_delete_user

from civsam_pages.arena.decisions import YES, Decision, no
from civsam_platform.accounts.second_step import may_enter_admin


def may_delete(by: Any, account: Any) -> Decision:
    """Whether `by` may delete an account: one's own, or another's with that right in the admin.

    Whoever works in the admin asks a colleague, so that no page loses its editor unnoticed.
    """
    if by.pk != account.pk:
        return YES if user_can_delete_user(by, account) else no(_("You may not do this."))
    if may_enter_admin(account):
        return no(
            _(
                "You work in the admin with this account. Ask an administrator to delete it, so "
                "that somebody takes over your pages."
            )
        )
    return YES


def may_change(by: Any, account: Any) -> Decision:
    """Whether `by` may change an account in the admin, once they have the right to change any.

    Whoever changes the address of an account gets its codes to log in with: so only an
    administrator of the whole platform changes that of another.
    """
    if account.is_superuser and not by.is_superuser:
        return no(_("Only an administrator of the whole platform does this."))
    return YES


def may_reset_second_step(by: Any, account: Any) -> Decision:
    """Administrators of the whole platform, for others than themselves."""
    if not (by.is_superuser and by.has_perm("wagtailadmin.access_admin")):
        return no(_("Only an administrator of the whole platform does this."))
    if by.pk == account.pk:
        return no(_("Ask another administrator. You manage your own under My account."))
    return YES
