"""Reads for Mina sidor and the admin, in a fixed number of queries.

They gate nothing: a view asks a policy first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from civsam_pages.arena.history import Event, day_of
from civsam_search.api import today

from ..models import ActorPage
from .letters import called
from .likeness import ALIKE, likeness, normalised, pieces
from .models import ActorProposal, Claim, Handover, Invitation, Membership
from .rules import INCLUDES, RECOMMENDED_ADMINS, REMINDER_DAYS, RequestState, Role

MOST_SIMILAR = 5
HISTORY_LENGTH = 50


# --- for whom a person acts ---------------------------------------------------------------------


def actors_of(user: Any) -> list[Membership]:
    """The rights that a person has today: for each actor the strongest, by the actor's name."""
    held = Membership.objects.running().filter(user=user, actor__live=True)
    rows = sorted(held.select_related("actor"), key=lambda row: len(INCLUDES[Role(row.role)]))
    strongest = {row.actor_id: row for row in rows}
    return sorted(strongest.values(), key=lambda row: (row.actor.title.casefold(), row.actor_id))


# --- the page of people and roles ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who acts for an actor, is about to, or is invited.

    state: ``active``, ``ending`` (within sixty days), ``coming`` (begins later), ``invited``,
    ``late`` (has not answered, and the link is too old), or ``accepted`` (has said yes, and the
    municipality has not answered the handover yet).
    Just one of `membership` and `invitation` is there.
    """

    state: str
    name: str
    address: str
    function: str
    role: Role
    until: date
    membership: Membership | None = None
    invitation: Invitation | None = None

    @property
    def role_label(self) -> str:
        return str(self.role.label)

    @property
    def days_left(self) -> int:
        """Days until the right, or the invitation, ends."""
        return (self.until - today()).days


def people(actor: ActorPage) -> list[PersonRow]:
    """All who can do something for an actor, and those who have been asked: administrators first.

    Of a draft of a handover nobody is shown.
    """
    return [*_members(actor), *_invited(actor)]


def _members(actor: ActorPage) -> list[PersonRow]:
    rights = Membership.objects.current().filter(actor=actor).select_related("user")
    rows = [
        PersonRow(
            state=_state(right),
            name=called(right.user),
            address=right.user.email,
            function=right.function,
            role=Role(right.role),
            until=right.valid_until,
            membership=right,
        )
        for right in rights
    ]
    return sorted(rows, key=lambda row: (-len(INCLUDES[row.role]), row.name.casefold()))


def _state(right: Membership) -> str:
    if not right.is_running:
        return "coming"
    return "ending" if (right.valid_until - today()).days <= max(REMINDER_DAYS) else "active"


def _invited(actor: ActorPage) -> Iterator[PersonRow]:
    waits = Q(state=Invitation.State.ACCEPTED, handover__state=RequestState.WAITING_STAFF)
    sent = Q(state=Invitation.State.SENT, valid_until__gte=today())
    rows = actor.invitations.filter(sent | waits).select_related("accepted_by", "handover")
    for row in rows:
        accepted = row.state == Invitation.State.ACCEPTED
        until = row.valid_until if accepted else day_of(row.expires_at)
        unanswered = "invited" if row.is_open else "late"
        yield PersonRow(
            state="accepted" if accepted else unanswered,
            name=row.name or row.address,
            address=row.address,
            function=row.function,
            role=Role(row.role),
            until=until,
            invitation=row,
        )


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something that waits for the administrators of an actor.

    kind: ``claim`` (somebody asks to act; `claim`), ``ends`` (a right ends within sixty days;
    `membership`), ``own_ends`` (the reader's own does), ``one_admin`` (advice: be two),
    ``handover`` (a draft to go on with; `handover`).
    """

    kind: str
    claim: Claim | None = None
    membership: Membership | None = None
    handover: Handover | None = None

    @property
    def days_left(self) -> int | None:
        return (self.membership.valid_until - today()).days if self.membership else None


def to_do(actor: ActorPage, user: Any) -> list[ToDo]:
    """What waits for an administrator of an actor, the most urgent first."""
    claims = Claim.objects.filter(actor=actor, state=RequestState.WAITING_STAFF, supported_by=None)
    found = [
        ToDo("claim", claim=claim)
        for claim in claims.exclude(claimant=user).select_related("claimant", "evidence")
    ]
    running = list(Membership.objects.running().filter(actor=actor).select_related("user", "actor"))
    ending = sorted(
        (right for right in running if _state(right) == "ending"),
        key=lambda right: right.valid_until,
    )
    leaving = leaving_by_handover(right.pk for right in ending)
    found += [
        ToDo("own_ends" if right.user_id == user.pk else "ends", membership=right)
        for right in ending
        if right.pk not in leaving
    ]
    drafts = Handover.objects.visible_to(user).filter(actor=actor, state=RequestState.DRAFT)
    if draft := drafts.first():
        found.append(ToDo("handover", handover=draft))
    if 0 < sum(right.role == Role.ADMIN for right in running) < RECOMMENDED_ADMINS:
        found.append(ToDo("one_admin"))
    return found


