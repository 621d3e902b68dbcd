"""The fields of a need, for any base page."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from civsam_pages.arena.widgets import CountedTextInput
from civsam_search.api import today

from .rules import ENDED, SET_BY_EDITOR, NeedState, Urgency, can_move, needs_outcome


class NeedFields(models.Model):
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=[(state.value, state.label) for state in SET_BY_EDITOR],
        default=NeedState.OPEN,
    )
    urgency = models.CharField(_("urgency"), max_length=10, choices=Urgency, default=Urgency.NORMAL)
    horizon = models.CharField(
        _("when"), max_length=100, blank=True, help_text=_("For example “Before the autumn term”.")
    )
    outcome = models.TextField(
        _("what came of it"),
        blank=True,
        max_length=1000,
        help_text=_("Tell it when you close the need: it is what others learn from."),
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)

    state_panels = [
        FieldRowPanel([FieldPanel("state"), FieldPanel("urgency")]),
        FieldPanel("horizon"),
        FieldPanel("outcome", widget=CountedTextInput),
    ]

    class Meta:
        abstract = True

    @property
    def current_state(self) -> NeedState:
        """The state that holds now, Wagtail's draft and review among them."""

        if self.live:
            return NeedState(self.state)
        return NeedState.REVIEW if self.workflow_in_progress else NeedState.DRAFT

    @property
    def has_ended(self) -> bool:
        return NeedState(self.state) in ENDED

    def published_state(self) -> NeedState:
        """The state visitors see today; a page that is not live has only been a draft."""

        row = type(self)._default_manager.filter(pk=self.pk, live=True).values_list("state")
        return NeedState(row[0][0]) if self.pk and row else NeedState.DRAFT

    def clean(self):
        """Hold the need to its states, and stamp the day it ends.

        Raises:
            ValidationError: no such move in `rules.MOVES`, or a closed need lacks an outcome.
        """
        super().clean()
        before, after = self.published_state(), NeedState(self.state)
        if before != NeedState.DRAFT and not can_move(before, after):
            raise ValidationError(
                {
                    "state": gettext(
                        "A need that is “%(before)s” cannot become “%(after)s”. Open it first."
                    )
                    % {"before": before.label, "after": after.label}
                }
            )
        if needs_outcome(after) and not self.outcome.strip():
            raise ValidationError(
                {"outcome": gettext("Tell what came of the need before you close it.")}
            )
        if after not in ENDED:
            self.closed_on = None
        elif not self.closed_on:
            self.closed_on = today()
