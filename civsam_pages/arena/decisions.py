"""The answer of a policy: yes, or no with a reason in the user's words."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something is allowed; true where it is. A no carries its reason."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed


YES = Decision(True)


def no(reason: str = "") -> Decision:
    return Decision(False, reason)


def allow(decision: Decision) -> None:
    """Go on if the decision is a yes.

    Raises:
        PermissionDenied: it is a no; the reason is its text.
    """
    if not decision:
        raise PermissionDenied(decision.reason)
