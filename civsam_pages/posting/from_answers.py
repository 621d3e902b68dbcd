"""An initiative that is made of an answer goes the way of everything an association writes."""

from typing import Any

from civsam_pages.arena.decisions import allow

from . import policies
from .services import sending


def hook(page: Any, edited: Any, by: Any) -> Any:
    """Send a page that another room has made: to review, or out where the owner is trusted.

    Raises:
        PermissionDenied: `by` may not write for the owner, or has sent one thing already.
        ValidationError: the page would not be whole.
    """
    allow(policies.may_go_on(by, page.owner_actor))
    allow(policies.may_send_more(by, page.owner_actor))
    return sending.send_edited(page=page, edited=edited, by=by, data={})
