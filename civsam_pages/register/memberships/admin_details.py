"""What the admin's pages say of a request, a right, an actor and a person: reads only."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.forms import Form
from django.urls import NoReverseMatch, reverse
from wagtail.models import ModelLogEntry, PageLogEntry

from civsam_pages.arena.admin_pages import name_of
from civsam_search.api import today

from . import selectors
from .admin_base import NAMESPACE, address_of, membership_state
from .models import (
    ActorProposal,
    Claim,
    Evidence,
    Handover,
    HandoverChange,
    Invitation,
    Membership,
)
from .policies import may_decide, may_end
from .rules import OPEN, RequestState, Role
from .services import handovers

LATEST = 5


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as a page names them: with a link to more, where there is an account."""

    name: str
    address: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a history."""

    at: Any
    text: str
    who: str


def title_of(item: Any) -> str:
    """What a request is about: the actor, or the name that is proposed."""
    return item.name if isinstance(item, ActorProposal) else item.actor.title


def problems(form: Form) -> list[tuple[str, str]]:
    """What is wrong in a form: each text, with the address of its field on the page."""
    found = [(str(text), "") for text in form.non_field_errors()]
    for field in form:
        first = f"{field.auto_id}_0" if field.use_fieldset else field.auto_id
        found += [(str(text), f"#{first}") for text in field.errors]
    return found


def person(account: Any) -> Person | None:
    """Somebody who acts or asks; the link leads to all that they may do."""
    if account is None:
        return None
    url = reverse(f"{NAMESPACE}:account", args=[account.pk])
    return Person(name_of(account), address_of(account), url)


def staff(account: Any) -> Person | None:
    """Somebody who decided: named, and no more."""
    return Person(name_of(account), address_of(account)) if account else None


# What an entry in the log of an actor calls each kind of thing.
LOGGED_AS = {
    Membership: "right",
    Claim: "claim",
    Handover: "handover",
    Invitation: "invitation",
    ActorProposal: "proposal",
}


def history(*things: Any) -> list[Line]:
    """What the log says of the things, latest first, in two queries for each kind of thing."""
    ids = defaultdict(list)
    for thing in things:
        ids[type(thing)].append(thing.pk)
    entries = [entry for model, keys in ids.items() for entry in _entries(model, keys)]
    entries.sort(key=lambda entry: entry.timestamp, reverse=True)
    return [Line(entry.timestamp, entry.message, entry.user_display_name) for entry in entries]


def _entries(model: type, keys: list[int]) -> Iterable[Any]:
    """Entries about the rows themselves, and those about their actor that name them."""
    kind = ContentType.objects.get_for_model(model)
    own = ModelLogEntry.objects.filter(
        content_type=kind, object_id__in=[str(key) for key in keys]
    ).select_related("user")
    named = PageLogEntry.objects.filter(
        **{"action__startswith": "civsam.", f"data__{LOGGED_AS[model]}__in": keys}
    ).select_related("user")
    return [*own, *named]


def evidence_url(evidence: Evidence | None) -> str:
    """Where the file is shown to those who may see it; nothing on a site without Mina sidor."""
    if evidence is None:
        return ""
    try:
        return reverse("civsam_people:evidence", args=[evidence.pk])
    except NoReverseMatch:
        return ""


def actor_links(user: Any, actor: Any) -> dict[str, str]:
    """The actor's people in the admin, its page there for those who edit it, and for visitors."""
    edits = actor.permissions_for_user(user).can_edit()
    return {
        "actor_url": reverse(f"{NAMESPACE}:actor", args=[actor.pk]),
        "edit_url": reverse("wagtailadmin_pages:edit", args=[actor.pk]) if edits else "",
        "public_url": (actor.url or "") if actor.live else "",
    }


def rights_of(actor: Any, user: Any) -> dict[str, Any]:
    """All rights to act for an actor: those that count, and those that have ended."""
    rows = (
        Membership.objects.visible_to(user)
        .filter(actor=actor)
        .select_related("user", "evidence", "approved_by")
        .order_by("-valid_until", "pk")
    )
    shown = [right_row(right, user) for right in rows]
    day = today()
    admins = [row for row in shown if row["right"].is_running and row["right"].role == Role.ADMIN]
    return {
        "rights": [row for row in shown if _current(row["right"], day)],
        "ended_rights": [row for row in shown if not _current(row["right"], day)],
        "admins": admins,
        "may_give": bool(may_decide(user)) and actor.live,
    }


