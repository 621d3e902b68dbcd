"""Who may do what: every policy by every role, as one table.

The roles: a visitor; Carin, who is logged in; Nadja, who writes; Göran, who applies for grants;
Samira, the administrator; Bosse, the administrator of another association; Ingrid, who was
administrator; Anna, who edits pages and sees who acts; Petra, who decides; Sanna, who runs the
site.
"""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from civsam_pages.register import policies as register_policies
from civsam_pages.register.memberships import policies
from civsam_pages.register.memberships.models import (
    ActorProposal,
    Claim,
    Evidence,
    Handover,
    Invitation,
    Membership,
)
from civsam_pages.register.memberships.rules import RequestState, Role
from civsam_pages.register.memberships.services import (
    claims,
    handovers,
    invitations,
    proposals,
    rights,
)
from civsam_search.api import today
from tests.factories import LIBANS_TOKEN, pdf

from .test_claims import ask_with_evidence
from .test_handovers import draft, sent
from .test_proposals import propose

pytestmark = pytest.mark.django_db

ROLES = "visitor carin nadja goran samira bosse ingrid anna petra sanna".split()
APPROVED = RequestState.APPROVED

# Who is allowed; everyone else is not. Marianne has asked for a right with minutes, Carin has
# proposed a network, and Samira has sent a handover.
TABLE = [
    ("acts_for editor", "nadja goran samira"),
    ("acts_for applicant", "goran samira"),
    ("acts_for admin", "samira"),
    ("see people", "samira anna petra sanna"),
    ("manage", "samira petra sanna"),
    ("decide", "petra sanna"),
    ("see evidence of a claim", "samira anna petra sanna"),
    ("see evidence of a proposal", "carin anna petra sanna"),
    ("see evidence of a handover", "samira anna petra sanna"),
    ("see evidence of a draft", "samira"),
    ("claim admin", "carin nadja goran bosse ingrid anna petra sanna"),
    ("claim editor", "carin bosse ingrid anna petra sanna"),
    ("answer a claim", "samira"),
    ("decide on a claim", "petra sanna"),
    ("decide on a proposal", "petra sanna"),
    ("decide on a handover", "petra sanna"),
    ("withdraw a proposal", "carin"),
    ("withdraw a handover", "samira petra sanna"),
    ("propose", "carin nadja goran samira bosse ingrid anna petra sanna"),
    ("invite an editor", "samira petra sanna"),
    ("invite an administrator", ""),
    ("revoke", "samira petra sanna"),
    ("accept Liban's", ""),
    ("hand over", ""),  # one waits for its answer
    ("renew Nadja", "samira petra sanna"),
    ("renew Samira", "petra sanna"),
    ("end Nadja", "nadja samira petra sanna"),
    ("end Samira, the last", "petra sanna"),
    ("make an applicant of Nadja", "samira petra sanna"),
    ("make an administrator of Nadja", "petra sanna"),
    ("give Marianne a right", "petra sanna"),
    ("renew Samira by address", "samira"),
]


@pytest.fixture
def case(here):
    """The town with one of everything that somebody may decide on."""
    here.visitor = AnonymousUser()
    # It ends soon enough to be renewed.
    for right in (here.nadja_right, here.samira_right):
        Membership.objects.filter(pk=right.pk).update(valid_until=today() + timedelta(days=20))
        right.refresh_from_db()
    here.claim = ask_with_evidence(here)
    here.proposal = propose(here, file=pdf())
    here.draft_file = draft(here, by=here.samira).evidence
    here.handover = sent(here)
    return here


