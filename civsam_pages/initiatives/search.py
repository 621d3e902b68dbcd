"""How an initiative becomes a card and a search document."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from civsam_pages.arena.cards import in_a_row, month, periods, place_meta
from civsam_pages.arena.search import SHARED_PREFETCH, page_document
from civsam_pages.arena.words import number
from civsam_pages.register.search import shown_actors
from civsam_search.api import Card, Fact, Kind, Meta, SearchDocument, page_key, register_kind, today

from .rules import BADGES, Phase


def register():
    """Tell the search about initiatives."""

    from .models import InitiativePage

    register_kind(
        Kind(
            code="initiative",
            order=20,
            label=gettext_lazy("Initiative"),
            plural=gettext_lazy("Initiatives"),
            icon="initiative",
            model="civsam_initiatives.InitiativePage",
            document=document,
            queryset=lambda: InitiativePage.objects.live().prefetch_related(
                *(*SHARED_PREFETCH, "asks", "offers", "needs"),
                *(shown_actors("owner_actor"), shown_actors("partners__actor")),
            ),
            related=related,
            facets=("wanted", "side"),
            statuses=lambda: dict(Phase.choices),
        )
    )


def related(changed):
    """The initiatives whose cards name the changed page."""

    from .models import InitiativePage

    live = InitiativePage.objects.live()
    return live.filter(owner_actor=changed.pk) | live.filter(partners__actor=changed.pk)


def who(initiative) -> list:
    """The actors to name: who leads, then the partners."""

    lead = initiative.shown_owner
    return [*([lead] if lead else []), *(row.actor for row in initiative.accepted_partners)]


def who_meta(actors) -> tuple[Meta, ...]:
    if not actors:
        return ()
    first, others = actors[0], len(actors) - 1
    if not others:
        return (Meta(first.title, "actor"),)
    text = ngettext("%(lead)s and one more", "%(lead)s and %(others)s more", others) % {
        "lead": first.title,
        "others": number(others),
    }
    return (Meta(text, "actor"),)


def what(initiative) -> Fact | None:
    asks = [row.get_kind_display() for row in initiative.asks.all() if not row.is_met]
    if asks:
        return Fact(_("Looks for"), in_a_row(dict.fromkeys(asks)))
    offers = [row.get_kind_display() for row in initiative.offers.all()]
    return Fact(_("Offers"), in_a_row(dict.fromkeys(offers))) if offers else None


def when(initiative, on) -> Fact | None:
    starts, ends = initiative.starts_on, initiative.ends_on
    if initiative.phase == Phase.ENDED:
        return Fact(_("Ended in"), month(ends)) if ends else None
    if starts and starts > on:
        return Fact(_("Starts"), month(starts))
    if ends:
        return Fact(_("Goes on until"), month(ends))
    return Fact(_("Started"), month(starts)) if starts else None


def card(initiative, on) -> Card:
    return Card(
        kind_label=_("Initiative"),
        icon="initiative",
        badge=BADGES[Phase(initiative.phase)],
        meta=(*who_meta(who(initiative)), *place_meta(initiative.areas.all())),
        facts=tuple(fact for fact in (what(initiative), when(initiative, on)) if fact),
    )


def document(initiative) -> SearchDocument:
    actors = who(initiative)
    return page_document(
        initiative,
        kind="initiative",
        periods=periods(
            lambda on: (card(initiative, on), initiative.phase, None),
            today(),
            [initiative.starts_on] if initiative.starts_on else [],
        ),
        facets={
            "wanted": {row.kind for row in initiative.asks.all() if not row.is_met},
            "side": {"kommun" if actor.is_municipal else "civil" for actor in actors},
            "actor": {page_key(actor.pk) for actor in actors},
            "need": [page_key(need.pk) for need in initiative.needs.all()],
        },
        text=[
            *(f"{row.title} {row.note}" for row in initiative.asks.all()),
            *(f"{row.title} {row.note}" for row in initiative.offers.all()),
            *(actor.title for actor in actors),
            initiative.results,
        ],
    )
