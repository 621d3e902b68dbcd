"""What people write with their requests: tidied, and without anybody's personal number."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..importing.cleaning import squeezed, tidy_lines, without_personal_numbers


def line(field: str, text: str, length: int, *, required: bool = False) -> str:
    """`text` on one line.

    Raises:
        ValidationError: of `field`: it is empty though required, too long, or holds a personal
            number, which the error never repeats.
    """
    return _checked(field, squeezed(text or ""), length, required)


def lines(field: str, text: str, length: int = 2000) -> str:
    """As `line`, for a text of several lines."""
    return _checked(field, tidy_lines(text or ""), length, False)


def required_reason(text: str) -> str:
    """Why somebody says no: always in words.

    Raises:
        ValidationError: of `reason`, as for `line`.
    """
    return _checked("reason", tidy_lines(text or ""), 2000, True)


def _checked(field: str, text: str, length: int, required: bool) -> str:
    if required and not text:
        if field == "reason":
            message = _("Write why, so that the person knows what to do next.")
        else:
            message = _("This has to be filled in.")
        raise ValidationError({field: ValidationError(message, code="required")})
    if len(text) > length:
        message = _("Write at most %(length)d characters.") % {"length": length}
        raise ValidationError({field: ValidationError(message, code="max_length")})
    if without_personal_numbers(text)[1]:
        message = _(
            "There is a personal number in the text, and we do not keep those. Take it away."
        )
        raise ValidationError({field: ValidationError(message, code="personal_number")})
    return text
