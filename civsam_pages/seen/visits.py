"""Whether a visit of a page is counted: strangers' are, those of whoever looks after it are not."""

from typing import Any

from django.http import HttpRequest

from civsam_pages.arena.pages import DetailPageMixin
from civsam_pages.register.models import ActorPage
from civsam_pages.register.policies import acts_for
from civsam_search.api import today

from . import counting
from .rules import is_somebody_looking


def count(page: Any, request: HttpRequest) -> None:
    """Count a visit of a published need, initiative, grant or actor. No visitor is remembered."""
    if not isinstance(page, DetailPageMixin) or not page.live:
        return
    if is_somebody_looking(request.method or "", request.headers) and not _is_own(page, request):
        counting.note(page.pk, today())


def _is_own(page: Any, request: HttpRequest) -> bool:
    """Whether somebody of the municipality, or of the association that the page is of, looks.

    Nothing is asked of the database for a visitor who is not logged in.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return False
    if user.has_perm("wagtailadmin.access_admin"):
        return True
    owner = page if isinstance(page, ActorPage) else getattr(page, "owner_actor_id", None)
    return bool(owner and acts_for(user, owner))
