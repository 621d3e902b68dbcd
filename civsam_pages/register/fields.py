"""A form field that refuses a personal number kindly and forgets it at once."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from .rules import PersonalNumberError, clean_org_number

NUMBERS = re.compile(r"\d(?:[\s+–-]?\d){9,11}")


def parse_org_number(text: str) -> str:
    """The ten digits of `text`.

    Raises:
        ValidationError: with words a person can act on, never with the number itself.
    """
    try:
        return clean_org_number(text)
    except PersonalNumberError:
        raise ValidationError(
            _(
                "That looks like a person's number, and we do not keep those. Leave the field "
                "empty: an association without an organisation number is welcome too."
            ),
            code="personal_number",
        ) from None
    except ValueError as error:
        raise ValidationError(str(error), code="org_number") from None


def holds_personal_number(text: str) -> bool:
    """Whether a person's number stands anywhere in `text`, also among other words."""

    for number in NUMBERS.findall(text):
        try:
            clean_org_number(number)
        except PersonalNumberError:
            return True
        except ValueError:
            continue
    return False


class OrgNumberInput(forms.TextInput):
    """Shows what was typed again after an error, unless it held a person's number."""

    def format_value(self, value):
        return "" if holds_personal_number(str(value or "")) else super().format_value(value)


class OrgNumberFormField(forms.CharField):
    widget = OrgNumberInput

    def to_python(self, value):
        return parse_org_number(super().to_python(value))


class OrgNumberField(models.CharField):
    """Ten digits, or nothing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 10, "blank": True, **kwargs})

    def to_python(self, value):
        return parse_org_number(super().to_python(value) or "")

    def formfield(self, **kwargs):
        # Room for the hyphen and the leading 16 that people paste.
        return super().formfield(**{"form_class": OrgNumberFormField, "max_length": 20, **kwargs})
