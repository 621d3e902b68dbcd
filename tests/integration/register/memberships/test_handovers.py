"""After the annual meeting: who leaves, who stays, who comes, with the minutes."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from civsam_pages.notifications.models import Mail
from civsam_pages.register.memberships import selectors
from civsam_pages.register.memberships.models import Evidence, Handover, Invitation, Membership
from civsam_pages.register.memberships.rules import RequestState, Role, longest_until
from civsam_pages.register.memberships.services import handovers, invitations, rights
from civsam_pages.register.memberships.services.handovers import Newcomer
from civsam_pages.register.policies import acts_for
from civsam_search.api import today
from tests.factories import XSS, pdf, right

pytestmark = pytest.mark.django_db


def draft(here, by=None, **fields):
    """Göran leaves, Samira stays and Hodan comes, from tomorrow, unless told otherwise."""
    given = {
        "day": today() + timedelta(days=1),
        "leaves": [here.goran_right],
        "stays": [here.samira_right],
        "newcomers": [Newcomer("Hodan", here.hodan.email, Role.APPLICANT, "kassör")],
        "file": pdf(),
        "message": f"Årsmöte {XSS}",
    }
    return handovers.save_draft(actor=here.open_door, by=by or here.samira, **{**given, **fields})


def sent(here, **fields):
    return handovers.send(handover=draft(here, **fields), by=here.samira)


def new_board(here, **fields):
    """Samira leaves at once, and Hodan comes as administrator instead."""
    return sent(
        here,
        **{
            "day": today(),
            "leaves": [here.samira_right],
            "stays": [],
            "newcomers": [Newcomer("Hodan", here.hodan.email, Role.ADMIN, "ordförande")],
            **fields,
        },
    )


def accept(user):
    text = Mail.objects.filter(address=user.email, text__contains="/inbjudan/").first().text
    token = re.search(r"/inbjudan/([^/\s]+)/", text)[1]
    return invitations.accept(token=token, user=user)


def test_the_old_administrator_sees_nothing_more_from_that_second_on(here):
    handover = new_board(here)
    assert accept(here.hodan) is None
    assert acts_for(here.samira, here.open_door, Role.ADMIN)
    handovers.approve(handover=handover, by=here.petra)
    assert not acts_for(here.samira, here.open_door)
    assert not Membership.objects.visible_to(here.samira).exists()
    assert not Handover.objects.visible_to(here.samira).exists()
    assert not Evidence.objects.visible_to(here.samira).exists()
    assert acts_for(here.hodan, here.open_door, Role.ADMIN)


def test_on_a_later_day_the_change_comes_on_that_day(here):
    handover = sent(here, day=today() + timedelta(days=5))
    accept(here.hodan)
    handovers.approve(handover=handover, by=here.petra)
    assert acts_for(here.goran, here.open_door, Role.APPLICANT)
    assert not acts_for(here.hodan, here.open_door)
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        assert acts_for(here.goran, here.open_door)
    with time_machine.travel(timezone.now() + timedelta(days=5)):
        assert not acts_for(here.goran, here.open_door)
        assert acts_for(here.hodan, here.open_door, Role.APPLICANT)


def test_who_stays_has_the_right_until_the_longest_day(here):
    handover = sent(here)
    handovers.approve(handover=handover, by=here.petra)
    here.samira_right.refresh_from_db()
    assert here.samira_right.valid_until == longest_until(handover.day)
    assert here.samira_right.evidence == handover.evidence


def test_who_has_let_the_link_grow_old_gets_a_new_one_when_the_handover_is_approved(here):
    handover = sent(here, day=today())
    comer = handover.newcomers.get()
    with pytest.raises(PermissionDenied):
        invitations.send_again(invitation=comer, by=here.samira)
    handovers.approve(handover=handover, by=here.petra)
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        assert "late" in [row.state for row in selectors.people(here.open_door)]
        invitations.send_again(invitation=comer, by=here.samira)
        assert accept(here.hodan).user == here.hodan


def test_who_has_not_accepted_comes_in_when_that_is_done(here):
    handover = sent(here, day=today())
    handovers.approve(handover=handover, by=here.petra)
    assert not acts_for(here.hodan, here.open_door)
    right = accept(here.hodan)
    assert (right.via, right.role) == ("handover", "actor_applicant")
    assert (right.evidence, right.approved_by) == (handover.evidence, here.petra)
    assert acts_for(here.hodan, here.open_door, Role.APPLICANT)


def test_who_leaves_who_comes_and_the_municipality_are_told_at_once(here):
    handover = sent(here)
    told = set(
        Mail.objects.filter(event=f"handover-{handover.pk}-sent").values_list("address", flat=True)
    )
    assert told == {here.goran.email, here.samira.email, here.petra.email}
    assert Mail.objects.filter(address=here.hodan.email, text__contains="/inbjudan/").exists()


def test_a_draft_tells_nobody_and_is_gone_on_with(here):
    first = draft(here, day=None, newcomers=[], file=None)
    second = draft(here, newcomers=[Newcomer("Hodan", here.hodan.email, Role.EDITOR)], file=None)
    assert first == second
    assert not Mail.objects.exists()
    assert [row.name for row in second.newcomers.all()] == ["Hodan"]


def test_a_file_stays_with_the_draft_until_there_is_another(
    here, django_capture_on_commit_callbacks
):
    first = draft(here).evidence
    assert draft(here, file=None).evidence == first
    name, storage = first.file.name, first.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        assert draft(here, file=pdf("nytt.pdf")).evidence != first
    assert not Evidence.objects.filter(pk=first.pk).exists()
    assert not storage.exists(name)


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"file": None}, "file"),
        ({"day": None}, "day"),
        ({"leaves": [], "stays": [], "newcomers": []}, "leaves"),
    ],
)
def test_what_is_missing_is_said_before_it_is_sent(here, fields, wrong):
    with pytest.raises(ValidationError) as refusal:
        sent(here, **fields)
    assert wrong in refusal.value.message_dict
    assert Handover.objects.get().state == RequestState.DRAFT


def test_a_day_that_has_been_is_refused(here):
    with pytest.raises(ValidationError) as refusal:
        sent(here, day=today() - timedelta(days=1))
    assert "day" in refusal.value.message_dict


@pytest.mark.parametrize("who", ["carin", "nadja", "goran", "bosse", "ingrid", "anna"])
def test_only_who_manages_the_association_sends_a_draft(here, who):
    handover = draft(here)
    with pytest.raises(PermissionDenied):
        handovers.send(handover=handover, by=getattr(here, who))
    assert not Mail.objects.exists()


def test_nobody_both_leaves_and_stays(here):
    with pytest.raises(ValidationError):
        draft(here, stays=[here.goran_right])


def test_an_address_stands_once(here):
    comer = Newcomer("Hodan", here.hodan.email, Role.EDITOR)
    with pytest.raises(ValidationError):
        draft(here, newcomers=[comer, comer])


def test_the_member_of_another_association_is_left_out(here):
    assert not draft(here, leaves=[here.bosse_right], stays=[]).changes.exists()


def test_a_handover_that_leaves_nobody_in_charge_is_not_sent(here):
    with pytest.raises(ValidationError, match="without an administrator"):
        new_board(here, newcomers=[])


def test_nor_approved_if_the_last_one_has_gone_meanwhile(here):
    handover = sent(here)
    Membership.objects.filter(pk=here.samira_right.pk).update(ended_at=timezone.now())
    with pytest.raises(ValidationError, match="without an administrator"):
        handovers.approve(handover=handover, by=here.petra)
    handover.refresh_from_db()
    assert handover.state == RequestState.WAITING_STAFF


def test_unless_whoever_decides_says_why(here):
    handover = sent(here)
    Membership.objects.filter(pk=here.samira_right.pk).update(ended_at=timezone.now())
    handovers.approve(handover=handover, by=here.petra, note="Föreningen läggs ner")
    assert here.open_door in selectors.without_admin()
    assert Mail.objects.filter(address="hej@oppnadorren.example", event__endswith="without-admin")


def test_the_municipality_is_warned_of_who_has_not_accepted(here):
    handover = new_board(here)
    assert len(handovers.warnings(handover)) == 2
    accept(here.hodan)
    assert handovers.warnings(handover) == []


def test_an_administrator_who_has_not_accepted_leaves_a_gap_that_is_told(here):
    handovers.approve(handover=new_board(here), by=here.petra)
    assert here.open_door in selectors.without_admin()
    assert acts_for(accept(here.hodan).user, here.open_door, Role.ADMIN)
    assert here.open_door not in selectors.without_admin()


def test_while_one_waits_no_other_is_written(here):
    sent(here)
    with pytest.raises(PermissionDenied, match="waits for its answer"):
        draft(here)


def test_a_handover_taken_back_changes_nothing(here):
    handover = sent(here)
    accept(here.hodan)
    handovers.withdraw(handover=handover, by=here.samira)
    assert acts_for(here.goran, here.open_door)
    assert not acts_for(here.hodan, here.open_door)
    with pytest.raises(PermissionDenied):
        handovers.approve(handover=handover, by=here.petra)
    assert draft(here)


def test_a_refused_handover_changes_nothing_and_says_why(here):
    handover = sent(here)
    with pytest.raises(ValidationError):
        handovers.refuse(handover=handover, by=here.petra, reason="")
    handovers.refuse(handover=handover, by=here.petra, reason="Protokollet är inte justerat.")
    assert acts_for(here.goran, here.open_door)
    mail = Mail.objects.get(event=f"handover-{handover.pk}-refused", address=here.samira.email)
    assert "justerat" in mail.text
    with pytest.raises(PermissionDenied):
        accept(here.hodan)


def test_a_handover_is_approved_once(here):
    handover = sent(here)
    handovers.approve(handover=handover, by=here.petra)
    with pytest.raises(PermissionDenied):
        handovers.approve(handover=handover, by=here.sanna)


def test_an_administrator_may_become_an_editor(here):
    """Samira leaves as administrator and comes as one who writes, on the same day."""
    day = today() + timedelta(days=3)
    handover = new_board(
        here,
        day=day,
        newcomers=[
            Newcomer("Hodan", here.hodan.email, Role.ADMIN),
            Newcomer("Samira", here.samira.email, Role.EDITOR),
        ],
    )
    accept(here.hodan)
    accept(here.samira)
    handovers.approve(handover=handover, by=here.petra)
    assert acts_for(here.samira, here.open_door, Role.ADMIN)
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert acts_for(here.samira, here.open_door)
        assert not acts_for(here.samira, here.open_door, Role.ADMIN)
        assert acts_for(here.hodan, here.open_door, Role.ADMIN)


def test_a_draft_that_is_thrown_away_leaves_no_file(here, django_capture_on_commit_callbacks):
    handover = draft(here)
    name, storage = handover.evidence.file.name, handover.evidence.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        handovers.withdraw(handover=handover, by=here.samira)
    assert not storage.exists(name)
    assert not Evidence.objects.exists()


def test_who_has_accepted_and_deletes_the_account_does_not_come(here):
    handover = new_board(here)
    accept(here.hodan)
    rights.leave_all(here.hodan)
    assert not handovers.outcome(handover)
    handovers.approve(handover=handover, by=here.petra, note="Ny styrelse väljs i höst")
    assert not Membership.objects.filter(user=here.hodan).exists()


def test_of_a_draft_the_municipality_sees_nothing_anywhere(here):
    found = draft(here)
    assert "handover" in {item.kind for item in selectors.to_do(here.open_door, here.samira)}
    assert "handover" not in {item.kind for item in selectors.to_do(here.open_door, here.petra)}
    assert not Invitation.objects.visible_to(here.petra).filter(handover=found).exists()
    assert Invitation.objects.visible_to(here.samira).filter(handover=found).exists()


@pytest.mark.parametrize("way", ["comes", "stays"])
def test_nobody_decides_on_a_handover_that_they_get_a_right_by(here, way):
    if way == "comes":
        handover = new_board(here, newcomers=[Newcomer("Petra", here.petra.email, Role.ADMIN)])
    else:
        handover = sent(
            here, stays=[here.samira_right, right(here.petra, here.open_door, "actor_editor")]
        )
    with pytest.raises(PermissionDenied):
        handovers.approve(handover=handover, by=here.petra)
    handovers.approve(handover=handover, by=here.sanna)
