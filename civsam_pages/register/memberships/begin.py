"""What memberships tell the other rooms when the site starts."""

from datetime import time

from civsam_pages.notifications import clockwork
from civsam_pages.notifications.letters import register_kind

from . import jobs, letters


def register() -> None:
    """Make the kinds of mail known, and have the daily work done each morning."""
    for kind in letters.KINDS:
        register_kind(kind)
    for job in jobs.DAILY:
        clockwork.every_day(f"memberships-{job.__name__}", at=time(6), function=job)
