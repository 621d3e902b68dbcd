"""Hooks only wire: what they call lives elsewhere."""

from wagtail import hooks

from .admin import AssignRoleAction, DeleteAccountsAction, SetActiveAction

# After Wagtail's own, whose places they take.
for action in (AssignRoleAction, DeleteAccountsAction, SetActiveAction):
    hooks.register("register_bulk_action", action, order=10)
