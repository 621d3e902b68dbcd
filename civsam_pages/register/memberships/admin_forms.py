"""The forms of the admin's pages about people. Fields are named as the services' arguments."""

from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civsam_search.api import today

from ..models import RegisterPage
from .rules import Role, longest_until

OWN_WORDS = ""
PHRASES = {
    "claim": (
        gettext_lazy(
            "What you sent does not show that you may act for the association. Send the minutes "
            "of the meeting that elected you, or a letter of authority."
        ),
        gettext_lazy("We could not read the file. Send it once more, as a PDF or a clear picture."),
    ),
    "proposal": (
        gettext_lazy(
            "The association is already in the register. Ask to act for it there instead."
        ),
        gettext_lazy("Tell us a little more about what you do and where, and propose it again."),
    ),
    "handover": (
        gettext_lazy("The minutes do not show who was elected. Send minutes that do."),
        gettext_lazy("The minutes are not signed and checked. Send them when they are."),
    ),
}


class DayInput(forms.DateInput):
    """The browser's own choice of a day."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class UntilField(forms.DateField):
    """The last day of a right: today or later, and never longer than the rules allow."""

    def __init__(self, **kwargs: Any):
        super().__init__(widget=DayInput, label=gettext_lazy("Until and including"), **kwargs)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is None:
            return
        longest = longest_until(today())
        if value < today():
            raise forms.ValidationError(_("Choose today or a later day."))
        if value > longest:
            raise forms.ValidationError(
                _("Choose %(day)s or an earlier day: a right lasts until the next annual meeting.")
                % {"day": longest.isoformat()}
            )


class DecisionForm(forms.Form):
    """What somebody decides about a request; `item` is the request."""

    use_required_attribute = False

    def __init__(self, *args: Any, item: Any = None, **kwargs: Any):
        self.item = item
        super().__init__(*args, label_suffix="", **kwargs)

    def arguments(self) -> dict[str, Any]:
        """What the service is given."""
        return self.cleaned_data


class ApproveClaimForm(DecisionForm):
    role = forms.TypedChoiceField(
        label=gettext_lazy("Can"), choices=Role, coerce=Role, widget=forms.RadioSelect
    )
    valid_until = UntilField()
    note = forms.CharField(
        label=gettext_lazy("What was shown"),
        max_length=250,
        help_text=gettext_lazy(
            "For example “Minutes of 12 March, § 7”. The administrators of the association see it."
        ),
        error_messages={"required": gettext_lazy("Write what shows that the person may act.")},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if self.item is not None:
            self.initial.setdefault("role", self.item.role)
        self.initial.setdefault("valid_until", longest_until(today()))


class ApproveProposalForm(DecisionForm):
    register_page = forms.ModelChoiceField(
        label=gettext_lazy("Goes into"), queryset=RegisterPage.objects.none(), empty_label=None
    )
    note = forms.CharField(
        label=gettext_lazy("What was shown"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("For example “Called the chairperson on 3 May”."),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        registers = RegisterPage.objects.live().order_by("path")
        self.fields["register_page"].queryset = registers
        self.initial.setdefault("register_page", registers.first())


class ApproveHandoverForm(DecisionForm):
    """Nothing to answer, unless nobody would be an administrator: then why that is right."""

    note = forms.CharField(
        label=gettext_lazy("Why may the actor be without an administrator?"),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For example “The association closes on 1 June”."),
        error_messages={
            "required": gettext_lazy("Write why the actor may be without an administrator.")
        },
    )

    def __init__(self, *args: Any, needs_note: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not needs_note:
            del self.fields["note"]


class RefuseForm(DecisionForm):
    """A no always has a reason: a ready phrase, own words, or both."""

    phrase = forms.ChoiceField(
        label=gettext_lazy("Reason"), required=False, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Whoever asked reads this. Say what they can do next."),
    )

    def __init__(self, *args: Any, kind: str = "claim", **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.phrases = [str(phrase) for phrase in PHRASES[kind]]
        self.fields["phrase"].choices = [
            *((str(number), phrase) for number, phrase in enumerate(self.phrases)),
            (OWN_WORDS, _("Only my own words, below")),
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        chosen, words = given.get("phrase") or OWN_WORDS, (given.get("words") or "").strip()
        if chosen == OWN_WORDS and not words and not self.errors:
            self.add_error("words", _("Write why the answer is no, or choose a reason above."))
        phrase = "" if chosen == OWN_WORDS else self.phrases[int(chosen)]
        given["reason"] = "\n\n".join(part for part in (phrase, words) if part)
        return given

    def arguments(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"]}


class GiveForm(DecisionForm):
    """The municipality gives somebody who has an account a right to act."""

    address = forms.EmailField(
        label=gettext_lazy("The person's e-mail address"),
        help_text=gettext_lazy("The person needs an account: they get one by logging in once."),
        error_messages={"required": gettext_lazy("Write the person's e-mail address.")},
    )
    role = forms.TypedChoiceField(
        label=gettext_lazy("Can"),
        choices=Role,
        coerce=Role,
        widget=forms.RadioSelect,
        initial=Role.ADMIN,
    )
    function = forms.CharField(
        label=gettext_lazy("Function in the association"), max_length=60, required=False
    )
    valid_until = UntilField()
    note = forms.CharField(
        label=gettext_lazy("What was shown"),
        max_length=250,
        error_messages={"required": gettext_lazy("Write what shows that the person may act.")},
    )
    sure = forms.BooleanField(
        label=gettext_lazy("I have checked that the association wants this"),
        error_messages={"required": gettext_lazy("Tick that you have checked it.")},
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("valid_until", longest_until(today()))

    def clean_address(self) -> Any:
        """The account, instead of its address."""
        model = get_user_model()
        field = model.get_email_field_name()
        found = model._default_manager.filter(
            **{f"{field}__iexact": self.cleaned_data["address"], "is_active": True}
        ).first()
        if found is None:
            raise forms.ValidationError(
                _("Nobody with this address has an account yet. Ask the person to log in once.")
            )
        return found
