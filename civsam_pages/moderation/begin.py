"""What moderation tells the other rooms when the site starts."""

from datetime import time

from django.urls import NoReverseMatch, reverse

from civsam_pages.arena import reporting, stops
from civsam_pages.notifications import clockwork
from civsam_pages.notifications.letters import register_kind

from . import letters, personal_data, policies
from .services import leaving


def register() -> None:
    """Take reports, answer what is stopped, and forget each morning who reported long ago."""
    for kind in letters.KINDS:
        register_kind(kind)
    personal_data.register()
    reporting.use(form_url)
    stops.use(policies.may_do)
    clockwork.every_day("moderation-tidy", at=time(4), function=leaving.tidy)


def form_url(page_id: int) -> str:
    """The form's address; empty on a site that has not mounted it."""
    try:
        return reverse("civsam_moderation:report", args=[page_id])
    except NoReverseMatch:
        return ""
