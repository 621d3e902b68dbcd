"""Template tags of Mina sidor: people by their names, requests by their states."""

from typing import Any

from django import template

from civsam_search.api import Badge

from ..memberships.rules import RequestState

register = template.Library()

TONES = {
    RequestState.DRAFT: ("neutral", "draft"),
    RequestState.WAITING_ADDRESS: ("info", "waiting"),
    RequestState.WAITING_STAFF: ("info", "waiting"),
    RequestState.APPROVED: ("success", "done"),
    RequestState.REFUSED: ("danger", "no"),
    RequestState.WITHDRAWN: ("neutral", "no"),
    RequestState.EXPIRED: ("neutral", "closed"),
}


@register.filter
def person(user: Any) -> str:
    """A person's name, or the address where none is written; empty for an account that is gone."""
    return (user.get_full_name() or user.email) if user else ""


@register.filter
def state_badge(request: Any) -> Badge:
    """The state of a claim, a proposal or a handover, as a badge."""
    state = RequestState(request.state)
    tone, icon = TONES[state]
    return Badge(state.label, tone, icon)


@register.filter
def masked(address: str) -> str:
    """An e-mail address that its owner knows again and nobody else can write to: ``s…n@x.se``."""
    name, at, host = address.partition("@")
    if len(name) < 4:
        return f"{name[:1]}…{at}{host}"
    return f"{name[0]}…{name[-1]}{at}{host}"
