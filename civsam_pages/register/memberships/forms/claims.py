"""Asking to act for an association that is in the register, and answering who asks."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civsam_pages.arena.forms import Choices, OnceForm, PublicForm
from civsam_pages.arena.guards import TrappedForm

from ..rules import Role
from .fields import PlainTextField, file_field, function_field, name_first, role_field


class Way(TextChoices):
    """How somebody shows that they may act for an association."""

    ADDRESS = "address", gettext_lazy("Ask the association's own e-mail address")
    EVIDENCE = "evidence", gettext_lazy("Send minutes or a letter of authority")


class FindForm(PublicForm):
    q = forms.CharField(
        label=gettext_lazy("Name or organisation number"),
        max_length=150,
        error_messages={"required": gettext_lazy("Write a part of the association's name.")},
    )


class ClaimForm(OnceForm, TrappedForm):
    """`address` is the association's own, masked; without one only evidence can be sent.

    A `user` whose account has no name is asked for it.
    """

    role = role_field(
        Role.ADMIN,
        Role.APPLICANT,
        Role.EDITOR,
        label=gettext_lazy("What do you want to be able to do?"),
    )
    function = function_field(
        label=gettext_lazy("What do you do in the association?"),
        required=True,
        error_messages={
            "required": gettext_lazy("Write what you do in the association, for example chair.")
        },
    )
    way = forms.TypedChoiceField(
        label=gettext_lazy("How do you want to show it?"),
        choices=Way.choices,
        coerce=Way,
        error_messages={"required": gettext_lazy("Choose how you want to show it.")},
    )
    file = file_field(gettext_lazy("Minutes or a letter of authority"), required=False)
    message = PlainTextField(
        label=gettext_lazy("Do you want to say anything more?"),
        help_text=gettext_lazy("For example when you were elected. Who answers can read it."),
        required=False,
        max_length=2000,
    )

    def __init__(self, *args, user, address: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        name_first(self, user)
        self.fields["role"].error_messages["required"] = _("Choose what you want to be able to do.")
        if address:
            told = _("We write to %(address)s. Whoever reads the mail there answers yes or no.")
            self.fields["way"].widget = Choices(
                choices=Way.choices,
                attrs={"class": "ds-input"},
                hints={
                    Way.ADDRESS: told % {"address": address},
                    Way.EVIDENCE: _("The municipality reads it, within three working days."),
                },
            )
            self.fields["file"].label = _("Minutes or a letter of authority, if you send it")
            self.fields["file"].ask_later = True
        else:
            del self.fields["way"]
            self.fields["file"].required = True

    @property
    def chosen_way(self) -> Way:
        """How it is shown, once the form is valid."""
        return self.cleaned_data.get("way") or Way.EVIDENCE

    def clean(self):
        given = super().clean()
        if given.get("way") == Way.EVIDENCE and not given.get("file") and "file" not in self.errors:
            self.add_error("file", ValidationError(_("Choose a file."), code="required"))
        return given


class AnswerForm(TrappedForm):
    """What an administrator says of somebody who asks."""

    YES, NO = "yes", "no"

    answer = forms.ChoiceField(
        label=gettext_lazy("Is it right?"),
        choices=[(YES, gettext_lazy("Yes, that is right")), (NO, gettext_lazy("No"))],
        widget=Choices(
            hints={
                YES: gettext_lazy("The municipality then decides, within three working days."),
                NO: gettext_lazy("The person gets your reason in an e-mail."),
            }
        ),
        error_messages={"required": gettext_lazy("Choose yes or no.")},
    )
    reason = PlainTextField(
        label=gettext_lazy("If no: why?"),
        help_text=gettext_lazy("The person reads this."),
        required=False,
        max_length=2000,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].ask_later = True

    def clean(self):
        given = super().clean()
        missing = not given.get("reason") and "reason" not in self.errors
        if given.get("answer") == self.NO and missing:
            self.add_error("reason", _("Write why you say no. A sentence is enough."))
        return given
