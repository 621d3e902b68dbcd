"""A need, as an association tells of it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from civsam_pages.guided.rules import Answers, Choice, Field, GuidedForm, Kind, Step
from civsam_pages.needs.models import NeedEvidence, NeedIndexPage, NeedPage, NeedWanted
from civsam_pages.needs.rules import Urgency

from . import shared, writing
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

LINKS = 3
NEED = _("The need")


def _urgencies(answers: Answers) -> list[Choice]:
    return [Choice(one.value, one.label) for one in Urgency]


FORM = GuidedForm(
    code="need",
    title=_("Tell of a need"),
    steps=(
        Step(
            "what",
            _("What is missing?"),
            (
                title_field(_("Heading"), _("A larger kitchen to borrow on Saturdays")),
                summary_field(
                    _("What do you see?"),
                    _("One or two sentences that somebody outside the association understands."),
                    _(
                        "Our cooking on Saturdays has grown from 12 to 30 people since the "
                        "autumn. The kitchen in the parish house is not enough."
                    ),
                ),
            ),
            section=NEED,
        ),
        Step(
            "more",
            _("Tell more, if you want to"),
            (
                Field(
                    "text",
                    kind=Kind.LONG_TEXT,
                    help=_(
                        "Who notices it, how many are they, and what have you tried? Everyone can "
                        "read the text. Write nothing about single persons."
                    ),
                    example=_(
                        "In the autumn we asked everyone who comes what they miss. Most said a "
                        "place to cook together. We have asked two schools, and both were full."
                    ),
                    required=False,
                    limit=4000,
                    lines=10,
                ),
                Field(
                    "links",
                    _("Is there somewhere to read more?"),
                    Kind.ROWS,
                    help=_("A survey, an article or your own page."),
                    required=False,
                    count=LINKS,
                    columns=(
                        Field(
                            "title",
                            _("What it is"),
                            missing=_("Write what the link is, for example “Our survey”."),
                            limit=150,
                        ),
                        Field(
                            "url",
                            _("Web address"),
                            Kind.URL,
                            missing=_("Write the web address of the link."),
                        ),
                    ),
                ),
            ),
            section=NEED,
            also_shown="civsam_pages/posting/_similar.html",
        ),
        *wanted_steps(
            "wanted",
            ask=_("What do you need?"),
            more=_("Tell a little more about what you need"),
            section=NEED,
            required=True,
        ),
        about_step(
            _("Who is it for, and where?"),
            NEED,
            when=(
                Field(
                    "urgency",
                    _("Is it urgent?"),
                    Kind.CHOICE,
                    choices=_urgencies,
                    suggested=lambda answers: (),
                ),
                Field(
                    "horizon",
                    _("When?"),
                    help=_("Write it as you would say it."),
                    example=_("From April, or: before the autumn term"),
                    required=False,
                    limit=100,
                ),
            ),
        ),
        PICTURES_STEP,
        CONTACT_STEP,
    ),
    check_title=_("Check your answers"),
    check_intro=_("This is what the need says. Read it through before you send it."),
    send=_("Send the need"),
    after=(
        _("You get a confirmation by e-mail at once."),
        _("The municipality reads the need, most often within two working days."),
        _("When everyone can see it you get an e-mail. All answers come to you."),
    ),
)


def new_page(actor: Any) -> NeedPage:
    return NeedPage(owner_actor=actor, live=False)


def fill(page: NeedPage, answers: Answers, pictures: Any = None) -> None:
    """Write the answers into the page; what the form does not ask stays as it is."""
    what, about = shared.values(answers, "what"), shared.values(answers, "about")
    more, contact = shared.values(answers, "more"), shared.values(answers, "contact")
    shared.fill_title(page, what)
    shared.fill_fields(page, what, "summary")
    shared.fill_text(page, more)
    shared.fill_terms(page, about)
    shared.fill_fields(page, about, "urgency", "horizon")
    shared.fill_fields(page, contact, *shared.CONTACT)
    if "wanted" in answers:
        kinds, words = answers["wanted"].get("kinds", []), shared.values(answers, "wanted_more")
        rows = writing.wanted_rows(NeedWanted, page.wanted.all(), kinds, words)
        shared.set_rows(page, "wanted", rows)
    if "links" in more:
        shared.set_rows(page, "evidence", _evidence(page, more["links"]))
    shared.fill_pictures(page, pictures)


def _evidence(page: NeedPage, links: list[dict[str, str]]) -> list[NeedEvidence]:
    """The links as they are now, and the files that an editor has added."""
    there = {row.url: row for row in page.evidence.all() if row.url}
    shown = list(there)[:LINKS]
    rows = []
    for link in links:
        row = there.get(link["url"]) or NeedEvidence(url=link["url"])
        row.title = link["title"]
        rows.append(row)
    rows += [row for row in page.evidence.all() if row.url not in shown and row not in rows]
    return writing.numbered(rows, page.evidence.all())


def answers_from(page: NeedPage) -> Written:
    kinds, words = writing.wanted_answers(page.wanted.all())
    links = [{"title": row.title, "url": row.url} for row in page.evidence.all() if row.url]
    return {
        "what": shared.fields_from(page, "title", "summary"),
        "more": {"text": writing.text_of(page.body), "links": links[:LINKS]},
        "wanted": {"kinds": kinds},
        "wanted_more": dict(words),
        "about": {
            **shared.about_from(page),
            **shared.fields_from(page, "urgency", "horizon"),
        },
        "contact": shared.fields_from(page, *shared.CONTACT),
    }


DEFINITION = Definition(
    form=FORM,
    fill=fill,
    answers_from=answers_from,
    pictures_from=shared.pictures_from,
    new_page=new_page,
    parent_for=lambda site: shared.index_page(site, NeedIndexPage),
    prefill=lambda actor: {
        "about": {"areas": shared.slugs(actor.areas.all()), "urgency": Urgency.NORMAL.value},
        "contact": shared.contact_prefill(actor),
    },
)
