"""What the answers tell the other rooms when the site starts."""

from datetime import time

from django.urls import NoReverseMatch, reverse

from civsam_pages.arena import answering
from civsam_pages.notifications import clockwork
from civsam_pages.notifications.letters import register_kind

from . import letters, personal_data, selectors, services


def register() -> None:
    """Take over the answers to pages, and have what nobody confirmed thrown away each morning."""
    register_kind(letters.ANSWER)
    personal_data.register()
    answering.use(answering.Room(url=form_url, count=selectors.count))
    clockwork.every_day("answers-tidy", at=time(4), function=services.tidy)


def form_url(page_id: int) -> str:
    """The form's address; empty on a site that has not mounted it, which answers by e-mail."""
    try:
        return reverse("civsam_answers:answer", args=[page_id])
    except NoReverseMatch:
        return ""