def ask(case, question, user):
    p, actor = policies, case.open_door
    return {
        "acts_for editor": lambda: register_policies.acts_for(user, actor),
        "acts_for applicant": lambda: register_policies.acts_for(user, actor.pk, Role.APPLICANT),
        "acts_for admin": lambda: register_policies.acts_for(user, actor, Role.ADMIN),
        "see people": lambda: p.may_see_people(user, actor),
        "manage": lambda: p.may_manage(user, actor),
        "decide": lambda: p.may_decide(user),
        "see evidence of a claim": lambda: p.may_see_evidence(user, case.claim.evidence),
        "see evidence of a proposal": lambda: p.may_see_evidence(user, case.proposal.evidence),
        "see evidence of a handover": lambda: p.may_see_evidence(user, case.handover.evidence),
        "see evidence of a draft": lambda: p.may_see_evidence(user, as_draft(case)),
        "claim admin": lambda: p.may_claim(user, actor),
        "claim editor": lambda: p.may_claim(user, actor, Role.EDITOR),
        "answer a claim": lambda: p.may_answer_claim(user, case.claim),
        "decide on a claim": lambda: p.may_decide_on(user, case.claim, APPROVED),
        "decide on a proposal": lambda: p.may_decide_on(user, case.proposal, APPROVED),
        "decide on a handover": lambda: p.may_decide_on(user, case.handover, APPROVED),
        "withdraw a proposal": lambda: p.may_withdraw(user, case.proposal),
        "withdraw a handover": lambda: p.may_withdraw(user, case.handover),
        "propose": lambda: p.may_propose(user),
        "invite an editor": lambda: p.may_invite(user, actor),
        "invite an administrator": lambda: p.may_invite(user, actor, Role.ADMIN),
        "revoke": lambda: p.may_revoke(user, case.invitation),
        "accept Liban's": lambda: p.may_accept(user, case.invitation),
        "hand over": lambda: p.may_hand_over(user, actor),
        "renew Nadja": lambda: p.may_renew(user, case.nadja_right),
        "renew Samira": lambda: p.may_renew(user, case.samira_right),
        "end Nadja": lambda: p.may_end(user, case.nadja_right),
        "end Samira, the last": lambda: p.may_end(user, case.samira_right),
        "make an applicant of Nadja": lambda: p.may_change_role(
            user, case.nadja_right, Role.APPLICANT
        ),
        "make an administrator of Nadja": lambda: p.may_change_role(
            user, case.nadja_right, Role.ADMIN
        ),
        "give Marianne a right": lambda: p.may_give(user, case.marianne, actor),
        "renew Samira by address": lambda: p.may_renew_by_address(user, case.samira_right),
    }[question]()


def as_draft(case):
    Handover.objects.filter(pk=case.handover.pk).update(state=RequestState.DRAFT)
    return case.handover.evidence


def test_every_policy_by_every_role(case):
    """One town for the whole table: the questions change nothing but the last handover's state."""
    wrong = []
    order = sorted(TABLE, key=lambda row: "draft" in row[0])
    for question, allowed in order:
        for role in ROLES:
            decision = ask(case, question, getattr(case, role))
            if bool(decision) != (role in allowed.split()):
                wrong.append((question, role, decision))
            assert decision or decision.reason, (question, role)
    assert wrong == []


SEEN = [
    # rows, and who sees the one in the town
    ("Samira's right", Membership, "samira_right", "samira anna petra sanna"),
    ("Nadja's right", Membership, "nadja_right", "nadja samira anna petra sanna"),
    ("Ingrid's former right", Membership, "ingrid_right", "samira anna petra sanna"),
    ("Marianne's claim", Claim, "claim", "samira anna petra sanna marianne"),
    ("Carin's proposal", ActorProposal, "proposal", "carin anna petra sanna"),
    ("the handover", Handover, "handover", "samira anna petra sanna"),
    ("Liban's invitation", Invitation, "invitation", "samira anna petra sanna"),
]


def test_every_row_by_every_role(case):
    wrong = []
    for what, model, name, allowed in SEEN:
        for role in [*ROLES, "marianne", "liban", "hodan"]:
            rows = model.objects.visible_to(getattr(case, role))
            if rows.filter(pk=getattr(case, name).pk).exists() != (role in allowed.split()):
                wrong.append((what, role))
    assert wrong == []


def test_whoever_asked_sees_their_own_file_and_no_other(case):
    assert list(Evidence.objects.visible_to(case.marianne)) == [case.claim.evidence]


def test_a_right_to_an_actor_that_is_taken_down_is_none(case):
    case.open_door.unpublish()
    for name in ("nadja", "goran", "samira"):
        assert not register_policies.acts_for(getattr(case, name), case.open_door)
        assert not Membership.objects.visible_to(getattr(case, name)).exists()


def test_a_right_that_has_not_begun_counts_not_yet(case):
    Membership.objects.filter(pk=case.nadja_right.pk).update(valid_from=today() + timedelta(days=1))
    assert not register_policies.acts_for(case.nadja, case.open_door)


