"""Accounts in the admin: Wagtail's own list of users, which knows for whom they act."""
