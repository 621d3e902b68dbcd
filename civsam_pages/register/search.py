"""How an actor becomes a card and a search document."""

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civsam_pages.arena.cards import in_a_row, periods, place_meta
from civsam_pages.arena.rules import grows_old_on
from civsam_pages.arena.search import SHARED_PREFETCH, page_document, yes
from civsam_search.api import (
    Badge,
    Card,
    Facet,
    Fact,
    Kind,
    Meta,
    SearchDocument,
    initial,
    page_key,
    register_facet,
    register_kind,
    today,
    with_publicity,
)

from .rules import PLURALS, ActorKind

NO_LETTER = "0-9"
LETTERS = {letter.lower(): letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖ"} | {
    NO_LETTER: "0–9"
}


def register():
    """Tell the search about actors."""

    from .models import ActorCategory, ActorPage

    register_facet(
        Facet(
            "category",
            gettext_lazy("Activities"),
            lambda: dict(ActorCategory.objects.values_list("slug", "name")),
            likeness=3,
        )
    )
    register_facet(
        Facet(
            "form",
            gettext_lazy("Form"),
            lambda: {kind.value: PLURALS[kind] for kind in ActorKind},
            hidden=True,
        )
    )
    register_facet(
        Facet("letter", gettext_lazy("First letter"), lambda: dict(LETTERS), hidden=True)
    )
    register_facet(
        Facet(
            "open_to",
            gettext_lazy("Right now"),
            lambda: {
                "members": _("Welcomes new members"),
                "volunteers": _("Looks for volunteers"),
            },
            heading=gettext_lazy("Right now"),
        )
    )
    register_facet(
        Facet(
            "leisure_card",
            "Fritidskortet",
            lambda: {"yes": _("Takes Fritidskortet")},
            heading=gettext_lazy("Right now"),
        )
    )
    register_facet(
        Facet(
            "accessible",
            gettext_lazy("Premises"),
            lambda: {"yes": _("Accessible venue")},
            heading=gettext_lazy("Right now"),
        )
    )
    register_facet(Facet("actor", gettext_lazy("Actor"), dict, hidden=True))
    register_kind(
        Kind(
            code="actor",
            order=40,
            label=gettext_lazy("Association or other"),
            plural=gettext_lazy("Associations and others"),
            icon="actor",
            model="civsam_register.ActorPage",
            document=document,
            queryset=lambda: ActorPage.objects.live().prefetch_related(
                *SHARED_PREFETCH, "categories", "languages"
            ),
            facets=(
                *("form", "letter", "open_to", "category", "language"),
                *("leisure_card", "accessible"),
            ),
            statuses=statuses,
        )
    )


def shown_actors(lookup: str) -> Prefetch:
    """Fetch the actors that a page of another room points to, and whether everyone may see them."""

    from .models import ActorPage

    return Prefetch(lookup, with_publicity(ActorPage.objects.all()))


def letter_value(capital: str) -> str:
    """The value in addresses of the letter that an actor is found under."""

    return capital.lower() if capital.lower() in LETTERS else NO_LETTER


def statuses() -> dict[str, str]:
    return {"confirmed": _("Confirmed within a year"), "old": _("Older than a year")}


def badge(actor, on) -> tuple[Badge | None, str]:
    """Whether the facts are fresh on a day: the tag, and the code of the state."""

    confirmed = actor.last_confirmed_at
    if not confirmed:
        return None, ""
    if on >= grows_old_on(confirmed):
        return Badge(_("Older than a year"), "warning", "soon"), "old"
    label = _("Confirmed %(month)s") % {"month": date_format(confirmed, "F Y")}
    return Badge(label, "success", "confirmed"), "confirmed"


def welcomes(actor) -> str:
    if actor.welcomes:
        return actor.welcomes
    found = [
        word
        for flag, word in (
            (actor.membership_open, _("New members")),
            (actor.needs_volunteers, _("Volunteers")),
        )
        if flag
    ]
    return in_a_row(found)


def card(actor, on) -> Card:
    languages = [language.name for language in actor.languages.all()]
    categories = [category.name for category in actor.categories.all()]
    groups = [group.name for group in actor.target_groups.all()]
    facts = (
        Fact(_("Activities"), in_a_row(categories[:3])),
        Fact(_("For"), in_a_row(groups[:3])),
        Fact(_("Welcomes"), welcomes(actor)),
    )
    return Card(
        kind_label=actor.get_kind_display(),
        icon="unit" if actor.is_municipal else "actor",
        badge=badge(actor, on)[0],
        meta=(
            *place_meta(actor.areas.all()),
            *((Meta(in_a_row(languages), "language"),) if languages else ()),
        ),
        facts=tuple(fact for fact in facts if fact.text)[-2:],
    )


def document(actor) -> SearchDocument:
    confirmed = actor.last_confirmed_at
    return page_document(
        actor,
        kind="actor",
        periods=periods(
            lambda on: (card(actor, on), badge(actor, on)[1], None),
            today(),
            [grows_old_on(confirmed)] if confirmed else [],
        ),
        facets={
            "form": [actor.kind],
            "category": [category.slug for category in actor.categories.all()],
            "language": [language.slug for language in actor.languages.all()],
            "open_to": [
                value
                for flag, value in (
                    (actor.membership_open, "members"),
                    (actor.needs_volunteers, "volunteers"),
                )
                if flag
            ],
            "leisure_card": yes(actor.leisure_card),
            "accessible": yes(actor.accessible_venue),
            "actor": [page_key(actor.pk)],
            "letter": [letter_value(initial(actor.title))],
        },
        text=[
            actor.activities,
            actor.umbrella,
            actor.meeting_place,
            actor.welcomes,
            actor.org_number_display,
            *(category.name for category in actor.categories.all()),
        ],
    )
