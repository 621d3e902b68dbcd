"""Questions that several of the forms ask."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civsam_pages.arena.forms import Choices

from ...fields import NUMBERS, holds_personal_number
from ..rules import Role
from ..services.naming import is_nameless

FILES = ".pdf,.jpg,.jpeg,.png,.docx,.odt"

WHAT_ROLES_DO = {
    Role.EDITOR: gettext_lazy("Needs, initiatives, activities and the text about the association."),
    Role.APPLICANT: gettext_lazy("Also answer the municipality and send applications."),
    Role.ADMIN: gettext_lazy("Also change the contact, and add and remove people."),
}


def role_field(*roles: Role, label: Any, initial: Role | None = None) -> forms.ChoiceField:
    """What a person is to be able to do: one of `roles`."""
    return forms.TypedChoiceField(
        label=label,
        choices=[(role.value, role.label) for role in roles],
        coerce=Role,
        initial=initial,
        widget=Choices(hints={role.value: WHAT_ROLES_DO[role] for role in roles}),
        error_messages={"required": gettext_lazy("Choose what the person is to be able to do.")},
    )


def address_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.EmailField:
    """Somebody's e-mail address, in lower case as accounts have it."""
    wrong = gettext_lazy("Write a whole e-mail address, for example name@example.org.")
    return LowerEmailField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": wrong, "invalid": wrong},
    )


def name_first(form: forms.Form, user: Any) -> None:
    """Let the form ask for the person's name before the rest, where the account has none."""
    if is_nameless(user):
        field = PlainField(
            label=gettext_lazy("What is your name?"),
            help_text=gettext_lazy("Those who answer you see it. It is not shown on the website."),
            max_length=150,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
            error_messages={"required": gettext_lazy("Write your name, so they know who asks.")},
        )
        form.fields = {"your_name": field, **form.fields}


def function_field(**kwargs: Any) -> forms.CharField:
    """What a person does in the association, such as treasurer."""
    return PlainField(
        **{
            "label": gettext_lazy("Function in the association"),
            "help_text": gettext_lazy("For example chair or treasurer."),
            "required": False,
            "max_length": 60,
            **kwargs,
        }
    )


def file_field(label: Any, *, required: bool, help_text: Any = "") -> forms.FileField:
    """Minutes or a letter of authority; the service looks at what the file really is."""
    return forms.FileField(
        label=label,
        required=required,
        help_text=help_text
        or gettext_lazy(
            "PDF, Word, OpenDocument or a photo, at most 10 MB. Cross out personal numbers first."
        ),
        widget=forms.FileInput(attrs={"accept": FILES}),
        error_messages={
            "required": gettext_lazy("Choose a file."),
            "empty": gettext_lazy("The file is empty. Choose another."),
        },
    )


class LowerEmailField(forms.EmailField):
    def to_python(self, value: Any) -> str:
        return super().to_python(value).lower()


class Starred(forms.Widget):
    """Shows what was typed again after an error, without the end of a person's number."""

    def format_value(self, value: Any) -> str | None:
        shown = super().format_value(value)
        return NUMBERS.sub(_hidden, shown) if shown else shown


class PlainInput(Starred, forms.TextInput):
    pass


class PlainTextarea(Starred, forms.Textarea):
    pass


class PlainField(forms.CharField):
    """Free text, in which no person's number is taken."""

    widget = PlainInput

    def validate(self, value: str) -> None:
        super().validate(value)
        if holds_personal_number(value):
            raise ValidationError(
                _(
                    "Take the personal number out of the text. Write “our treasurer” instead, "
                    "that is enough."
                ),
                code="personal_number",
            )


class PlainTextField(PlainField):
    """The same, of several lines."""

    def __init__(self, *args: Any, rows: int = 4, **kwargs: Any) -> None:
        kwargs.setdefault("widget", PlainTextarea(attrs={"rows": rows}))
        super().__init__(*args, **kwargs)


def _hidden(found: Any) -> str:
    number = found[0]
    return f"{number[:6]}-####" if holds_personal_number(number) else number
