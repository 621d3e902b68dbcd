"""The forms of those who moderate: a decision, the answer to an objection, and a matter begun."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site

from civsam_pages.arena.stops import Doing
from civsam_search.api import today

from .rules import LAW_LENGTH, WORDS_LENGTH, Act, Ground, Outcome
from .services.ruling import Stop


def _area(rows: int, name: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "aria-describedby": f"id_{name}_helptext"})


class StaffForm(forms.Form):
    """A form in the admin: the server checks, and says it in words."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)


class RulingForm(StaffForm):
    """What is decided, why, and whom it stops from what. Whether it is whole, the service says."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    act = forms.TypedChoiceField(
        label=gettext_lazy("What do you decide?"),
        choices=Act.choices,
        coerce=Act,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you decide.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Reasons"),
        help_text=gettext_lazy(
            "Whom it concerns reads this. What in the text or the behaviour is it about, and why "
            "is it wrong? If you do nothing, those who reported read it."
        ),
        max_length=WORDS_LENGTH,
        required=False,
        widget=_area(5, "words"),
    )
    ground = forms.TypedChoiceField(
        label=gettext_lazy("What the decision rests on"),
        choices=Ground.choices,
        coerce=Ground,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    law = forms.CharField(
        label=gettext_lazy("Which law or which rule"),
        help_text=gettext_lazy(
            "For example “16 kap. 8 § brottsbalken” or “Rule 3: nobody else's private life”."
        ),
        max_length=LAW_LENGTH,
        required=False,
        widget=forms.TextInput(attrs={"aria-describedby": "id_law_helptext"}),
    )
    target = forms.ChoiceField(
        label=gettext_lazy("Who is blocked"), required=False, widget=forms.RadioSelect
    )
    stops = forms.TypedMultipleChoiceField(
        label=gettext_lazy("What the block stops"),
        choices=Doing.choices,
        coerce=Doing,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Reading, taking home one's data and objecting always work."),
    )
    starts_on = forms.DateField(
        label=gettext_lazy("Blocked from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label=gettext_lazy("Blocked to and including"),
        help_text=gettext_lazy("Empty: until somebody ends it."),
        required=False,
        widget=forms.DateInput(
            attrs={"type": "date", "aria-describedby": "id_until_helptext"}, format="%Y-%m-%d"
        ),
    )
    note = forms.CharField(
        label=gettext_lazy("Note for colleagues"),
        help_text=gettext_lazy("It is not sent to anybody. It is a public record all the same."),
        max_length=WORDS_LENGTH,
        required=False,
        widget=_area(2, "note"),
    )

    def __init__(self, *args: Any, acts: list[Act], targets: list[Any], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["act"].choices = [(act.value, act.label) for act in acts]
        self.fields["target"].choices = [(target.code, target.label) for target in targets]
        self.fields["starts_on"].initial = today()
        if len(targets) == 1:
            self.fields["target"].initial = targets[0].code
        if Act.BLOCK not in acts:
            for name in ("target", "stops", "starts_on", "until"):
                del self.fields[name]

    @property
    def decision(self) -> dict[str, Any]:
        """What a valid form says, as the service takes it."""
        given = dict(self.cleaned_data)
        block = {name: given.pop(name, None) for name in ("target", "stops", "starts_on", "until")}
        if given["act"] == Act.BLOCK:
            given["stop"] = Stop(
                target=block["target"] or "",
                stops=tuple(block["stops"] or ()),
                starts_on=block["starts_on"] or today(),
                until=block["until"],
            )
        return given


class AnswerForm(StaffForm):
    """What becomes of an objection."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.TypedChoiceField(
        label=gettext_lazy("What do you answer?"),
        choices=Outcome.choices,
        coerce=Outcome,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether the decision stands.")},
    )
    words = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Whoever objected reads this."),
        max_length=WORDS_LENGTH,
        widget=_area(5, "words"),
        error_messages={"required": gettext_lazy("Write why, so that the person understands it.")},
    )


class BeginForm(StaffForm):
    """What a matter that nobody has reported is about: an account or a page, in one line."""

    about = forms.CharField(
        label=gettext_lazy("E-mail address of an account, or address of a page"),
        help_text=gettext_lazy(
            "For example name@example.org, or the page's address as it stands in the browser."
        ),
        max_length=500,
        widget=forms.TextInput(attrs={"aria-describedby": "id_about_helptext"}),
        error_messages={"required": gettext_lazy("Write an address.")},
    )

    def __init__(self, *args: Any, request: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.request = request
        self.found: dict[str, Any] = {}

    def clean_about(self) -> str:
        about = str(self.cleaned_data["about"]).strip()
        if "@" in about and "/" not in about:
            users = get_user_model()._default_manager.filter(is_active=True)
            self.found = {"account": users.filter(email__iexact=about).first()}
        else:
            self.found = {"page": self._page(about)}
        if not any(self.found.values()):
            raise ValidationError(_("There is no such account or page here. Look at the address."))
        return about

    def _page(self, address: str) -> Any:
        """The page at an address of this site; None where there is none."""
        try:
            parts = [part for part in urlsplit(address).path.split("/") if part]
        except ValueError:
            return None
        page = Site.find_for_request(self.request).root_page
        for slug in parts:
            page = page.get_children().filter(slug=slug).first() if page else None
        return page.specific if page and parts else None
