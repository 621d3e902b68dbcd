"""How each kind of question becomes a field of a Django form."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from civsam_pages.arena.forms import Checkboxes, Choices

from .private_details import WORDS, Detail, hidden, personal_numbers
from .rules import Answers, Field, Kind

SHORT, LONG, ADDRESS = 120, 3000, 200
NEAR = 0.8  # from this share of a limit the writer is told how much is left
ANSWER = gettext_lazy("Write an answer.")
CHOOSE = gettext_lazy("Choose one of the answers.")


class Plain:
    """Shows what was typed again after an error, without the end of a person's number.

    A text with a limit says how much is left: when the page was made, and while one writes.
    """

    limit = 0
    left = gettext_lazy("%(count)s characters left")
    over = gettext_lazy("%(count)s characters too many")

    def format_value(self, value: Any) -> str | None:
        shown = super().format_value(value)  # type: ignore[misc]
        return hidden(shown) if shown else shown

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)  # type: ignore[misc]
        if self.limit:
            # A text that is cut off when pasted loses words in silence: it may grow too long.
            context["widget"]["attrs"].pop("maxlength", None)
            context["widget"]["attrs"] |= {
                "data-civsam-limit": self.limit,
                "data-civsam-left": self.left,
                "data-civsam-over": self.over,
            }
        return context


class PlainInput(Plain, forms.TextInput):
    pass


class PlainTextarea(Plain, forms.Textarea):
    """As wide as the page lets it be."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        del self.attrs["cols"]


class WordsField(forms.CharField):
    """Free text in which no person's number is taken."""

    def __init__(self, *args: Any, limit: int, not_a_person: Any = "", **kwargs: Any) -> None:
        self.limit, self.not_a_person = limit, not_a_person
        super().__init__(*args, **kwargs)
        self.widget.limit = limit

    def to_python(self, value: Any) -> str:
        # Browsers send two characters for a new line and count it as one.
        return (super().to_python(value) or "").replace("\r\n", "\n")

    def validate(self, value: str) -> None:
        super().validate(value)
        if personal_numbers(value):
            words = self.not_a_person or WORDS[Detail.PERSONAL_NUMBER]
            raise ValidationError(str(words), code=Detail.PERSONAL_NUMBER.value)
        if len(value) > self.limit:
            raise ValidationError(
                ngettext(
                    "The text is one character too long. Take something out.",
                    "The text is %(over)d characters too long. Take something out.",
                    len(value) - self.limit,
                ),
                code="max_length",
                params={"over": len(value) - self.limit},
            )


class WebField(forms.URLField):
    """A web address, checked for its form and never fetched."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "url"}))
        super().__init__(assume_scheme="https", max_length=ADDRESS, **kwargs)


class PhoneField(forms.CharField):
    def validate(self, value: str) -> None:
        super().validate(value)
        signs = set(value) - set("0123456789 +-–()")
        if value and (signs or not 6 <= sum(sign.isdigit() for sign in value) <= 15):
            raise ValidationError(self.error_messages["invalid"], code="invalid")


class PicturesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class PicturesField(forms.FileField):
    """Several files at once. What they are is looked at where they are kept."""

    widget = PicturesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        return [file for file in files if file]


def field_for(field: Field, answers: Answers) -> forms.Field:
    """The form's field of a question of any kind but `ROWS`."""
    return BUILDERS[field.kind](field, answers)


def _shared(field: Field, *, required: Any = ANSWER, **errors: Any) -> dict[str, Any]:
    return {
        "label": field.label,
        "help_text": field.help,
        "required": field.required,
        "error_messages": {"required": field.missing or required, **errors},
    }


def _attrs(field: Field, **attrs: Any) -> dict[str, Any]:
    return {**attrs, **({"autocomplete": field.autocomplete} if field.autocomplete else {})}


def _text(field: Field, answers: Answers) -> forms.Field:
    widget = PlainInput(attrs=_attrs(field))
    return WordsField(
        widget=widget, limit=field.limit or SHORT, not_a_person=field.not_a_person, **_shared(field)
    )


def _long_text(field: Field, answers: Answers) -> forms.Field:
    widget = PlainTextarea(attrs=_attrs(field, rows=field.lines))
    return WordsField(widget=widget, limit=field.limit or LONG, **_shared(field))


def _choice(field: Field, answers: Answers) -> forms.Field:
    choices, hints = _choices(field, answers)
    return forms.ChoiceField(
        choices=choices,
        widget=Choices(hints=hints),
        **_shared(field, required=CHOOSE, invalid_choice=CHOOSE),
    )


def _several(field: Field, answers: Answers) -> forms.Field:
    choices, hints = _choices(field, answers)
    return SomeField(
        choices=choices,
        most=field.most,
        widget=Checkboxes(hints=hints),
        **_shared(
            field,
            required=gettext_lazy("Choose at least one."),
            invalid_choice=gettext_lazy("One of the answers is no longer there. Choose again."),
        ),
    )


class SomeField(forms.MultipleChoiceField):
    """One or more of the choices, at most `most` where that is not 0."""

    def __init__(self, *, most: int = 0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def validate(self, value: Any) -> None:
        super().validate(value)
        if self.most and len(value) > self.most:
            raise ValidationError(
                _("Choose at most %(most)d."), code="too_many", params={"most": self.most}
            )


def _choices(field: Field, answers: Answers) -> tuple[list[tuple[str, Any]], dict[str, Any]]:
    found = field.choices(answers)
    return (
        [(one.value, one.label) for one in found],
        {one.value: one.hint for one in found if one.hint},
    )


def _email(field: Field, answers: Answers) -> forms.Field:
    wrong = gettext_lazy("Write a whole e-mail address, for example name@example.org.")
    return forms.EmailField(
        max_length=254,
        widget=forms.EmailInput(attrs=_attrs(field, spellcheck="false")),
        **_shared(field, required=wrong, invalid=wrong),
    )


def _phone(field: Field, answers: Answers) -> forms.Field:
    wrong = gettext_lazy("Write a phone number, for example 0980-319 200.")
    return PhoneField(
        max_length=30,
        widget=forms.TextInput(attrs=_attrs(field, inputmode="tel")),
        **_shared(field, required=wrong, invalid=wrong, max_length=wrong),
    )


def _url(field: Field, answers: Answers) -> forms.Field:
    wrong = gettext_lazy("Write a whole web address, for example https://www.example.org/.")
    return WebField(**_shared(field, required=wrong, invalid=wrong))


def _date(field: Field, answers: Answers) -> forms.Field:
    wrong = gettext_lazy("Write the day as year, month, day, for example 2027-04-01.")
    return forms.DateField(
        widget=forms.DateInput(
            attrs=_attrs(field, inputmode="numeric", size=12, **{"data-width": "auto"})
        ),
        input_formats=["%Y-%m-%d", "%Y%m%d", "%Y %m %d", "%Y/%m/%d"],
        **_shared(field, required=wrong, invalid=wrong),
    )


def _pictures(field: Field, answers: Answers) -> forms.Field:
    accept = "image/jpeg,image/png,image/webp,image/heic,image/heif,.heic,.heif"
    widget = PicturesInput(attrs={"accept": accept})
    return PicturesField(widget=widget, **{**_shared(field), "required": False})


BUILDERS: dict[Kind, Callable[[Field, Answers], forms.Field]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _long_text,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _several,
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
    Kind.URL: _url,
    Kind.DATE: _date,
    Kind.PICTURES: _pictures,
}
