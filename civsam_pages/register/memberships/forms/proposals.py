"""Proposing an association, a network or a group that is not in the register."""

from django import forms
from django.utils.translation import gettext_lazy

from civsam_pages.arena.forms import Choices, OnceForm
from civsam_pages.arena.guards import TrappedForm
from civsam_pages.arena.rules import SUMMARY_LENGTH

from ...fields import OrgNumberFormField
from ...rules import ActorKind
from .fields import (
    PlainField,
    PlainTextField,
    address_field,
    file_field,
    function_field,
    name_first,
)

HINTS = {
    ActorKind.ASSOCIATION: gettext_lazy("Has statutes and a board."),
    ActorKind.NETWORK: gettext_lazy("A network or a group without a board is welcome too."),
}


class ProposeForm(TrappedForm):
    name = PlainField(
        label=gettext_lazy("What are you called?"),
        max_length=150,
        error_messages={"required": gettext_lazy("Write the name.")},
    )
    kind = forms.TypedChoiceField(
        label=gettext_lazy("What are you?"),
        choices=[(one.value, one.label) for one in ActorKind if one != ActorKind.MUNICIPAL_UNIT],
        coerce=ActorKind,
        widget=Choices(hints=HINTS),
        error_messages={"required": gettext_lazy("Choose what you are.")},
    )
    org_number = OrgNumberFormField(
        label=gettext_lazy("Organisation number"),
        help_text=gettext_lazy("Ten digits. Leave it empty if you have none."),
        required=False,
        max_length=20,
    )
    summary = PlainTextField(
        label=gettext_lazy("What do you do?"),
        help_text=gettext_lazy("One or two sentences. Everyone will be able to read them."),
        max_length=SUMMARY_LENGTH,
        rows=3,
        error_messages={"required": gettext_lazy("Write in a sentence what you do.")},
    )
    contact_email = address_field(
        gettext_lazy("An e-mail address that everyone may see"),
        required=False,
        help_text=gettext_lazy("One that several of you read, not your own."),
    )
    function = function_field(label=gettext_lazy("What do you do there yourself?"))

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        if user is not None:
            name_first(self, user)


class SendProposalForm(OnceForm, TrappedForm):
    """The last step, when the answers have been checked."""

    file = file_field(gettext_lazy("Minutes or statutes"), required=False)
    message = PlainTextField(
        label=gettext_lazy("Do you want to say anything more to the municipality?"),
        required=False,
        max_length=2000,
    )
