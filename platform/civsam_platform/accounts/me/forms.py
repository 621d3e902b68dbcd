from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from civsam_pages.arena.forms import Choices, PublicForm
from civsam_pages.notifications.rules import Pace


class NameForm(PublicForm):
    first_name = forms.CharField(
        label=_("First name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": _("Write your first name, or what you want to be called.")},
    )
    last_name = forms.CharField(
        label=_("Last name"),
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )


class LanguageForm(PublicForm):
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class MailForm(PublicForm):
    """A pace for each kind of mail that can be chosen, and the language of all of them."""

    language = forms.ChoiceField(
        label=_("In which language?"),
        choices=settings.LANGUAGES,
        widget=Choices,
        help_text=_("It is the language of your own pages here too."),
        error_messages={"required": _("Choose a language.")},
    )

    def __init__(self, *args: Any, rows: list, **kwargs: Any) -> None:
        self.rows = rows
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = get_language()
        for kind, pace, always in rows:
            if always:
                continue
            self.fields[kind.code] = forms.ChoiceField(
                label=kind.label,
                help_text=kind.description,
                choices=Pace,
                initial=pace,
                widget=Choices(attrs={"class": "ds-input"}),
                error_messages={"required": _("Choose how often.")},
            )
        self.order_fields([*(kind.code for kind, _pace, always in rows if not always), "language"])

    @property
    def paces(self) -> dict[str, str]:
        """What was chosen, by the kind's code."""
        return {name: value for name, value in self.cleaned_data.items() if name != "language"}

    @property
    def fixed(self) -> list:
        """The kinds that always come."""
        return [kind for kind, _pace, always in self.rows if always]


class DeleteForm(PublicForm):
    sure = forms.BooleanField(
        label=_("Yes, delete my account. I know that it cannot be undone."),
        error_messages={"required": _("Tick the box if you want to delete your account.")},
    )
