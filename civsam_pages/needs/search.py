"""How a need becomes a card and a search document."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from civsam_pages.arena.cards import actor_meta, in_a_row, periods, place_meta
from civsam_pages.arena.clock import today
from civsam_pages.arena.search import SHARED_PREFETCH, page_document, page_key
from civsam_search.api import (
    Card,
    Facet,
    Fact,
    Kind,
    Meta,
    SearchDocument,
    register_facet,
    register_kind,
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
    register_kind(
        Kind(
            code="need",
            label=gettext_lazy("Need"),
            plural=gettext_lazy("Needs"),
            icon="need",
            model="civsam_needs.NeedPage",
            document=document,
            queryset=lambda: (
                NeedPage.objects.live()
                .select_related("owner_actor")
                .prefetch_related(*SHARED_PREFETCH, "wanted")
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
        return needs.filter(initiatives=changed)
    return needs.filter(owner_actor=changed.pk)


def answers(need) -> int:
    """How many published initiatives answer the need; none where that room is left out."""

    return need.initiatives.live().count() if hasattr(need, "initiatives") else 0


def card(need) -> Card:
    wanted = [row.get_kind_display() for row in need.wanted.all() if not row.is_met]
    count = answers(need)
    confirmed = need.last_confirmed_at
    answered = (
        ngettext("%(count)d initiative", "%(count)d initiatives", count) % {"count": count}
        if count
        else _("No one yet. Be the first!")
        if not need.has_ended
        else _("No one")
    )
    return Card(
        kind_label=_("Need"),
        icon="need",
        badge=BADGES[need.current_state],
        meta=(
            *actor_meta(need.owner_actor),
            *place_meta(need.areas.all()),
            *(
                (Meta(_("Confirmed %(day)s") % {"day": date_format(confirmed, "j F Y")}),)
                if confirmed
                else ()
            ),
        ),
        facts=(
            Fact(_("Wants"), in_a_row(dict.fromkeys(wanted)) or _("Nothing more right now")),
            Fact(_("Answered by"), answered),
        ),
    )


def document(need) -> SearchDocument:
    owner = need.owner_actor
    return page_document(
        need,
        kind="need",
        periods=periods(lambda on: (card(need), need.state, None), today()),
        facets={
            "wanted": {row.kind for row in need.wanted.all() if not row.is_met},
            "side": ["kommun" if owner.is_municipal else "civil"] if owner else [],
            "actor": [page_key(owner.pk)] if owner else [],
        },
        text=[
            *(f"{row.title} {row.note}" for row in need.wanted.all()),
            owner.title if owner else "",
            need.outcome,
        ],
    )
