"""What posting and review add to the admin. Hooks only wire."""

from wagtail import hooks

from . import log_actions

hooks.register("register_log_actions", log_actions.register)
