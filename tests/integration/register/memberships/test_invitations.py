"""An administrator invites somebody; it is good once, for fourteen days, for one address."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from civsam_pages.notifications.models import Mail
from civsam_pages.register.memberships import policies
from civsam_pages.register.memberships.models import Invitation, Membership
from civsam_pages.register.memberships.rules import Role, longest_until
from civsam_pages.register.memberships.services import invitations, rights
from civsam_pages.register.policies import acts_for
from civsam_search.api import today
from tests.factories import ESCAPED, LIBANS_TOKEN, XSS

pytestmark = pytest.mark.django_db


def invite(here, by=None, **fields):
    given = {"address": here.hodan.email, "name": "Hodan", "role": Role.APPLICANT}
    return invitations.invite(actor=here.open_door, by=by or here.samira, **{**given, **fields})


def token_for(address):
    text = Mail.objects.filter(address=address, text__contains="/inbjudan/").first().text
    return re.search(r"/inbjudan/([^/\s]+)/", text)[1]


def test_a_colleague_is_invited_and_joins(here):
    invite(here, function="kassör")
    right = invitations.accept(token=token_for(here.hodan.email), user=here.hodan)
    assert (right.role, right.function, right.via) == ("actor_applicant", "kassör", "invitation")
    assert (right.valid_until, right.approved_by) == (longest_until(today()), here.samira)
    assert acts_for(here.hodan, here.open_door, Role.APPLICANT)
    assert Mail.objects.filter(address=here.samira.email, event__endswith="-accepted").exists()


def test_the_mail_says_who_invites_to_what_and_runs_nothing(here):
    invite(here)
    mail = Mail.objects.get(address=here.hodan.email)
    assert "Samira" in mail.subject
    assert ESCAPED in mail.html
    assert XSS not in mail.html


def test_accepting_twice_gives_one_right(here):
    first = invitations.accept(token=LIBANS_TOKEN, user=here.liban)
    assert invitations.accept(token=LIBANS_TOKEN, user=here.liban) == first
    assert Membership.objects.filter(user=here.liban).count() == 1


def test_a_forwarded_link_is_of_no_use_to_another(here):
    with pytest.raises(PermissionDenied, match="another address"):
        invitations.accept(token=LIBANS_TOKEN, user=here.carin)
    assert not acts_for(here.carin, here.open_door)


def test_a_link_that_there_never_was_opens_nothing(here):
    for token in ("", "nonsense", here.invitation.token_hash):
        assert invitations.find_by_token(token) is None
        with pytest.raises(PermissionDenied):
            invitations.accept(token=token, user=here.liban)


def test_an_invitation_is_good_for_fourteen_days(here):
    invite(here)
    with (
        time_machine.travel(timezone.now() + timedelta(days=14, minutes=1)),
        pytest.raises(PermissionDenied, match="no longer open"),
    ):
        invitations.accept(token=token_for(here.hodan.email), user=here.hodan)


def test_an_invitation_that_is_taken_back_opens_nothing(here):
    invitations.revoke(invitation=here.invitation, by=here.samira)
    with pytest.raises(PermissionDenied):
        invitations.accept(token=LIBANS_TOKEN, user=here.liban)


def test_an_accepted_invitation_cannot_be_taken_back(here):
    invitations.accept(token=LIBANS_TOKEN, user=here.liban)
    with pytest.raises(PermissionDenied):
        invitations.revoke(invitation=here.invitation, by=here.samira)
    assert acts_for(here.liban, here.open_door)


def test_a_new_link_replaces_the_old(here):
    invitations.send_again(invitation=here.invitation, by=here.samira)
    assert invitations.find_by_token(LIBANS_TOKEN) is None
    assert invitations.accept(token=token_for(here.liban.email), user=here.liban)


def test_an_invitation_that_is_answered_is_not_sent_again(here):
    invitations.accept(token=LIBANS_TOKEN, user=here.liban)
    with pytest.raises(PermissionDenied, match="no longer open"):
        invitations.send_again(invitation=here.invitation, by=here.samira)
    here.invitation.refresh_from_db()
    assert here.invitation.state == "accepted"


def test_the_same_address_has_one_open_invitation(here):
    assert invite(here, address="  LIBAN@posten.example ") == here.invitation
    assert not Mail.objects.filter(address=here.liban.email).exists()


def test_an_invitation_that_was_never_answered_gives_way_to_a_new(here):
    Invitation.objects.filter(pk=here.invitation.pk).update(expires_at=timezone.now())
    assert invite(here, address=here.liban.email) != here.invitation
    here.invitation.refresh_from_db()
    assert here.invitation.state == "revoked"


def test_an_administrator_comes_by_a_handover_and_not_by_an_invitation(here):
    for by in (here.samira, here.petra):
        with pytest.raises(PermissionDenied, match="handover"):
            invite(here, by=by, role=Role.ADMIN)


def test_a_member_is_not_invited_but_changed(here):
    with pytest.raises(ValidationError) as refusal:
        invite(here, address=here.goran.email)
    assert "address" in refusal.value.message_dict


@pytest.mark.parametrize("address", ["hodan", "", "hodan@", "a@b\nBcc: c@d.se"])
def test_what_is_no_address_is_refused(here, address):
    with pytest.raises(ValidationError) as refusal:
        invite(here, address=address)
    assert "address" in refusal.value.message_dict


def test_a_right_is_not_longer_than_the_longest_nor_over_already(here):
    for day in (longest_until(today()) + timedelta(days=1), today() - timedelta(days=1)):
        with pytest.raises(ValidationError) as refusal:
            invite(here, valid_until=day)
        assert "valid_until" in refusal.value.message_dict


def test_no_more_than_twenty_people_are_invited_in_a_day(here):
    for number in range(19):  # Liban is the twentieth
        invite(here, address=f"vän{number}@posten.example".replace("ä", "a"))
    with pytest.raises(PermissionDenied, match="many people"):
        invite(here)
    with pytest.raises(PermissionDenied, match="many people"):
        invitations.send_again(invitation=here.invitation, by=here.samira)


def test_what_a_former_administrator_has_sent_opens_nothing(here):
    rights.end(membership=here.samira_right, by=here.petra)
    here.invitation.refresh_from_db()
    assert here.invitation.state == "revoked"
    with pytest.raises(PermissionDenied):
        invitations.accept(token=LIBANS_TOKEN, user=here.liban)


def test_nor_what_one_has_sent_whose_right_has_lapsed(here):
    Membership.objects.filter(pk=here.samira_right.pk).update(
        valid_until=today() - timedelta(days=1)
    )
    with pytest.raises(PermissionDenied, match="may no longer"):
        invitations.accept(token=LIBANS_TOKEN, user=here.liban)


def test_another_role_gives_way_and_stays_in_the_history(here):
    invitation = Invitation.objects.create(
        actor=here.open_door,
        address=here.nadja.email,
        role=Role.APPLICANT,
        valid_from=today(),
        valid_until=today() + timedelta(days=50),
        token_hash=invitations.hash_token("nadjas"),
        expires_at=timezone.now() + timedelta(days=9),
        invited_by=here.samira,
    )
    right = invitations.accept(token="nadjas", user=here.nadja)
    here.nadja_right.refresh_from_db()
    assert right.invitation == invitation
    assert here.nadja_right.ended_at is not None
    assert [r.role for r in Membership.objects.running().filter(user=here.nadja)] == [
        "actor_applicant"
    ]


def test_an_administrator_who_accepts_less_stays_administrator(here):
    Invitation.objects.create(
        actor=here.open_door,
        address=here.samira.email,
        role=Role.EDITOR,
        valid_from=today(),
        valid_until=today() + timedelta(days=50),
        token_hash=invitations.hash_token("samiras"),
        expires_at=timezone.now() + timedelta(days=9),
        invited_by=here.petra,
    )
    assert invitations.accept(token="samiras", user=here.samira) == here.samira_right
    assert acts_for(here.samira, here.open_door, Role.ADMIN)


def test_nobody_joins_an_association_that_is_not_published(here):
    here.open_door.unpublish()
    with pytest.raises(PermissionDenied):
        invitations.accept(token=LIBANS_TOKEN, user=here.liban)


def test_nobody_invites_themselves(here):
    invitation = invitations.invite(
        actor=here.open_door, by=here.petra, address=here.petra.email, role=Role.APPLICANT
    )
    assert not policies.may_accept(here.petra, invitation)
