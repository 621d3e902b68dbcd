"""Somebody asks to act for an association that is in the register."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from civsam_pages.notifications.models import Mail
from civsam_pages.register.memberships import jobs
from civsam_pages.register.memberships.models import Claim, Evidence, Membership
from civsam_pages.register.memberships.rules import RequestState, Role, longest_until
from civsam_pages.register.memberships.services import claims, rights
from civsam_pages.register.policies import acts_for
from civsam_search.api import today
from tests.factories import ESCAPED, XSS, pdf

pytestmark = pytest.mark.django_db
ADDRESS = "hej@oppnadorren.example"


def ask_by_address(here, who=None, **fields):
    given = {"role": Role.ADMIN, "function": "ordförande", "message": f"Vald {XSS}"}
    return claims.claim_by_address(
        actor=here.open_door,
        claimant=who or here.marianne,
        **{**given, "key": uuid.uuid4(), **fields},
    )


def ask_with_evidence(here, who=None, **fields):
    given = {"role": Role.ADMIN, "function": "vice ordförande", "message": "Vald i mars"}
    return claims.claim_with_evidence(
        actor=here.open_door,
        claimant=who or here.marianne,
        **{**given, "file": pdf(), "key": uuid.uuid4(), **fields},
    )


def token_in_mail_to(address):
    """The token of the newest link to an answer page that was mailed to an address."""
    text = Mail.objects.filter(address=address, text__contains="/svar/").first().text
    return re.search(r"/svar/([^/\s]+)/", text)[1]


@pytest.fixture
def nobody_leads(here):
    """Öppna dörren after its only administrator has gone."""
    rights.end(membership=here.samira_right, by=here.petra)
    return here


# --- by the association's own address -----------------------------------------------------------


def test_yes_from_the_address_makes_an_administrator(nobody_leads):
    here = nobody_leads
    claim = ask_by_address(here)
    claims.answer_from_address(claim_token=token_in_mail_to(ADDRESS), agrees=True)
    claim.refresh_from_db()
    assert claim.state == RequestState.APPROVED
    assert acts_for(here.marianne, here.open_door, Role.ADMIN)
    right = Membership.objects.get(user=here.marianne)
    assert (right.via, right.valid_until) == ("address", longest_until(today()))
    assert Mail.objects.filter(address=here.marianne.email, kind="decision").count() == 1


def test_the_mail_names_who_asks_and_nothing_in_it_is_code(nobody_leads):
    ask_by_address(nobody_leads)
    mail = Mail.objects.get(address=ADDRESS, text__contains="/svar/")
    assert "Marianne Holm (marianne@posten.example)" in mail.subject
    assert XSS not in mail.html
    assert ESCAPED in mail.html


def test_no_from_the_address_gives_nothing(nobody_leads):
    here = nobody_leads
    claim = ask_by_address(here)
    claims.answer_from_address(claim_token=token_in_mail_to(ADDRESS), agrees=False)
    claim.refresh_from_db()
    assert claim.state == RequestState.REFUSED
    assert not acts_for(here.marianne, here.open_door)


def test_the_database_does_not_know_the_token(nobody_leads):
    claim = ask_by_address(nobody_leads)
    token = token_in_mail_to(ADDRESS)
    claim.refresh_from_db()
    assert token not in claim.token_hash
    assert claims.find_by_token(token) == claim
    assert claims.find_by_token(claim.token_hash) is None
    assert claims.find_by_token("") is None


def test_a_link_answers_once(nobody_leads):
    ask_by_address(nobody_leads)
    token = token_in_mail_to(ADDRESS)
    claims.answer_from_address(claim_token=token, agrees=False)
    with pytest.raises(PermissionDenied):
        claims.answer_from_address(claim_token=token, agrees=True)
    assert not acts_for(nobody_leads.marianne, nobody_leads.open_door)


def test_a_link_is_good_for_seven_days(nobody_leads):
    ask_by_address(nobody_leads)
    token = token_in_mail_to(ADDRESS)
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        assert claims.find_by_token(token) is None
        with pytest.raises(PermissionDenied):
            claims.answer_from_address(claim_token=token, agrees=True)


def test_a_link_to_an_address_that_the_register_no_longer_has_is_dead(nobody_leads):
    here = nobody_leads
    ask_by_address(here)
    token = token_in_mail_to(ADDRESS)
    here.open_door.contact_email = "ny@oppnadorren.example"
    here.open_door.save(update_fields=["contact_email"])
    assert claims.find_by_token(token) is None


def test_a_yes_after_somebody_else_became_administrator_gives_nothing(nobody_leads):
    here = nobody_leads
    ask_by_address(here)
    token = token_in_mail_to(ADDRESS)
    rights.give(actor=here.open_door, user=here.hodan, role=Role.ADMIN, by=here.petra)
    with pytest.raises(PermissionDenied):
        claims.answer_from_address(claim_token=token, agrees=True)
    assert not acts_for(here.marianne, here.open_door)


def test_the_address_is_not_asked_where_there_is_an_administrator(here):
    with pytest.raises(PermissionDenied, match="has an administrator"):
        ask_by_address(here)


def test_an_actor_without_an_address_cannot_be_asked(here):
    with pytest.raises(PermissionDenied, match="no e-mail address"):
        claims.claim_by_address(
            actor=here.study,
            claimant=here.marianne,
            role=Role.ADMIN,
            function="",
            message="",
            key=uuid.uuid4(),
        )


def test_the_same_form_twice_is_one_claim_and_one_mail(nobody_leads):
    key = uuid.uuid4()
    first, second = (ask_by_address(nobody_leads, key=key) for _ in range(2))
    assert first == second
    assert Mail.objects.filter(address=ADDRESS, text__contains="/svar/").count() == 1


def test_another_form_while_one_is_open_is_refused(nobody_leads):
    ask_by_address(nobody_leads)
    with pytest.raises(PermissionDenied, match="asked already"):
        ask_by_address(nobody_leads)


def test_nobody_asks_many_associations_in_a_day(nobody_leads):
    here = nobody_leads
    for _number in range(5):
        claim = ask_by_address(here)
        claims.withdraw(claim=claim, by=here.marianne)
    with pytest.raises(PermissionDenied, match="many associations"):
        ask_by_address(here)


def test_a_personal_number_in_a_message_is_refused_and_not_repeated(nobody_leads):
    with pytest.raises(ValidationError) as refusal:
        ask_by_address(nobody_leads, message="Mitt nummer är 19800101-1231.")
    assert "message" in refusal.value.message_dict
    assert "1231" not in str(refusal.value)
    assert not Claim.objects.exists()


def test_a_phone_number_in_a_message_is_fine(nobody_leads):
    assert ask_by_address(nobody_leads, message="Ring 070-174 06 12.")


def test_an_unanswered_claim_is_closed_and_told_once(nobody_leads):
    claim = ask_by_address(nobody_leads)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        for _ in range(2):
            jobs.expire_claims()
    claim.refresh_from_db()
    assert claim.state == RequestState.EXPIRED
    expired = Mail.objects.filter(event=f"claim-{claim.pk}-expired")
    assert [mail.address for mail in expired] == [nobody_leads.marianne.email]


def test_who_asked_too_long_ago_may_ask_again(nobody_leads):
    ask_by_address(nobody_leads)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert ask_by_address(nobody_leads).state == RequestState.WAITING_ADDRESS


# --- an administrator's own right, kept by the address ------------------------------------------


def test_the_only_administrator_keeps_the_right_by_the_address(here):
    Membership.objects.filter(pk=here.samira_right.pk).update(
        valid_until=today() + timedelta(days=20)
    )
    here.samira_right.refresh_from_db()
    claims.renew_by_address(membership=here.samira_right, by=here.samira, key=uuid.uuid4())
    claims.answer_from_address(claim_token=token_in_mail_to(ADDRESS), agrees=True)
    here.samira_right.refresh_from_db()
    assert here.samira_right.valid_until == longest_until(today())
    assert Membership.objects.filter(user=here.samira).count() == 1


def test_nobody_renews_the_right_of_another_by_the_address(here):
    with pytest.raises(PermissionDenied):
        claims.renew_by_address(membership=here.samira_right, by=here.goran, key=uuid.uuid4())


def test_one_of_two_administrators_asks_the_other_instead(here):
    rights.give(actor=here.open_door, user=here.hodan, role=Role.ADMIN, by=here.petra)
    with pytest.raises(PermissionDenied, match="other administrator"):
        claims.renew_by_address(membership=here.samira_right, by=here.samira, key=uuid.uuid4())


# --- with evidence, decided by the municipality -------------------------------------------------


def test_a_claim_with_minutes_is_approved_by_the_municipality(here):
    claim = ask_with_evidence(here)
    claims.approve(claim=claim, by=here.petra, role=Role.ADMIN, note="Protokoll 15 mars")
    right = Membership.objects.get(user=here.marianne)
    assert (right.approved_by, right.evidence_note) == (here.petra, "Protokoll 15 mars")
    assert (right.evidence, right.claim) == (claim.evidence, claim)
    assert acts_for(here.marianne, here.open_door, Role.ADMIN)


def test_the_administrators_and_the_municipality_are_told(here):
    claim = ask_with_evidence(here)
    told = set(
        Mail.objects.filter(event=f"claim-{claim.pk}-sent").values_list("address", flat=True)
    )
    assert told == {here.samira.email, here.marianne.email, here.petra.email}


def test_an_administrator_supports_and_the_municipality_still_decides(here):
    claim = claims.support(claim=ask_with_evidence(here), by=here.samira)
    assert (claim.supported_by, claim.state) == (here.samira, RequestState.WAITING_STAFF)
    assert not acts_for(here.marianne, here.open_door)


def test_an_administrators_no_ends_it_with_a_reason(here):
    claim = claims.object(claim=ask_with_evidence(here), by=here.samira, reason=f"Nej {XSS}")
    assert claim.state == RequestState.REFUSED
    mail = Mail.objects.get(event=f"claim-{claim.pk}-refused")
    assert mail.address == here.marianne.email
    assert ESCAPED in mail.html
    with pytest.raises(PermissionDenied):
        claims.approve(claim=claim, by=here.petra, role=Role.ADMIN)


@pytest.mark.parametrize("end", [claims.object, claims.refuse])
def test_a_no_says_why(here, end):
    claim = ask_with_evidence(here)
    with pytest.raises(ValidationError, match="Write why"):
        end(claim=claim, by=here.samira if end is claims.object else here.petra, reason="  ")


def test_the_municipality_may_give_less_than_was_asked_for(here):
    claims.approve(claim=ask_with_evidence(here), by=here.petra, role=Role.EDITOR)
    assert acts_for(here.marianne, here.open_door)
    assert not acts_for(here.marianne, here.open_door, Role.ADMIN)


def test_nobody_decides_on_their_own_request(here):
    claim = ask_with_evidence(here, who=here.petra)
    for by in (here.petra,):
        with pytest.raises(PermissionDenied, match="Somebody else"):
            claims.approve(claim=claim, by=by, role=Role.ADMIN)


def test_a_right_lasts_until_the_longest_day_at_most(here):
    claim = ask_with_evidence(here)
    too_late = longest_until(today()) + timedelta(days=1)
    with pytest.raises(ValidationError) as refusal:
        claims.approve(claim=claim, by=here.petra, role=Role.ADMIN, valid_until=too_late)
    assert "valid_until" in refusal.value.message_dict


def test_a_claim_is_decided_once(here):
    claim = ask_with_evidence(here)
    claims.approve(claim=claim, by=here.petra, role=Role.ADMIN)
    with pytest.raises(PermissionDenied, match="decided already"):
        claims.refuse(claim=claim, by=here.petra, reason="Fel")
    with pytest.raises(PermissionDenied, match="decided already"):
        claims.approve(claim=claim, by=here.sanna, role=Role.ADMIN)
    assert Membership.objects.filter(user=here.marianne).count() == 1


def test_a_withdrawn_claim_is_over(here):
    claim = claims.withdraw(claim=ask_with_evidence(here), by=here.marianne)
    assert claim.state == RequestState.WITHDRAWN
    with pytest.raises(PermissionDenied):
        claims.approve(claim=claim, by=here.petra, role=Role.ADMIN)


def test_a_claim_without_a_file_is_asked_for_one(here):
    with pytest.raises(ValidationError) as refusal:
        ask_with_evidence(here, file=None)
    assert "file" in refusal.value.message_dict


def test_a_claim_that_cannot_be_written_leaves_no_file(here, monkeypatch):
    kept = Evidence._meta.get_field("file").storage
    before = set(kept.listdir("evidence")[1]) if kept.exists("evidence") else set()
    monkeypatch.setattr(claims, "log", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ask_with_evidence(here)
    after = set(kept.listdir("evidence")[1]) if kept.exists("evidence") else set()
    assert after == before
    assert not Evidence.objects.exists()


def test_an_editor_may_ask_to_become_administrator_and_keeps_a_history(here):
    claims.approve(claim=ask_with_evidence(here, who=here.nadja), by=here.petra, role=Role.ADMIN)
    roles = list(
        Membership.objects.filter(user=here.nadja).order_by("pk").values_list("role", "ended_at")
    )
    assert [role for role, _ in roles] == ["actor_editor", "actor_admin"]
    assert roles[0][1] is not None
    assert roles[1][1] is None


def test_no_more_than_ten_files_are_sent_in_a_day(here):
    for _number in range(10):
        claims.withdraw(claim=ask_with_evidence(here), by=here.marianne)
    with pytest.raises(PermissionDenied, match="many associations"):
        ask_with_evidence(here)
