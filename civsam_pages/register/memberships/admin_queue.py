"""What waits for a decision: claims, proposed actors and handovers in one list, oldest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import django_filters
from django import forms
from django.db.models import CharField, F, Model, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, StatusTagColumn

from civsam_pages.arena.admin_listing import having_words
from civsam_pages.arena.admin_pages import LinkColumn, name_of

from . import selectors
from .admin_base import NAMESPACE, PeopleReport, address_of, person_fields
from .models import ActorProposal, Claim, Handover
from .rules import RequestState

WAITING = "waiting"
STATES = {
    WAITING: (RequestState.WAITING_STAFF,),
    "address": (RequestState.WAITING_ADDRESS,),
    "decided": (RequestState.APPROVED, RequestState.REFUSED),
    "closed": (RequestState.WITHDRAWN, RequestState.EXPIRED),
}


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of request: its rows, who asks, and where its words are."""

    model: type[Model]
    label: str
    asker: str
    title: str
    words: tuple[str, ...]


SOURCES = {
    "claim": Source(Claim, _("Right to act"), "claimant", "actor__title", ("actor__title",)),
    "proposal": Source(
        ActorProposal, _("New actor"), "proposer", "name", ("name", "org_number", "summary")
    ),
    "handover": Source(Handover, _("Handover"), "started_by", "actor__title", ("actor__title",)),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the queue."""

    kind: str
    pk: int
    title: str
    asker: object
    asked_at: datetime
    state: str
    has_evidence: bool
    similar: int

    @property
    def url(self) -> str:
        return reverse(f"{NAMESPACE}:{self.kind}", args=[self.pk])

    @property
    def kind_label(self) -> str:
        return SOURCES[self.kind].label

    @property
    def age(self) -> str:
        return timesince(self.asked_at, depth=1)

    @property
    def state_label(self) -> str:
        return RequestState(self.state).label


def requests(user, *, kind: str = "", state: str = WAITING, words: str = "") -> QuerySet:
    """Kind, id and time of what waits, or of what was decided: one query whatever the kinds.

    What waits comes oldest first, what is done latest first.
    """
    done = state not in (WAITING, "address")
    parts = [
        _part(user, name, STATES[state], words) for name in SOURCES if not kind or name == kind
    ]
    first, *others = parts
    order = "-at" if done else "at"
    return first.union(*others, all=True).order_by(order, "sort", "pk")


def _part(user, name: str, states: Iterable[str], words: str) -> QuerySet:
    source = SOURCES[name]
    rows = source.model.objects.visible_to(user).filter(state__in=states).order_by()
    if words:
        fields = (*source.words, *person_fields(f"{source.asker}__"))
        rows = having_words(rows, words, fields)
    return rows.annotate(
        sort=Value(name, output_field=CharField()), at=Coalesce("decided_at", F("created_at"))
    ).values("sort", "pk", "at")


def loaded(user, found: Iterable[dict]) -> list[Row]:
    """The rows with what a list says of them, in the same order and a fixed number of queries."""
    found = list(found)
    things = {}
    for kind, source in SOURCES.items():
        wanted = [one["pk"] for one in found if one["sort"] == kind]
        if wanted:
            related = [source.asker] if source.model is ActorProposal else [source.asker, "actor"]
            rows = source.model.objects.visible_to(user).select_related(*related)
            things.update({(kind, thing.pk): thing for thing in rows.filter(pk__in=wanted)})
    proposals = [thing for (kind, _pk), thing in things.items() if kind == "proposal"]
    similar = selectors.similar_counts(proposals) if proposals else {}
    keys = ((one["sort"], one["pk"]) for one in found)
    return [_row(kind, things[kind, pk], similar) for kind, pk in keys if (kind, pk) in things]


def _row(kind: str, thing, similar) -> Row:
    return Row(
        kind=kind,
        pk=thing.pk,
        title=thing.name if kind == "proposal" else thing.actor.title,
        asker=getattr(thing, SOURCES[kind].asker),
        asked_at=thing.created_at,
        state=thing.state,
        has_evidence=thing.evidence_id is not None,
        similar=similar.get(thing.pk, 0) if kind == "proposal" else 0,
    )


def next_waiting(user, after: tuple[str, int] | None = None) -> Row | None:
    """The request that has waited longest, other than the one just decided."""
    for one in requests(user)[:2]:
        if (one["sort"], one["pk"]) != after:
            return next(iter(loaded(user, [one])), None)
    return None


class QueueFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(
        label=_("Matter"),
        choices=[(name, source.label) for name, source in SOURCES.items()],
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[
            ("address", _("Waits for the association's address")),
            ("decided", _("Decided")),
            ("closed", _("Taken back or too old")),
        ],
        widget=forms.RadioSelect,
        empty_label=_("Waits for a decision"),
    )

    class Meta:
        model = Claim
        fields = ["kind", "state"]


class RequestPaginator(WagtailPaginator):
    """Counts requests, whatever their kinds."""

    verbose_name = _("request")
    verbose_name_plural = _("requests")


class QueueReport(PeopleReport):
    """The queue."""

    name = "queue"
    page_title = _("Waiting for a decision")
    header_icon = "tasks"
    paginate_by = 25
    paginator_class = RequestPaginator
    filterset_class = QueueFilterSet
    columns = [
        LinkColumn(
            "title",
            label=_("Actor"),
            accessor="title",
            get_url=lambda row: row.url,
            width="28%",
        ),
        Column("kind", label=_("Matter"), accessor="kind_label"),
        Column("asker", label=_("From"), accessor=lambda row: name_of(row.asker)),
        Column("address", label=_("E-mail"), accessor=lambda row: address_of(row.asker)),
        Column("age", label=_("Has waited"), accessor="age"),
        Column(
            "evidence",
            label=_("Evidence"),
            accessor=lambda row: _("Yes") if row.has_evidence else _("No"),
        ),
        Column("similar", label=_("Similar actors"), accessor=lambda row: row.similar or "–"),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="state_label",
            primary=lambda row: row.state == RequestState.WAITING_STAFF,
        ),
    ]

    def get_queryset(self):
        return requests(self.request.user, words=self.search_query, **self.chosen)

    def filter_queryset(self, queryset):
        return queryset

    @property
    def chosen(self) -> dict[str, str]:
        """The kind and the state in the address; anything else than those is left out."""
        known = self.filters.form.cleaned_data if self.filters and self.filters.is_valid() else {}
        return {"kind": known.get("kind") or "", "state": known.get("state") or WAITING}

    def get_table(self, object_list):
        return super().get_table(loaded(self.request.user, object_list))

    @property
    def no_results_message(self):
        if self.is_searching or self.is_filtering:
            return _("Nothing fits.")
        return _("Nothing waits for a decision. Well done!")
