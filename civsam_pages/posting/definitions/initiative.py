"""An initiative, as the association that leads it tells of it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from civsam_pages.arena.forms import number_in
from civsam_pages.guided.rules import Answers, Choice, Field, GuidedForm, Kind, Step, given
from civsam_pages.initiatives.models import (
    InitiativeAsk,
    InitiativeIndexPage,
    InitiativeOffer,
    InitiativePage,
)
from civsam_pages.initiatives.rules import Phase
from civsam_pages.needs.models import NeedPage
from civsam_pages.needs.rules import ENDED

from . import shared, vocabulary, writing
from .base import (
    CONTACT_STEP,
    PICTURES_STEP,
    Definition,
    Written,
    about_step,
    summary_field,
    title_field,
    wanted_steps,
)

INITIATIVE = _("The initiative")
NEEDS_LOOKED_AT, NEEDS_SHOWN = 300, 8
HINTS: dict[Phase, Any] = {
    Phase.IDEA: _("Nothing is decided. You want to see who is interested."),
    Phase.SEEKING: _("You know what you want, and look for more to do it with."),
    Phase.PLANNING: _("You know who does what, and when it starts."),
    Phase.RUNNING: _("It has begun."),
    Phase.PAUSED: _("It rests for a while."),
    Phase.ENDED: _("It is over. Tell what came of it."),
}


def _phases(answers: Answers) -> list[Choice]:
    return [Choice(phase.value, phase.label, HINTS[phase]) for phase in Phase]


def _needs(answers: Answers) -> list[Choice]:
    """The chosen needs, and the open ones that are most about the same things."""
    chosen = {str(one) for one in given(answers, "needs", "needs", [])}
    said = vocabulary.stems(vocabulary.written(answers))
    ended = [state.value for state in ENDED]
    rows = NeedPage.objects.live().public().exclude(state__in=ended).order_by("-pk")
    found = []
    for pk, title, summary in rows.values_list("pk", "title", "summary")[:NEEDS_LOOKED_AT]:
        alike = len(vocabulary.stems(f"{title} {summary}") & said)
        if alike > 1 or str(pk) in chosen:
            found.append((str(pk) not in chosen, -alike, Choice(str(pk), title, summary)))
    missing = chosen - {choice.value for _new, _alike, choice in found}
    for page in NeedPage.objects.filter(pk__in=missing):
        found.append((False, 0, Choice(str(page.pk), page.title, page.summary)))
    found.sort(key=lambda one: one[:2])
    return [choice for _new, _alike, choice in found[: max(NEEDS_SHOWN, len(chosen))]]


def _in_order(values: Mapping[str, Any]) -> Mapping[str, Any]:
    starts, ends = shared.day(values.get("starts_on")), shared.day(values.get("ends_on"))
    if starts and ends and ends < starts:
        return {"ends_on": _("The end comes before the start.")}
    return {}


FORM = GuidedForm(
    code="initiative",
    title=_("Tell of an initiative"),
    steps=(
        Step(
            "what",
            _("What do you want to do?"),
            (
                title_field(_("Heading"), _("Homework help in three languages")),
                summary_field(
                    _("What is it, in short?"),
                    _("One or two sentences that somebody outside the association understands."),
                    _(
                        "Every Wednesday we help young people with their homework in the "
                        "library, in Swedish, Somali and Arabic."
                    ),
                ),
            ),
            section=INITIATIVE,
        ),
        Step(
            "more",
            _("Tell more, if you want to"),
            (
                Field(
                    "text",
                    kind=Kind.LONG_TEXT,
                    help=_(
                        "How will you do it, and what do you hope for? Everyone can read the "
                        "text. Write nothing about single persons."
                    ),
                    example=_(
                        "We begin with two groups in September. Each has two leaders, and the "
                        "library lends us a room."
                    ),
                    required=False,
                    limit=4000,
                    lines=10,
                ),
            ),
            section=INITIATIVE,
            also_shown="civsam_pages/posting/_similar.html",
        ),
        Step(
            "when",
            _("How far has it come?"),
            (
                Field(
                    "phase",
                    _("Right now"),
                    Kind.CHOICE,
                    missing=_("Choose how far it has come."),
                    choices=_phases,
                ),
                Field(
                    "phase_note",
                    _("What happens now?"),
                    example=_("We look for one more association, in May at the latest"),
                    required=False,
                    limit=200,
                ),
                Field(
                    "starts_on",
                    _("When does it start?"),
                    Kind.DATE,
                    help=_("Year, month, day. About is good enough."),
                    example="2027-09-01",
                    required=False,
                ),
                Field(
                    "ends_on",
                    _("Until when?"),
                    Kind.DATE,
                    help=_("Year, month, day. Leave it empty if you do not know."),
                    required=False,
                ),
            ),
            section=INITIATIVE,
            check=_in_order,
        ),
        *wanted_steps(
            "asks",
            ask=_("What do you look for?"),
            more=_("Tell a little more about what you look for"),
            section=INITIATIVE,
            required=False,
        ),
        *wanted_steps(
            "offers",
            ask=_("Do you have something to offer others?"),
            more=_("Tell a little more about what you offer"),
            section=INITIATIVE,
            required=False,
        ),
        Step(
            "needs",
            _("Does it answer a need that is published?"),
            (
                Field(
                    "needs",
                    kind=Kind.CHOICES,
                    help=_("These are most like what you have written. Choose those that fit."),
                    required=False,
                    choices=_needs,
                ),
            ),
            section=INITIATIVE,
            asked=lambda answers: "what" in answers and bool(_needs(answers)),
        ),
        about_step(_("Who is it for, and where?"), INITIATIVE),
        PICTURES_STEP,
        CONTACT_STEP,
    ),
    check_title=_("Check your answers"),
    check_intro=_("This is what the initiative says. Read it through before you send it."),
    send=_("Send the initiative"),
    after=(
        _("You get a confirmation by e-mail at once."),
        _("The municipality reads the initiative, most often within two working days."),
        _("When everyone can see it you get an e-mail. All answers come to you."),
    ),
)


def new_page(actor: Any) -> InitiativePage:
    return InitiativePage(owner_actor=actor, live=False)


def fill(page: InitiativePage, answers: Answers, pictures: Any = None) -> None:
    """Write the answers into the page; what the form does not ask stays as it is."""
    what, when = shared.values(answers, "what"), shared.values(answers, "when")
    contact = shared.values(answers, "contact")
    shared.fill_title(page, what)
    shared.fill_fields(page, what, "summary")
    shared.fill_text(page, shared.values(answers, "more"))
    shared.fill_fields(page, when, "phase", "phase_note")
    for name in ("starts_on", "ends_on"):
        if name in when:
            setattr(page, name, shared.day(when[name]))
    for code, model in (("asks", InitiativeAsk), ("offers", InitiativeOffer)):
        if code in answers:
            rows, kinds = getattr(page, code).all(), answers[code].get("kinds", [])
            words = shared.values(answers, f"{code}_more")
            setattr(page, code, writing.wanted_rows(model, rows, kinds, words))
    if "needs" in answers:
        chosen = map(number_in, map(str, answers["needs"].get("needs", [])))
        there = {need.pk for need in page.needs.all()}
        found = NeedPage.objects.filter(pk__in=[pk for pk in chosen if pk is not None])
        page.needs = [need for need in found if need.live or need.pk in there]
    shared.fill_terms(page, shared.values(answers, "about"))
    shared.fill_fields(page, contact, *shared.CONTACT)
    shared.fill_pictures(page, pictures)


def answers_from(page: InitiativePage) -> Written:
    asks, asked = writing.wanted_answers(page.asks.all())
    offers, offered = writing.wanted_answers(page.offers.all())
    days = {
        name: getattr(page, name).isoformat() if getattr(page, name) else ""
        for name in ("starts_on", "ends_on")
    }
    return {
        "what": shared.fields_from(page, "title", "summary"),
        "more": {"text": writing.text_of(page.body)},
        "when": {**shared.fields_from(page, "phase", "phase_note"), **days},
        "asks": {"kinds": asks},
        "asks_more": dict(asked),
        "offers": {"kinds": offers},
        "offers_more": dict(offered),
        "needs": {"needs": [str(need.pk) for need in page.needs.all()]},
        "about": dict(shared.about_from(page)),
        "contact": shared.fields_from(page, *shared.CONTACT),
    }


DEFINITION = Definition(
    form=FORM,
    fill=fill,
    answers_from=answers_from,
    pictures_from=shared.pictures_from,
    new_page=new_page,
    parent_for=lambda site: shared.index_page(site, InitiativeIndexPage),
    prefill=lambda actor: {
        "about": {"areas": shared.slugs(actor.areas.all())},
        "contact": shared.contact_prefill(actor),
    },
)
