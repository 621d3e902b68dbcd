"""How a need becomes a card and a search document."""

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from civsam_pages.arena import answering
from civsam_pages.arena.cards import actor_meta, in_a_row, periods, place_meta
from civsam_pages.arena.search import SHARED_PREFETCH, page_document
from civsam_pages.register.search import shown_actors
from civsam_search.api import (
    Card,
    Facet,
    Fact,
    Kind,
    Meta,
    SearchDocument,
    linked,
    page_key,
    public,
    register_facet,
    register_kind,
    today,
)

from .rules import BADGES, SET_BY_EDITOR


def register():
    """Tell the search about needs."""

    from .models import NeedPage

    register_facet(
        Facet(
            "side",
            gettext_lazy("From"),
            lambda: {"civil": _("Civil society"), "kommun": _("The kommun")},
        )
    )
    register_facet(Facet("need", gettext_lazy("Need"), dict, hidden=True))
    register_facet(Facet("initiative", gettext_lazy("Initiative"), dict, hidden=True))
    register_kind(
        Kind(
            code="need",
            order=10,
            label=gettext_lazy("Need"),
            plural=gettext_lazy("Needs"),
            icon="need",
            model="civsam_needs.NeedPage",
            document=document,
            queryset=lambda: NeedPage.objects.live().prefetch_related(
                *SHARED_PREFETCH, "wanted", shown_actors("owner_actor")
            ),
            related=related,
            facets=("wanted", "side"),
            statuses=lambda: {state.value: state.label for state in SET_BY_EDITOR},
        )
    )


def related(changed):
    """The needs whose cards name the changed page, or count it among their initiatives."""

    from .models import NeedPage

    needs = NeedPage.objects.live()
    if "needs" in {field.name for field in changed._meta.get_fields()}:
        # Those that it answered when it was last indexed lose it, those it answers now get it.
        before = linked("initiative", page_key(changed.pk), kinds=("need",), limit=1000)
        return needs.filter(
            Q(initiatives=changed) | Q(pk__in=[hit.page_id for hit in before])
        ).distinct()
    return needs.filter(owner_actor=changed.pk)


def answers(need) -> list[int]:
    """The public initiatives that answer the need; none where that room is left out."""

    if not hasattr(need, "initiatives"):
        return []
    return list(public(need.initiatives.all()).order_by("pk").values_list("pk", flat=True))


def card(need, count: int) -> Card:
    said = answering.count(need)
    wanted = [row.get_kind_display() for row in need.wanted.all() if not row.is_met]
    confirmed = need.last_confirmed_at
    answered = (
        ngettext("%(count)d initiative", "%(count)d initiatives", count) % {"count": count}
        if count
        else _("No one yet. Be the first!")
        if not need.has_ended and not said
        else _("No initiative yet")
        if not need.has_ended
        else _("No one")
    )
    return Card(
        kind_label=_("Need"),
        icon="need",
        badge=BADGES[need.current_state],
        meta=(
            *actor_meta(need.shown_owner),
            *place_meta(need.areas.all()),
            *(
                (Meta(_("Confirmed %(day)s") % {"day": date_format(confirmed, "j F Y")}),)
                if confirmed
                else ()
            ),
            *(
                (Meta(ngettext("%(count)d answer", "%(count)d answers", said) % {"count": said}),)
                if said
                else ()
            ),
        ),
        facts=(
            Fact(_("Wants"), in_a_row(dict.fromkeys(wanted)) or _("Nothing more right now")),
            Fact(_("Answered by"), answered),
        ),
    )


def document(need) -> SearchDocument:
    owner, initiatives = need.shown_owner, answers(need)
    drawn = card(need, len(initiatives))
    return page_document(
        need,
        kind="need",
        periods=periods(lambda on: (drawn, need.state, None), today()),
        facets={
            "wanted": {row.kind for row in need.wanted.all() if not row.is_met},
            "side": ["kommun" if owner.is_municipal else "civil"] if owner else [],
            "actor": [page_key(owner.pk)] if owner else [],
            "initiative": [page_key(pk) for pk in initiatives],
        },
        text=[
            *(f"{row.title} {row.note}" for row in need.wanted.all()),
            owner.title if owner else "",
            need.outcome,
        ],
    )
