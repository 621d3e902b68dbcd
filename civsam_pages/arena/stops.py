"""Whether somebody has been stopped from doing something here.

Every room asks before it lets somebody write, send or answer; the room of moderation answers,
where it is installed. It tells how in its app's `ready`:

    stops.use(policies.may_do)
"""

from collections.abc import Callable
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .decisions import YES, Decision


class Doing(TextChoices):
    """What somebody can be stopped from. Reading, one's own data and objecting are not in it."""

    WRITE = "write", _("Writing and changing pages")
    SEND = "send", _("Sending something in, and inviting others")
    ANSWER = "answer", _("Answering others and writing to them")


Judge = Callable[[Doing, Any, Any, str], Decision]
_JUDGES: list[Judge] = []


def use(judge: Judge) -> None:
    """Let `judge` answer from now on."""
    _JUDGES[:] = [judge]


def may(doing: Doing, *, user: Any = None, actor: Any = None, address: str = "") -> Decision:
    """Whether nobody has stopped this.

    user: the account. actor: for whom they act, a page or its id. address: of somebody without an
    account. A no says until when, and where the reasons are.
    """
    known = user if user is not None and user.is_authenticated else None
    actor_id = getattr(actor, "pk", actor)
    return _JUDGES[0](doing, known, actor_id, address) if _JUDGES else YES
