"""How a grant becomes a card and a search document, for every state its rounds will have."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civsam_pages.arena.cards import in_a_row, periods
from civsam_pages.arena.search import SHARED_PREFETCH, page_document, yes
from civsam_search.api import (
    OPEN_ON,
    Card,
    Facet,
    Fact,
    Kind,
    Meta,
    SearchDocument,
    register_facet,
    register_kind,
    today,
)

from . import rules
from .rules import DeadlineKind, GrantType, RoundState, SchemeState

FAST_DAYS = 21
WAITING = (RoundState.UPCOMING, RoundState.CLOSED)


def register():
    """Tell the search about grants."""

    from .models import ApplicantKind, GrantPage

    register_facet(
        Facet(
            "applicant",
            gettext_lazy("We are"),
            lambda: dict(ApplicantKind.objects.values_list("slug", "we_are")),
            hidden=True,  # the list of grants asks "We are ..." in a form of its own
            likeness=1,
        )
    )
    register_facet(
        Facet("grant_type", gettext_lazy("For what"), lambda: dict(GrantType.choices), likeness=3)
    )
    register_facet(
        Facet("fast", gettext_lazy("Answer time"), lambda: {"yes": _("Answer within three weeks")})
    )
    register_kind(
        Kind(
            code="grant",
            order=30,
            label=gettext_lazy("Grant"),
            plural=gettext_lazy("Grants"),
            icon="grant",
            model="civsam_grants.GrantPage",
            document=document,
            queryset=lambda: (
                GrantPage.objects.live()
                .select_related("authority")
                .prefetch_related(*SHARED_PREFETCH, "applicant_kinds", "rounds", "decision_levels")
            ),
            facets=("applicant", "grant_type", "fast", OPEN_ON),
            statuses=statuses,
        )
    )


def statuses() -> dict[str, str]:
    return {
        RoundState.OPEN: _("Open now"),
        RoundState.UPCOMING: _("Upcoming"),
        RoundState.CLOSED: _("Closed for this year"),
        SchemeState.RESTING: SchemeState.RESTING.label,
        SchemeState.ENDED: SchemeState.ENDED.label,
    }


def last_day(grant, window) -> Fact:
    if window:
        return Fact(_("Last day"), date_format(window.closes, "j F Y"), window.closes)
    if grant.deadline_kind == DeadlineKind.ROLLING:
        return Fact(_("Last day"), grant.deadline_note or _("None, apply when you like"))
    return Fact(_("Last day"), grant.deadline_note or _("Not set yet"))


def opens_words(day) -> str:
    return _("Opens %(day)s") % {"day": date_format(day, "j F Y")}


def card(grant, on) -> Card:
    state, badge, window = grant.status(on)
    kinds = [kind.name for kind in grant.applicant_kinds.all()]
    answer = next((row.answer_time for row in grant.decision_levels.all() if row.answer_time), "")
    opens = state in WAITING and rules.opens_next(grant.windows, on)
    return Card(
        kind_label=_("Grant"),
        icon="grant",
        badge=badge,
        meta=(
            *((Meta(grant.committee, "unit"),) if grant.committee else ()),
            *((Meta(in_a_row(kinds)),) if kinds else ()),
            *((Meta(rules.answer_within(answer)),) if answer else ()),
            *((Meta(opens_words(opens), "calendar"),) if opens else ()),
        ),
        facts=(Fact(_("Amount"), grant.amount_text), last_day(grant, window)),
    )


def dated_card(grant, on):
    state, _badge, window = grant.status(on)
    is_open = state in (RoundState.OPEN, RoundState.CLOSING)
    deadline = window.closes if window and on <= window.closes else None
    return card(grant, on), (RoundState.OPEN if is_open else state), deadline


def document(grant) -> SearchDocument:
    on = today()
    unit = grant.authority
    answer_days = [row.answer_days for row in grant.decision_levels.all() if row.answer_days]
    return page_document(
        grant,
        kind="grant",
        periods=periods(
            lambda day: dated_card(grant, day), on, rules.turning_days(grant.windows, on)
        ),
        facets={
            "applicant": [kind.slug for kind in grant.applicant_kinds.all()],
            "grant_type": [grant.grant_type],
            "fast": yes(any(days <= FAST_DAYS for days in answer_days)),
        },
        text=[
            grant.get_grant_type_display(),
            grant.amount_text,
            grant.committee,
            unit.name if unit else "",
            *(kind.name for kind in grant.applicant_kinds.all()),
        ],
    )
