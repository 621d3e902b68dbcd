"""Inviting somebody to act for the association too."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civsam_pages.arena.guards import TrappedForm
from civsam_search.api import today

from ..rules import Role, longest_until
from .fields import PlainField, PlainInput, address_field, function_field, role_field


class InviteForm(TrappedForm):
    address = address_field(gettext_lazy("The person's e-mail address"))
    name = PlainField(
        label=gettext_lazy("The person's name"),
        max_length=100,
        required=False,
        widget=PlainInput(attrs={"autocomplete": "off"}),
    )
    role = role_field(
        Role.EDITOR,
        Role.APPLICANT,
        label=gettext_lazy("What is the person to be able to do?"),
    )
    function = function_field()
    valid_until = forms.DateField(
        label=gettext_lazy("Until and including"),
        widget=forms.DateInput(
            attrs={"inputmode": "numeric", "size": 12, "autocomplete": "off", "data-width": "auto"}
        ),
        error_messages={
            "required": gettext_lazy("Write a day: year, month, day."),
            "invalid": gettext_lazy("Write the day as year, month, day, for example 2027-05-31."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.last = longest_until(today())
        self.fields["valid_until"].initial = self.last
        self.fields["valid_until"].help_text = _(
            "Year, month, day. At the latest %(day)s, shortly after the next annual meeting."
        ) % {"day": date_format(self.last)}

    def clean_valid_until(self):
        day = self.cleaned_data["valid_until"]
        if not today() <= day <= self.last:
            raise ValidationError(
                _("Choose a day from today until %(day)s.") % {"day": date_format(self.last)}
            )
        return day


class RoleForm(TrappedForm):
    """Another role than the one somebody has; administrators come by a handover."""

    role = role_field(
        Role.EDITOR,
        Role.APPLICANT,
        label=gettext_lazy("What is the person to be able to do?"),
    )

    def __init__(self, *args, held: Role, **kwargs):
        super().__init__(*args, initial={"role": held}, **kwargs)
