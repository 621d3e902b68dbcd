"""Forms for everyone: the error summary first, plain words, and the look of the design."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

LARGEST_KEY = 2**63 - 1


def number_in(text: str) -> int | None:
    """The primary key that a form or an address gives, None for what can be none.

    "²" is a digit to Python and no number, and no database has a key of a thousand digits.
    """
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        return None
    number = int(text)
    return number if number <= LARGEST_KEY else None


def blame(form: forms.BaseForm, refusal: PermissionDenied | ValidationError) -> None:
    """Put what a service refused at the questions it is about, in the service's own words."""
    if not isinstance(refusal, ValidationError):
        form.add_error(None, str(refusal))
    elif not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
    else:
        for name, errors in refusal.error_dict.items():
            for error in errors:
                form.add_error(name if name in form.fields else None, error)


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of an error summary; without an address it is about the form as a whole."""

    text: str
    href: str = ""


class Hinted:
    """Gives each choice a line of help where `hints` has one for its value."""

    def __init__(self, *args: Any, hints: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hints = dict(hints or {})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        # The group is wrong, not each of its answers.
        option["attrs"].pop("aria-invalid", None)
        if hint := self.hints.get(str(value)):
            option["hint"] = hint
            option["attrs"]["aria-describedby"] = f"{option['attrs'].get('id', '')}_hint"
        return option


class Choices(Hinted, forms.RadioSelect):
    """Radio buttons."""


class Checkboxes(Hinted, forms.CheckboxSelectMultiple):
    """Boxes to tick."""


class PublicForm(forms.Form):
    """A form as `civsam_pages/forms/_field.html` shows it. The server checks, not the browser."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if not field.widget.is_hidden:
                field.widget.attrs.setdefault("class", "ds-input")

    @property
    def problems(self) -> list[Problem]:
        """What is wrong, in the order of the page, each with the way to its field."""
        found = [Problem(str(text)) for text in self.non_field_errors()]
        for field in self:
            href = "" if field.is_hidden else f"#{first_id(field)}"
            found += [Problem(str(text), href) for text in field.errors]
        return found

    @property
    def has_files(self) -> bool:
        """Whether a file has to be chosen again after an error."""
        return any(isinstance(field.widget, forms.FileInput) for field in self.fields.values())


class OnceForm(PublicForm):
    """A form that is one post, however often its button is pressed."""

    key = forms.UUIDField(
        initial=uuid.uuid4,
        widget=forms.HiddenInput,
        error_messages={"invalid": _("Something went wrong. Press the button once more.")},
    )


def first_id(field: forms.BoundField) -> str:
    """The id of the control that an error about the field leads to."""
    return f"{field.auto_id}_0" if field.use_fieldset else str(field.auto_id)
