"""The forms of answers: of who is logged in, of a visitor, and of a conversation."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civsam_pages.arena.forms import Choices, OnceForm
from civsam_pages.arena.guards import GuardedForm, TrappedForm
from civsam_pages.register.memberships.forms.fields import LowerEmailField, PlainTextField

from .rules import DECISIONS, MESSAGE_LENGTH, NAME_LENGTH, READY_WORDS, AnswerKind, AnswerState

MYSELF = "me"
FEW_WORDS = gettext_lazy("Write a message. A few words are enough.")
WRONG_ADDRESS = gettext_lazy("Write a whole e-mail address, for example name@example.org.")


def message_field(*, required: bool, label: Any, help_text: Any = "") -> forms.CharField:
    """Some words to the other side, without anybody's personal number."""
    return PlainTextField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=MESSAGE_LENGTH,
        error_messages={"required": FEW_WORDS},
    )


class AnswerForm(OnceForm, TrappedForm):
    """What somebody wants who answers a page. What there is to choose comes from the page."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What do you want to say?"),
        widget=Choices,
        error_messages={"required": gettext_lazy("Choose what you want to say.")},
    )
    ask = forms.ChoiceField(label=gettext_lazy("What does it concern?"), required=False)

    def __init__(self, *args: Any, kinds=(), asks=(), kind: str = "", ask: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.value, one.label) for one in kinds]
        self.fields["kind"].initial = kind if kind in kinds else kinds[0].value
        if asks:
            whole = [("", _("All of it"))]
            self.fields["ask"].choices = [*whole, *((one, one) for one in asks)]
            self.fields["ask"].initial = ask if ask in asks else ""
        else:
            del self.fields["ask"]
        self.fields["message"].initial = READY_WORDS[AnswerKind(self.fields["kind"].initial)]


class MemberAnswerForm(AnswerForm):
    """Of somebody who is logged in: two clicks are enough, the words are there already."""

    actor = forms.ChoiceField(label=gettext_lazy("Who answers?"), widget=Choices)
    message = message_field(
        required=False,
        label=gettext_lazy("Your message"),
        help_text=gettext_lazy("Send it as it is, or write your own words."),
    )

    def __init__(self, *args: Any, actors=(), acting: Any = None, me: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        if actors:
            mine = (MYSELF, _("%(name)s, as a private person") % {"name": me})
            self.fields["actor"].choices = [*((str(one.pk), one.title) for one in actors), mine]
            self.fields["actor"].initial = str(acting.pk) if acting else MYSELF
        else:
            del self.fields["actor"]


class VisitorAnswerForm(AnswerForm, GuardedForm):
    """Of somebody without an account, whose address is confirmed by a mail."""

    message = message_field(required=True, label=gettext_lazy("Your message"))
    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Write your name.")},
    )
    email = LowerEmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy(
            "We send a link there to confirm that it is yours. The others do not see the address "
            "before you have agreed on something."
        ),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": WRONG_ADDRESS, "invalid": WRONG_ADDRESS},
    )
    field_order = ("kind", "ask", "message", "name", "email")


class WriteForm(OnceForm, TrappedForm):
    """The next words in a conversation."""

    message = message_field(required=True, label=gettext_lazy("Write a reply"))


class SettleForm(OnceForm, TrappedForm):
    """What the owner decides."""

    to_state = forms.TypedChoiceField(
        label=gettext_lazy("What do you say?"),
        choices=[
            (AnswerState.AGREED.value, gettext_lazy("Yes, we do it together")),
            (AnswerState.DECLINED.value, gettext_lazy("No, not this time")),
        ],
        coerce=AnswerState,
        widget=Choices(
            hints={
                AnswerState.AGREED.value: gettext_lazy(
                    "You then see the e-mail address of whoever answered."
                ),
                AnswerState.DECLINED.value: gettext_lazy(
                    "The conversation is closed, and whoever answered gets your words."
                ),
            }
        ),
        error_messages={"required": gettext_lazy("Choose yes or no.")},
    )
    message = message_field(required=False, label=gettext_lazy("Some words"))
    shares_address = forms.BooleanField(
        label=gettext_lazy("Show my e-mail address too, if we say yes"), required=False
    )

    def __init__(self, *args: Any, chosen: str = "", **kwargs: Any):
        super().__init__(*args, **kwargs)
        if chosen in DECISIONS:
            self.fields["to_state"].initial = chosen
