"""The public forms: a report, and an objection. No model is needed to show them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civsam_pages.arena.forms import Choices, OnceForm
from civsam_pages.arena.guards import GuardedForm, TrappedForm
from civsam_pages.register.memberships.forms.fields import LowerEmailField, PlainTextField

from .rules import WORDS_LENGTH, Reason

WRONG_ADDRESS = gettext_lazy("Write a whole e-mail address, for example name@example.org.")


class ReportForm(OnceForm, GuardedForm):
    """What is wrong. `asks_email` where whoever reports may be somebody without an account."""

    reason = forms.TypedChoiceField(
        label=gettext_lazy("What is wrong?"),
        choices=Reason.choices,
        coerce=Reason,
        widget=Choices,
        error_messages={"required": gettext_lazy("Choose what is wrong.")},
    )
    words = PlainTextField(
        label=gettext_lazy("Tell in your own words"),
        help_text=gettext_lazy("Which words or which picture is it about, and why is it wrong?"),
        required=False,
        max_length=WORDS_LENGTH,
    )
    email = LowerEmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy(
            "If you want to know what we decide. Those whom it concerns never see it."
        ),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": WRONG_ADDRESS},
    )

    def __init__(self, *args: Any, asks_email: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_email:
            del self.fields["email"]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if given.get("reason") == Reason.OTHER and not given.get("words"):
            self.add_error("words", _("Write what is wrong. A sentence is enough."))
        return given


class ObjectionForm(OnceForm, TrappedForm):
    """Why a decision is wrong."""

    text = PlainTextField(
        label=gettext_lazy("Why is the decision wrong?"),
        help_text=gettext_lazy(
            "Tell what has been misunderstood, or what you have changed since. You can write at "
            "most 2,000 characters."
        ),
        max_length=WORDS_LENGTH,
        rows=8,
        error_messages={
            "required": gettext_lazy("Write why you think that the decision is wrong.")
        },
    )
