"""The actor's own page in the register, which the kommun and the actor share."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from civsam_pages.arena.models import Language
from civsam_pages.guided.rules import Answers, Choice, Field, GuidedForm, Kind, Step
from civsam_pages.register.models import ActorCategory, ActorPage
from civsam_pages.register.rules import PersonalNumberError, clean_org_number, format_org_number

from . import shared, vocabulary, writing
from .base import CONTACT_FIELDS, Definition, Written, about_step, summary_field

ABOUT, PRACTICAL, CONTACT = _("What you do"), _("Where, when and for whom"), _("How to reach you")
NOT_A_PERSON = _("That looks like a person's number, and we do not keep those. Leave it empty.")
OPEN_TO: Mapping[str, tuple[str, Any]] = {
    "members": ("membership_open", _("New members are welcome")),
    "volunteers": ("needs_volunteers", _("We look for volunteers")),
    "leisure_card": ("leisure_card", _("We take Fritidskortet")),
    "accessible": ("accessible_venue", _("Our premises are accessible")),
}


def _categories(answers: Answers) -> list[Choice]:
    return [Choice(one.slug, one.name) for one in ActorCategory.objects.all()]


def _languages(answers: Answers) -> list[Choice]:
    return [Choice(one.slug, one.name) for one in Language.objects.all()]


def _open_to(answers: Answers) -> list[Choice]:
    return [Choice(code, label) for code, (_field, label) in OPEN_TO.items()]


def _number(values: Mapping[str, Any]) -> Mapping[str, Any]:
    try:
        clean_org_number(str(values.get("org_number") or ""))
    except PersonalNumberError:
        return {"org_number": NOT_A_PERSON}
    except ValueError as error:
        return {"org_number": str(error)}
    return {}


FORM = GuidedForm(
    code="profile",
    title=_("Your page in the register"),
    steps=(
        Step(
            "name",
            _("Is the name right?"),
            (
                Field(
                    "title",
                    _("Name"),
                    missing=_("Write the name of the association."),
                    limit=150,
                    autocomplete="organization",
                ),
                Field(
                    "org_number",
                    _("Organisation number"),
                    help=_("Ten digits. Leave it empty if you have none."),
                    required=False,
                    limit=20,
                    not_a_person=NOT_A_PERSON,
                ),
                Field(
                    "reason",
                    _("Why is it to be changed?"),
                    help=_("Only if you change the name or the number."),
                    example=_("We changed our name at the annual meeting in March"),
                    required=False,
                    limit=300,
                    only_kommun=True,
                ),
            ),
            help=_(
                "The name and the number say who you are. If you change them, the municipality "
                "looks at it first; all the rest you change yourselves."
            ),
            section=_("Name"),
            check=_number,
        ),
        Step(
            "what",
            _("What do you do?"),
            (
                summary_field(
                    _("In short"),
                    _("It stands in lists and search results."),
                    _(
                        "We cook, talk and practise Swedish together every Saturday. Everyone "
                        "is welcome, also without knowing anyone."
                    ),
                ),
                Field(
                    "text",
                    _("More about you"),
                    Kind.LONG_TEXT,
                    help=_("How it began, what you are proud of, what a first visit is like."),
                    required=False,
                    limit=4000,
                    lines=8,
                ),
                Field(
                    "activities",
                    _("Activities"),
                    Kind.LONG_TEXT,
                    help=_("One on each line."),
                    example=_("Language café"),
                    required=False,
                    limit=1000,
                    lines=4,
                ),
            ),
            section=ABOUT,
        ),
        Step(
            "kind",
            _("Where in the register do people look for you?"),
            (
                Field(
                    "categories",
                    _("Kinds of activity"),
                    Kind.CHOICES,
                    missing=_("Choose at least one."),
                    choices=_categories,
                    most=4,
                    help=_("Choose at most four."),
                ),
                Field(
                    "languages",
                    _("Languages that you speak with visitors"),
                    Kind.CHOICES,
                    required=False,
                    choices=_languages,
                ),
            ),
            section=ABOUT,
        ),
        about_step(_("Who are you there for, and where?"), ABOUT),
        Step(
            "join",
            _("How can people join?"),
            (
                Field(
                    "open_to",
                    _("Right now"),
                    Kind.CHOICES,
                    help=_("Choose all that fits."),
                    required=False,
                    choices=_open_to,
                ),
                Field(
                    "welcomes",
                    _("Whom do you welcome?"),
                    example=_("Members, and volunteers for the café"),
                    required=False,
                    limit=150,
                ),
                Field(
                    "fee_note",
                    _("What does it cost?"),
                    example=_("50 kronor a year, nothing for those under 18"),
                    required=False,
                    limit=150,
                ),
                Field(
                    "meeting_place",
                    _("Where and when do you meet?"),
                    example=_("The library in Norrstrand, Saturdays 10 to 15"),
                    required=False,
                    limit=200,
                ),
                Field(
                    "accessibility_info",
                    _("How accessible is it?"),
                    example=_("Ramp at the back door, hearing loop, no lift"),
                    required=False,
                    limit=250,
                ),
            ),
            section=PRACTICAL,
        ),
        Step(
            "pictures",
            _("Do you want to show a picture?"),
            (
                Field(
                    "pictures",
                    _("Picture"),
                    Kind.PICTURES,
                    help=_(
                        "jpg, png, webp or heic, at most 15 MB. Everyone in the picture must "
                        "have said yes to being shown."
                    ),
                    required=False,
                    most=1,
                ),
            ),
            section=ABOUT,
        ),
        Step(
            "contact",
            _("How are you reached?"),
            (
                *CONTACT_FIELDS,
                Field("website", _("Website"), Kind.URL, required=False, autocomplete="url"),
            ),
            section=CONTACT,
        ),
    ),
    check_title=_("Check your answers"),
    check_intro=_("This is what your page says. Read it through before you send it."),
    send=_("Send the changes"),
    after=(
        _("You get a confirmation by e-mail at once."),
        _("The municipality reads what is new, most often within two working days."),
        _("Until then your page looks as it did."),
    ),
)


def fill(page: ActorPage, answers: Answers, pictures: Any = None) -> None:
    """Write the answers into the page, but for the name and the number, which only staff change."""
    what, kind, join = (shared.values(answers, code) for code in ("what", "kind", "join"))
    shared.fill_fields(page, what, "summary", "activities")
    shared.fill_text(page, what)
    if "categories" in kind:
        page.categories = vocabulary.in_order(ActorCategory, kind["categories"])
    if "languages" in kind:
        page.languages = vocabulary.in_order(Language, kind["languages"])
    shared.fill_terms(page, shared.values(answers, "about"))
    if "open_to" in join:
        for code, (field, _label) in OPEN_TO.items():
            setattr(page, field, code in join["open_to"])
    shared.fill_fields(page, join, "welcomes", "fee_note", "meeting_place", "accessibility_info")
    shared.fill_fields(page, shared.values(answers, "contact"), *shared.CONTACT, "website")
    if pictures is not None:
        shared.fill_picture(page, next(iter(pictures), None))


def answers_from(page: ActorPage) -> Written:
    number = format_org_number(page.org_number)
    return {
        "name": {"title": page.title, "org_number": number, "reason": ""},
        "what": {
            **shared.fields_from(page, "summary", "activities"),
            "text": writing.text_of(page.body),
        },
        "kind": {
            "categories": shared.slugs(page.categories.all()),
            "languages": shared.slugs(page.languages.all()),
        },
        "about": dict(shared.about_from(page)),
        "join": {
            "open_to": [code for code, (field, _label) in OPEN_TO.items() if getattr(page, field)],
            **shared.fields_from(
                page, "welcomes", "fee_note", "meeting_place", "accessibility_info"
            ),
        },
        "contact": shared.fields_from(page, *shared.CONTACT, "website"),
    }


DEFINITION = Definition(
    form=FORM,
    fill=fill,
    answers_from=answers_from,
    pictures_from=shared.one_picture_from,
    locked={"title": ("name", "title"), "org_number": ("name", "org_number")},
)
