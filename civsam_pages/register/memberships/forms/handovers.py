"""Handing over after an annual meeting: who leaves, who stays, who comes, and from which day."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civsam_pages.arena.forms import Choices, Problem, PublicForm, first_id
from civsam_pages.arena.guards import TrappedForm
from civsam_search.api import today

from ...templatetags.civsam_people import person
from ..models import HandoverChange, Membership
from ..rules import HANDOVER_DAYS_AHEAD, Role, longest_until
from .fields import (
    PlainField,
    PlainInput,
    PlainTextField,
    address_field,
    file_field,
    function_field,
    role_field,
)

LEAVES, STAYS, UNCHANGED = HandoverChange.What.LEAVES, HandoverChange.What.STAYS, "unchanged"
ROWS, MOST = 3, 12  # rows for newcomers at first, and at most


class HandoverForm(TrappedForm):
    """One question for each member, the day, the minutes and a message.

    `whole` is false where somebody saves to go on later: then nothing has to be answered.
    """

    day = forms.DateField(
        label=gettext_lazy("From which day?"),
        help_text=gettext_lazy(
            "Year, month, day, from today on. Those who leave can come in until the day before."
        ),
        widget=forms.DateInput(
            attrs={"inputmode": "numeric", "size": 12, "autocomplete": "off", "data-width": "auto"}
        ),
        error_messages={
            "required": gettext_lazy("Write from which day the new people take over."),
            "invalid": gettext_lazy("Write the day as year, month, day, for example 2027-04-01."),
        },
    )
    file = file_field(gettext_lazy("The minutes"), required=True)
    message = PlainTextField(
        label=gettext_lazy("Do you want to say anything more to the municipality?"),
        required=False,
        max_length=2000,
    )

    def __init__(self, *args, members, user, whole=True, has_file=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.members: list[Membership] = list(members)
        for row in self.members:
            self.fields[self._name(row)] = self._question(row, user, whole)
        self.fields["file"].ask_later = self.fields["day"].ask_later = True
        if has_file:
            self.fields["file"].label = _("Other minutes, if you want to change the file")
        self.fields["file"].required = whole and not has_file
        self.fields["day"].required = whole

    def _question(self, row: Membership, user, whole: bool) -> forms.ChoiceField:
        last = longest_until(today())
        until = date_format(last)
        name = person(row.user)
        choices = [(STAYS, _("Stays, until %(day)s") % {"day": until}), (LEAVES, _("Leaves"))]
        if row.valid_until != last:  # or staying and no change would be the same
            kept = _("No change, until %(day)s") % {"day": date_format(row.valid_until)}
            choices.append((UNCHANGED, kept))
        return forms.ChoiceField(
            label=_("%(person)s (you)") % {"person": name} if row.user == user else name,
            help_text=", ".join(filter(None, [row.function, row.get_role_display()])),
            choices=choices,
            required=whole,
            widget=Choices(attrs={"class": "ds-input"}),
            error_messages={
                "required": _("Choose whether %(person)s stays or leaves.") % {"person": name}
            },
        )

    @staticmethod
    def _name(row: Membership) -> str:
        return f"member_{row.pk}"

    def answered(self, what: str) -> list[Membership]:
        """The members of whom this was chosen."""
        given = self.cleaned_data
        return [row for row in self.members if given.get(self._name(row)) == what]

    @property
    def member_fields(self) -> list[forms.BoundField]:
        return [self[self._name(row)] for row in self.members]

    @property
    def problems(self) -> list[Problem]:
        """In the order of the page: the members come first."""
        order = [*self.member_fields, self["day"], self["file"], self["message"]]
        found = [Problem(str(text)) for text in self.non_field_errors()]
        return found + [
            Problem(str(text), f"#{first_id(field)}") for field in order for text in field.errors
        ]

    def clean_day(self):
        day = self.cleaned_data["day"]
        last = today() + timedelta(days=HANDOVER_DAYS_AHEAD)
        if day and not today() <= day <= last:
            raise ValidationError(
                _("Choose a day from today until %(day)s.") % {"day": date_format(last)}
            )
        return day


class NewcomerForm(PublicForm):
    name = PlainField(
        label=gettext_lazy("Name"),
        max_length=100,
        widget=PlainInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Write the name of whoever comes.")},
    )
    address = address_field(gettext_lazy("E-mail address"))
    function = function_field()
    role = role_field(*Role, label=gettext_lazy("What is the person to be able to do?"))


class NewcomerRows(BaseFormSet):
    """A row that is emptied is a newcomer taken away, also one that was saved before."""

    def initial_form_count(self):
        return 0

    def total_form_count(self):
        if self.is_bound:
            return super().total_form_count()
        return min(max(ROWS, len(self.initial or ())), MOST)

    def clean(self):
        super().clean()
        seen = set()
        for form in self.forms:
            address = form.cleaned_data.get("address") if form.is_valid() else None
            if address and address in seen:
                form.add_error("address", _("This address stands here twice."))
            seen.add(address)

    @property
    def newcomers(self) -> list[dict]:
        """What was written of each newcomer."""
        return [form.cleaned_data for form in self.forms if form.has_changed()]

    @property
    def problems(self) -> list[Problem]:
        return [problem for form in self.forms for problem in form.problems] + [
            Problem(str(text)) for text in self.non_form_errors()
        ]


NewcomerForms = formset_factory(
    NewcomerForm, formset=NewcomerRows, extra=ROWS, max_num=MOST, absolute_max=MOST
)