def right_row(right: Membership, user: Any) -> dict[str, Any]:
    return {
        "right": right,
        "person": person(right.user),
        "state": membership_state(right),
        "evidence_url": evidence_url(right.evidence),
        "url": reverse(f"{NAMESPACE}:membership", args=[right.pk]),
        "end_url": (
            reverse(f"{NAMESPACE}:end", args=[right.pk])
            if may_decide(user) and may_end(user, right)
            else ""
        ),
    }


def _current(right: Membership, day: Any) -> bool:
    return right.ended_at is None and right.valid_until >= day


def shared(user: Any, item: Any, asker: Any) -> dict[str, Any]:
    """What the page of every request says: who asks, what they already act for, and the log."""
    rights = Membership.objects.running().filter(user=asker).select_related("actor")
    return {
        "asker": person(asker),
        "asker_rights": rights.order_by("actor__title") if asker else [],
        "earlier": _earlier(item, asker),
        "evidence_url": evidence_url(item.evidence),
        "history": history(item),
        "decided_by": staff(item.decided_by),
    }


def _earlier(item: Any, asker: Any) -> list[dict[str, str]]:
    """The latest other requests of the same person."""
    if asker is None:
        return []
    asked = [
        *Claim.objects.filter(claimant=asker).select_related("actor").order_by("-created_at")[:6],
        *ActorProposal.objects.filter(proposer=asker).order_by("-created_at")[:6],
    ]
    others = [one for one in asked if (type(one), one.pk) != (type(item), item.pk)]
    others.sort(key=lambda one: one.created_at, reverse=True)
    return [request_row(one) for one in others[:LATEST]]


def request_row(one: Claim | ActorProposal | Handover) -> dict[str, Any]:
    kinds = {Claim: "claim", ActorProposal: "proposal", Handover: "handover"}
    return {
        "title": title_of(one),
        "kind": one._meta.verbose_name,
        "state": one.get_state_display(),
        "at": one.created_at,
        "url": reverse(f"{NAMESPACE}:{kinds[type(one)]}", args=[one.pk]),
    }


def claim(user: Any, item: Claim) -> dict[str, Any]:
    """Of a claim: the actor, who answers for it today, and others who ask."""
    others = Claim.objects.filter(actor=item.actor_id, state=RequestState.WAITING_STAFF)
    return {
        **actor_links(user, item.actor),
        **rights_of(item.actor, user),
        "supported_by": person(item.supported_by),
        "other_claims": [
            {**request_row(one), "title": name_of(one.claimant)}
            for one in others.exclude(pk=item.pk).select_related("claimant", "actor")
        ],
    }


def proposal(user: Any, item: ActorProposal) -> dict[str, Any]:
    """Of a proposed actor: those in the register that are like it."""
    similar = selectors.similar_actors(item.name, item.org_number)
    return {
        "similar": [
            {
                "actor": actor,
                "same_number": bool(item.org_number) and actor.org_number == item.org_number,
                **actor_links(user, actor),
            }
            for actor in similar
        ],
        **(actor_links(user, item.actor) if item.actor else {}),
    }


def handover(user: Any, item: Handover) -> dict[str, Any]:
    """Of a handover: who leaves, stays and comes, and who will answer for the actor after it."""
    changes = list(item.changes.select_related("membership__user"))
    touched = {change.membership_id for change in changes}
    rows = rights_of(item.actor, user)
    newcomers = list(item.newcomers.select_related("accepted_by").order_by("pk"))
    return {
        **rows,
        **actor_links(user, item.actor),
        "leaves": _members(changes, HandoverChange.What.LEAVES),
        "stays": _members(changes, HandoverChange.What.STAYS),
        "untouched": [row for row in rows["rights"] if row["right"].pk not in touched],
        "newcomers": newcomers,
        "not_accepted": [one for one in newcomers if one.accepted_at is None],
        "warnings": handovers.warnings(item) if item.state in OPEN else [],
    }


def _members(changes: Iterable[HandoverChange], what: str) -> list[dict[str, Any]]:
    return [
        {"right": change.membership, "person": person(change.membership.user)}
        for change in changes
        if change.what == what
    ]
