"""Hooks only wire: what they call lives elsewhere."""

from wagtail import hooks

from .admin import DeleteAccountsAction

# After Wagtail's own, whose place it takes.
hooks.register("register_bulk_action", DeleteAccountsAction, order=10)
