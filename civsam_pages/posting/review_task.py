"""How Wagtail's workflow treats our review: who reviews, who is locked out, what is refused."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import AbstractGroupApprovalTask


class ReviewTaskBehaviour(AbstractGroupApprovalTask):
    """A task of the groups that review, decided on the review's own page.

    Wagtail's editor and lists offer no action: they would decide on a text that the reviewer has
    not seen, or publish a newer one than the reviewer saw.
    """

    class Meta:
        abstract = True

    def start(self, workflow_state: Any, user: Any = None) -> Any:
        """Begin a review: whose it is, and by which day it is to be answered."""
        from .services.reviewing import begin

        task_state = super().start(workflow_state, user=user)
        return begin(task_state)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        return []

    @transaction.atomic
    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        """Decide, whichever door the decision came through.

        Raises:
            PermissionDenied: the user may not, somebody else has decided, or what is to be
                published is not what was reviewed.
        """
        from .services.reviewing import decide

        seen = kwargs.get("seen")
        if seen is None:
            raise PermissionDenied
        decide(task_state, user, action_name, seen=seen, words=kwargs.get("comment", ""))
