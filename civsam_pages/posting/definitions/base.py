"""What a form of ours is: its questions, and how answers and pages become each other."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from civsam_pages.arena.rules import Wanted
from civsam_pages.guided.rules import Answers, Choice, Field, GuidedForm, Kind, Step, given

from . import vocabulary

Written = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Definition:
    """A form, and what it writes.

    Attributes:
        new_page: an unsaved page of an actor's; None where the form only edits.
        parent_for: the page that new pages of a site lie below; None where there is none.
        fill: writes answers, and pictures unless they are None, into a page.
        answers_from: what a page says, as answers. What the form does not ask is not in them.
        prefill: what is known already, shown until the writer has answered.
        pictures_from: gives a new draft the pictures that the page has.
        locked: answers that become a request to the municipality, by the field of the page.
    """

    form: GuidedForm
    fill: Callable[[Any, Answers, Iterable[Any] | None], None]
    answers_from: Callable[[Any], Written]
    pictures_from: Callable[[Any, Any], None]
    new_page: Callable[[Any], Any] | None = None
    parent_for: Callable[[Any], Any] = lambda site: None
    prefill: Callable[[Any], Written] = lambda actor: {}
    locked: Mapping[str, tuple[str, str]] | None = None


def title_field(label: Any, example: Any) -> Field:
    return Field(
        "title",
        label,
        help=_("Short and to the point. It is what people see in a list."),
        example=example,
        missing=_("Write a heading."),
        limit=100,
    )


def summary_field(label: Any, help: Any, example: Any) -> Field:
    return Field(
        "summary",
        label,
        Kind.LONG_TEXT,
        help=help,
        example=example,
        missing=_("Tell the most important thing in one or two sentences."),
        limit=300,
        lines=3,
    )


def about_step(title: Any, section: Any, *, when: tuple[Field, ...] = ()) -> Step:
    """Themes, groups and places, with those suggested that the text seems to be about."""
    return Step(
        "about",
        title,
        (
            Field(
                "target_groups",
                _("Who is it for?"),
                Kind.CHOICES,
                help=_("Choose those it concerns most."),
                missing=_("Choose at least one group. “Alla” is there too."),
                choices=vocabulary.target_groups,
                suggested=vocabulary.suggested_groups,
            ),
            Field(
                "themes",
                _("What is it about?"),
                Kind.CHOICES,
                help=_("Visitors look for things by these. Choose at most three."),
                missing=_("Choose at least one subject."),
                choices=vocabulary.themes,
                suggested=vocabulary.suggested_themes,
                most=3,
            ),
            Field(
                "areas",
                _("Where?"),
                Kind.CHOICES,
                help=_("Where in the municipality it is needed or happens."),
                required=False,
                choices=vocabulary.areas,
                suggested=vocabulary.suggested_areas,
            ),
            *when,
        ),
        section=section,
    )


PICTURES_STEP = Step(
    "pictures",
    _("Do you want to show pictures?"),
    (
        Field(
            "pictures",
            _("Pictures"),
            Kind.PICTURES,
            help=_(
                "You can choose several at once: jpg, png, webp or heic, at most 15 MB each. "
                "Everyone in the picture must have said yes to being shown."
            ),
            required=False,
            most=6,
        ),
    ),
    help=_("A picture makes more people stop and read. You can also go on without."),
    section=_("Pictures"),
)

# How visitors reach whoever has written: the same for a page of theirs and for the actor itself.
CONTACT_FIELDS = (
    Field(
        "contact_role",
        _("Who answers?"),
        help=_("A role, not a name."),
        example=_("The board, or: the coordinator of the language café"),
        required=False,
        limit=100,
    ),
    Field(
        "contact_email",
        _("E-mail that everyone can see"),
        Kind.EMAIL,
        help=_("Best is an address that several of you read."),
        autocomplete="email",
    ),
    Field(
        "contact_phone",
        _("Phone that everyone can see"),
        Kind.PHONE,
        help=_("Leave it empty if you do not want to show a number."),
        required=False,
        autocomplete="tel",
    ),
)

CONTACT_STEP = Step(
    "contact",
    _("How are you reached?"),
    (
        *CONTACT_FIELDS,
        Field(
            "kommun_note",
            _("Only for the municipality"),
            help=_("Whom can we call if we wonder? This is not shown on the website."),
            required=False,
            limit=150,
            only_kommun=True,
        ),
    ),
    section=_("Contact"),
)

LABELS: dict[Wanted, tuple[Any, Any, Any]] = {
    Wanted.PARTNER: (
        _("Somebody to do it together with"),
        _("An association, a network or the municipality"),
        _("An association that knows families in Norrstrand"),
    ),
    Wanted.PREMISES: (_("Premises"), "", _("A kitchen for thirty people, Saturdays 10 to 15")),
    Wanted.SKILLS: (
        _("Knowledge"),
        _("For example languages, law or bookkeeping"),
        _("Someone who knows how to apply for building permission"),
    ),
    Wanted.VOLUNTEERS: (_("Volunteers"), "", _("Six adults, one evening a week")),
    Wanted.MONEY: (_("Money"), "", _("About 15,000 kronor for rent during the autumn")),
    Wanted.IDEAS: (_("Ideas"), "", _("How do others reach those who never come?")),
}


def wanted_choices(answers: Answers) -> list[Choice]:
    return [Choice(kind.value, LABELS[kind][0], LABELS[kind][1]) for kind in LABELS]


def wanted_steps(
    code: str, *, ask: Any, more: Any, section: Any, required: bool
) -> tuple[Step, Step]:
    """What is looked for or offered, and a few words on each."""

    def words(answers: Answers) -> tuple[Field, ...]:
        chosen = given(answers, code, "kinds", [])
        return tuple(
            Field(
                kind.value,
                label,
                example=example,
                missing=_("%(what)s: write a few words, so that others see if they can help.")
                % {"what": label},
                limit=120,
            )
            for kind, (label, _hint, example) in LABELS.items()
            if kind.value in chosen
        )

    kinds = Field(
        "kinds",
        kind=Kind.CHOICES,
        help=_("Choose all that fits. You can change it later."),
        missing=_("Choose at least one thing that you need."),
        required=required,
        choices=wanted_choices,
        suggested=vocabulary.suggested_wants if required else lambda answers: (),
    )
    return (
        Step(code, ask, (kinds,), section=section),
        Step(
            f"{code}_more",
            more,
            words,
            help=_("A few words on each. Write nothing about single persons."),
            section=section,
            asked=lambda answers: bool(given(answers, code, "kinds", [])),
        ),
    )
