"""Template tags of Mina sidor: people by their names, requests by their states."""

from typing import Any

from django import template
from django.utils.translation import gettext_lazy as _

from civsam_search.api import Badge

from ..memberships.rules import RequestState, Role

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
WISHES = {
    Role.EDITOR: _("wants to write for you"),
    Role.APPLICANT: _("wants to write and apply for grants for you"),
    Role.ADMIN: _("wants to become an administrator"),
}
JOINED = "\N{WORD JOINER}…\N{WORD JOINER}"  # no line is broken there


@register.filter
def person(user: Any) -> str:
    """A person's name, or the address where none is written; empty for an account that is gone."""
    return (user.get_full_name() or user.email) if user else ""


@register.filter
def wish(claim: Any) -> str:
    """What somebody who asks wants, as the end of a sentence that begins with the name."""
    return str(WISHES[Role(claim.role)])


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
        return f"{name[:1]}{JOINED}{at}{host}"
    return f"{name[0]}{JOINED}{name[-1]}{at}{host}"
