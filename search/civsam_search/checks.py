"""What a host must have for the search to work."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Tags, Warning, register

NEEDED = {"wagtail": "the pages", "civsam_pages.arena": "the cards in the lists of hits"}


@register(Tags.compatibility)
def needed_apps(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn when an app that the search needs is not in INSTALLED_APPS."""
    return [
        Warning(
            f"civsam_search needs {app!r} for {why}.",
            hint=f"Add {app!r} to INSTALLED_APPS: [*CIVSAM_APPS, ...] holds all that is needed.",
            id="civsam_search.W001",
        )
        for app, why in NEEDED.items()
        if not apps.is_installed(app)
    ]
