"""Somebody proposes an actor that is not in the register."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from civsam_pages.notifications.models import Mail
from civsam_pages.register.memberships import selectors
from civsam_pages.register.memberships.admin_queue import loaded, requests
from civsam_pages.register.memberships.models import ActorProposal, Membership
from civsam_pages.register.memberships.rules import RequestState, Role
from civsam_pages.register.memberships.services import proposals
from civsam_pages.register.models import ActorPage
from civsam_pages.register.policies import acts_for
from tests.factories import XSS, actor, pdf

pytestmark = pytest.mark.django_db


def propose(here, who=None, **fields):
    given = {
        "name": f"Nätverket Grannar {XSS}",
        "kind": "network",
        "org_number": "",
        "summary": f"Vi träffas på gården. {XSS}",
        "contact_email": "Grannar@posten.example",
        "function": "samordnare",
        "message": "",
        "key": uuid.uuid4(),
    }
    return proposals.propose(proposer=who or here.carin, **{**given, **fields})


def approved(here, **fields):
    proposal = propose(here, **fields)
    return proposals.approve(proposal=proposal, by=here.petra, register_page=here.register)


def test_a_network_without_a_number_gets_a_page_and_an_administrator(here, client):
    page = approved(here).actor
    assert (page.live, page.kind, page.org_number) == (True, "network", "")
    assert page.contact_email == "grannar@posten.example"
    assert page.live_revision is not None
    assert acts_for(here.carin, page, Role.ADMIN)
    right = Membership.objects.get(user=here.carin)
    assert (right.via, right.approved_by) == ("proposal", here.petra)
    text = client.get(page.url).content.decode()
    assert "Nätverket Grannar" in text
    assert XSS not in text


def test_the_proposer_gets_no_right_in_the_admin(here):
    page = approved(here).actor
    assert page.owner == here.petra
    assert not page.permissions_for_user(here.carin).can_edit()


def test_pages_of_the_same_name_have_addresses_of_their_own(here):
    first, second = (approved(here).actor for _ in range(2))
    assert first.slug != second.slug


def test_a_name_without_letters_that_an_address_can_hold_still_gets_one(here):
    assert approved(here, name="团结").actor.slug == "aktor"


def test_the_proposer_and_the_municipality_are_told(here):
    proposal = propose(here)
    told = Mail.objects.filter(event=f"proposal-{proposal.pk}-sent")
    assert set(told.values_list("address", flat=True)) == {here.carin.email, here.petra.email}


def test_minutes_that_came_along_follow_to_the_actor(here):
    proposal = approved(here, file=pdf())
    assert proposal.evidence.actor == proposal.actor


def test_an_actor_with_the_same_number_is_claimed_instead(here):
    with pytest.raises(ValidationError) as refusal:
        propose(here, kind="association", org_number="802999-0101")
    assert refusal.value.error_dict["org_number"][0].code == "exists"
    assert not ActorProposal.objects.exists()


def test_also_if_it_came_while_the_proposal_waited(here):
    proposal = propose(here, kind="association", org_number="802002-8711")
    actor(here.register, "En annan", org_number="8020028711")
    with pytest.raises(ValidationError):
        proposals.approve(proposal=proposal, by=here.petra, register_page=here.register)
    assert ActorPage.objects.filter(org_number="8020028711").count() == 1
    assert not acts_for(here.carin, here.open_door)


def test_a_personal_number_is_refused_kindly_and_forgotten(here):
    for field in ("org_number", "name", "summary", "message"):
        with pytest.raises(ValidationError) as refusal:
            propose(here, **{field: "19800101-1231"})
        assert field in refusal.value.message_dict
        assert "1231" not in str(refusal.value)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("summary", ""),
        ("summary", "x" * 301),
        ("kind", "municipal_unit"),
        ("kind", "nonsense"),
        ("contact_email", "grannar"),
        ("org_number", "12345"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(here, field, value):
    with pytest.raises(ValidationError) as refusal:
        propose(here, **{field: value})
    assert field in refusal.value.message_dict


def test_the_same_form_twice_is_one_proposal(here):
    key = uuid.uuid4()
    assert propose(here, key=key) == propose(here, key=key)


def test_nobody_has_many_proposals_waiting(here):
    for number in range(5):
        propose(here, name=f"Nätverk {number}")
    with pytest.raises(PermissionDenied):
        propose(here)


def test_a_no_says_why(here):
    proposal = propose(here)
    with pytest.raises(ValidationError):
        proposals.refuse(proposal=proposal, by=here.petra, reason="")
    proposals.refuse(proposal=proposal, by=here.petra, reason="Ni finns i Granby.")
    assert "Ni finns i Granby." in Mail.objects.get(event=f"proposal-{proposal.pk}-refused").text


def test_a_proposal_is_decided_once(here):
    proposal = approved(here)
    with pytest.raises(PermissionDenied):
        proposals.approve(proposal=proposal, by=here.sanna, register_page=here.register)
    with pytest.raises(PermissionDenied):
        proposals.withdraw(proposal=proposal, by=here.carin)
    assert ActorPage.objects.filter(title__startswith="Nätverket").count() == 1


def test_a_proposal_can_be_taken_back(here):
    proposal = proposals.withdraw(proposal=propose(here), by=here.carin)
    assert proposal.state == RequestState.WITHDRAWN


def test_similar_actors_are_shown_the_most_like_first(here):
    twin = actor(here.register, "Öppna Dörrens Förening")
    actor(here.register, "Båtklubben Ankaret")
    found = selectors.similar_actors("Föreningen Öppna dörren i Norrstrand")
    assert twin in found
    assert {page.title for page in found} <= {here.open_door.title, twin.title}
    assert selectors.similar_actors("Helt annat", "8029990101") == [here.open_door]


def test_the_queue_shows_what_waits_with_what_is_like_it(here):
    proposal = propose(here, name="Öppna dörren", file=pdf())
    (item,) = loaded(here.petra, requests(here.petra))
    assert (item.kind, item.title, item.asker, item.asked_at) == (
        "proposal",
        "Öppna dörren",
        here.carin,
        proposal.created_at,
    )
    assert item.has_evidence
    assert proposal.evidence.name == "protokoll.pdf"
    assert item.similar == 1
    assert here.open_door in selectors.similar_actors(item.title)
