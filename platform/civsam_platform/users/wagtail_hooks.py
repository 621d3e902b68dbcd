"""Hooks only wire: what they call lives elsewhere."""

from wagtail import hooks

from .admin import DeleteAccountsAction


@hooks.register("register_bulk_action", order=10)  # after Wagtail's own, whose place it takes
def delete_accounts():
    return DeleteAccountsAction