def test_an_account_that_is_closed_acts_for_nobody(case):
    case.samira.is_active = False
    assert not register_policies.acts_for(case.samira, case.open_door)


def test_somebody_who_asked_cannot_answer_themselves_as_administrator(case):
    claim = ask_with_evidence(case, who=case.nadja)
    Membership.objects.filter(pk=case.nadja_right.pk).update(role=Role.ADMIN)
    assert not policies.may_answer_claim(case.nadja, claim)


def test_part_of_the_municipality_is_not_claimed(case):
    assert not policies.may_claim(case.carin, case.youth_centre)


@pytest.mark.parametrize(
    "function",
    [claims.approve, claims.refuse, claims.support, claims.object, claims.withdraw],
)
def test_a_stranger_can_do_nothing_with_a_claim(case, function):
    extra = {
        claims.approve: {"role": Role.ADMIN},
        claims.refuse: {"reason": "Nej"},
        claims.object: {"reason": "Nej"},
    }.get(function, {})
    for role in ("carin", "nadja", "bosse", "ingrid", "anna"):
        with pytest.raises(PermissionDenied):
            function(claim=case.claim, by=getattr(case, role), **extra)
    case.claim.refresh_from_db()
    assert case.claim.state == RequestState.WAITING_STAFF


def test_a_stranger_can_do_nothing_with_a_handover_or_a_proposal(case):
    register = case.register
    tries = [
        lambda by: handovers.approve(handover=case.handover, by=by),
        lambda by: handovers.refuse(handover=case.handover, by=by, reason="Nej"),
        lambda by: handovers.withdraw(handover=case.handover, by=by),
        lambda by: handovers.send(handover=case.handover, by=by),
        lambda by: proposals.approve(proposal=case.proposal, by=by, register_page=register),
        lambda by: proposals.refuse(proposal=case.proposal, by=by, reason="Nej"),
        lambda by: draft(case, by=by),
    ]
    for role in ("nadja", "bosse", "ingrid", "anna"):
        for attempt in tries:
            with pytest.raises(PermissionDenied):
                attempt(getattr(case, role))


def test_a_stranger_can_do_nothing_with_a_right_or_an_invitation(case):
    actor = case.open_door
    tries = [
        lambda by: rights.renew(membership=case.nadja_right, by=by),
        lambda by: rights.end(membership=case.goran_right, by=by),
        lambda by: rights.change_role(membership=case.nadja_right, role=Role.APPLICANT, by=by),
        lambda by: rights.give(actor=actor, user=case.hodan, role=Role.EDITOR, by=by),
        lambda by: invitations.invite(
            actor=actor, by=by, address="ny@posten.example", role=Role.EDITOR
        ),
        lambda by: invitations.revoke(invitation=case.invitation, by=by),
        lambda by: invitations.send_again(invitation=case.invitation, by=by),
        lambda by: invitations.accept(token=LIBANS_TOKEN, user=by),
        lambda by: claims.renew_by_address(membership=case.samira_right, by=by, key=uuid.uuid4()),
    ]
    for role in ("carin", "nadja", "bosse", "ingrid", "anna"):
        for attempt in tries:
            with pytest.raises(PermissionDenied):
                attempt(getattr(case, role))
    assert not Membership.objects.filter(user=case.hodan).exists()


def test_nobody_asks_for_what_they_have(case):
    with pytest.raises(PermissionDenied, match="already"):
        ask_with_evidence(case, who=case.samira)
    with pytest.raises(PermissionDenied, match="Log in"):
        propose(case, who=case.visitor)


def test_only_who_asked_takes_it_back(case):
    for role in ("carin", "samira", "petra", "sanna"):
        with pytest.raises(PermissionDenied):
            claims.withdraw(claim=case.claim, by=getattr(case, role))
    for role in ("marianne", "petra"):
        with pytest.raises(PermissionDenied):
            proposals.withdraw(proposal=case.proposal, by=getattr(case, role))


def test_staff_see_no_draft_of_a_handover(here):
    handover = draft(here)
    for name in ("anna", "petra", "sanna"):
        assert not Handover.objects.visible_to(getattr(here, name)).exists()
        assert not Evidence.objects.visible_to(getattr(here, name)).exists()
    assert list(Handover.objects.visible_to(here.samira)) == [handover]
