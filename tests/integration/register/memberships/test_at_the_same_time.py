"""Many at the same time, each on a connection of its own, as behind a real server."""

import uuid

from django.core.exceptions import PermissionDenied

from civsam_pages.register.memberships.models import Claim, Membership
from civsam_pages.register.memberships.rules import Role
from civsam_pages.register.memberships.services import (
    claims,
    granting,
    handovers,
    invitations,
    rights,
)
from civsam_search.api import today
from tests.at_once import marks
from tests.factories import LIBANS_TOKEN

from .test_claims import ADDRESS, ask_by_address, ask_with_evidence, token_in_mail_to
from .test_handovers import sent

pytestmark = marks
TIMES = 50


def test_fifty_parallel_accepts_of_one_invitation_give_one_right(here, at_once):
    given = at_once(lambda: invitations.accept(token=LIBANS_TOKEN, user=here.liban).pk, times=TIMES)
    rows = at_once.then(
        lambda: list(Membership.objects.filter(user=here.liban).values_list("pk", flat=True))
    )
    assert len(rows) == 1
    assert set(given) == set(rows)


def test_fifty_answers_to_one_claim_are_one_answer(here, at_once):
    rights.end(membership=here.samira_right, by=here.petra)
    ask_by_address(here)
    token = token_in_mail_to(ADDRESS)
    given = at_once(
        lambda: claims.answer_from_address(claim_token=token, agrees=True).state, times=TIMES
    )
    assert [answer for answer in given if not isinstance(answer, PermissionDenied)] == ["approved"]
    assert at_once.then(Membership.objects.filter(user=here.marianne).count) == 1


def test_many_clicks_on_the_same_form_are_one_claim(here, at_once):
    key = uuid.uuid4()
    given = at_once(lambda: ask_with_evidence(here, key=key).pk, times=8)
    assert len(set(given)) == 1
    assert at_once.then(Claim.objects.count) == 1


def test_two_administrators_who_leave_at_the_same_time_do_not_both_go(here, at_once):
    other = rights.give(actor=here.open_door, user=here.hodan, role=Role.ADMIN, by=here.petra)
    both = [here.samira_right, other]
    at_once(lambda: rights.leave(membership=both.pop()), times=2)
    assert at_once.then(granting.admins(here.open_door.pk).count) == 1


def test_a_handover_is_carried_out_once(here, at_once):
    handover = sent(here, day=today())
    given = at_once(lambda: handovers.approve(handover=handover, by=here.petra).state, times=8)
    assert len([answer for answer in given if not isinstance(answer, PermissionDenied)]) == 1
