"""What posting tells the other rooms when the site starts."""

from datetime import time

from civsam_pages.arena import links
from civsam_pages.arena.pictures import publicity
from civsam_pages.notifications import clockwork
from civsam_pages.notifications.letters import register_kind

from . import jobs, letters, personal_data, policies, signals


def register() -> None:
    """Make the kinds of mail known, listen to Wagtail, and tidy up each morning."""
    for kind in letters.KINDS:
        register_kind(kind)
    signals.connect()
    personal_data.register()
    links.use(policies.is_trusted)
    clockwork.every_day("posting-tidy", at=time(4), function=jobs.tidy)
    clockwork.every_day("posting-sweep", at=time(4), function=jobs.sweep)
    clockwork.every_day("posting-pictures", at=time(4), function=publicity.withhold_unseen)