def leaving_by_handover(rights: Iterable[int]) -> set[int]:
    """Which of these rights end by an approved handover: nobody is asked to renew them."""
    rows = Membership.objects.filter(
        pk__in=list(rights),
        handover_changes__what="leaves",
        handover_changes__handover__state=RequestState.APPROVED,
    )
    return set(rows.values_list("pk", flat=True))


def history(actor: ActorPage) -> list[Event]:
    """What has happened with the people of an actor, the newest first."""
    events = [*_rights_told(actor), *_requests_told(actor)]
    events.sort(key=lambda event: event[0], reverse=True)
    return [Event(day_of(when), text) for when, text in events[:HISTORY_LENGTH]]


def _rights_told(actor: ActorPage) -> Iterator[tuple[datetime, str]]:
    for right in actor.memberships.select_related("user", "ended_by"):
        about = {"person": called(right.user), "role": Role(right.role).label}
        yield right.created_at, _("%(person)s was given a role: %(role)s.") % about
        if right.ended_at:
            yield right.ended_at, _("%(person)s left: %(role)s.") % about


def _requests_told(actor: ActorPage) -> Iterator[tuple[datetime, str]]:
    for claim in actor.claims.select_related("claimant"):
        about = {"person": called(claim.claimant)}
        yield claim.created_at, _("%(person)s asked to act for the association.") % about
        if claim.decided_at and claim.state == RequestState.REFUSED:
            yield claim.decided_at, _("%(person)s got no for an answer.") % about
    invitations = actor.invitations.filter(handover=None).select_related("invited_by")
    for row in invitations:
        about = {"person": called(row.invited_by), "name": row.name or row.address}
        yield row.created_at, _("%(person)s invited %(name)s.") % about
    sent = actor.handovers.exclude(state=RequestState.DRAFT).exclude(evidence=None)
    for handover in sent.select_related("started_by"):
        about = {"person": called(handover.started_by)}
        yield handover.created_at, _("%(person)s sent a handover.") % about
        if handover.decided_at and handover.state == RequestState.APPROVED:
            yield handover.decided_at, _("The municipality approved the minutes.")


# --- for the municipality -----------------------------------------------------------------------


def waiting_count() -> int:
    """How many requests wait for the municipality."""
    waits = {"state": RequestState.WAITING_STAFF}
    return sum(model.objects.filter(**waits).count() for model in (Claim, ActorProposal, Handover))


def similar_actors(name: str, org_number: str = "") -> list[ActorPage]:
    """Published actors whose number is the same or whose name is like, the most like first."""
    best = _most_similar(name, org_number, _known_actors())
    pages = ActorPage.objects.in_bulk(best)
    return [pages[pk] for pk in best if pk in pages]


def similar_counts(proposals: Iterable[ActorProposal]) -> dict[int, int]:
    """How many published actors each proposal is like; the register is read once for all."""
    known = _known_actors()
    return {
        proposal.pk: len(_most_similar(proposal.name, proposal.org_number, known))
        for proposal in proposals
    }


Known = tuple[int, str, str, frozenset[str]]


def _known_actors() -> list[Known]:
    rows = ActorPage.objects.live().values_list("pk", "title", "org_number")
    return [(pk, normalised(title), number, pieces(title)) for pk, title, number in rows]


def _most_similar(name: str, org_number: str, known: list[Known]) -> list[int]:
    wanted, same = pieces(name), normalised(name)
    scores: dict[int, float] = {}
    for pk, title, number, found in known:
        if org_number and number == org_number:
            scores[pk] = 3.0
        elif same and title == same:
            scores[pk] = 2.0
        elif (score := likeness(wanted, found)) >= ALIKE:
            scores[pk] = score
    return sorted(scores, key=lambda pk: (-scores[pk], pk))[:MOST_SIMILAR]


def without_admin() -> "QuerySet[Any]":
    """Published actors that have had people and have no running administrator."""
    held = Membership.objects.filter(actor=OuterRef("pk"))
    has_admin = Membership.objects.running().at_least(Role.ADMIN).filter(actor=OuterRef("pk"))
    actors = ActorPage.objects.live().filter(Exists(held)).exclude(Exists(has_admin))
    return actors.order_by("title")
