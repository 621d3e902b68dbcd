"""Mitt konto: out for good, and what others need stays without the name."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core import mail as mailbox
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, PageLogEntry

from civsam_pages.arena import personal_data
from civsam_pages.arena.personal_data import Eraser
from civsam_pages.notifications.delivery import deliver
from civsam_pages.notifications.letters import RECEIPT, Letter
from civsam_pages.notifications.models import Bounce, Choice, Mail, Preferences
from civsam_pages.notifications.services import notify
from civsam_pages.register.memberships.models import Claim, Evidence, Invitation, Membership
from civsam_pages.register.policies import acts_for
from civsam_platform.accounts.me import services
from civsam_platform.accounts.testing import log_in
from tests.factories import ESCAPED, XSS, publish, right
from tests.integration.accounts.me_town import CANARY, my_town, requests_of

pytestmark = pytest.mark.django_db

DELETE = "/mitt-konto/ta-bort/"
GONE = "Borttaget konto"


@pytest.fixture
def town(db):
    return my_town()


@pytest.fixture(autouse=True)
def _swedish_words(monkeypatch):
    """What stands where a name stood, whether the catalogue has it yet or not."""
    monkeypatch.setattr("civsam_platform.accounts.me.erasing.deleted_account", lambda: GONE)


def text(response) -> str:
    return response.content.decode()


def confirm(client):
    return client.post(DELETE, {"sure": "on"})


def test_what_goes_and_what_stays_is_said_before(town, client):
    log_in(client, town.nadja, mfa=False)
    page = text(client.get(DELETE))
    for eraser in personal_data.erasers():
        for words in (*eraser.removes, *(kept.why for kept in eraser.keeps)):
            assert str(words) in page


def test_without_the_box_nothing_happens(town, client):
    log_in(client, town.nadja, mfa=False)
    page = text(client.post(DELETE, {}))
    assert "ds-error-summary" in page
    town.nadja.refresh_from_db()
    assert town.nadja.is_active


def test_the_only_administrator_is_warned_and_shown_the_way_to_hand_over(town, client):
    log_in(client, town.samira, mfa=False)
    page = text(client.get(DELETE))
    assert reverse("civsam_people:handover", args=[town.open_door.pk]) in page
    assert ESCAPED in page
    assert XSS not in page


def test_one_of_two_administrators_is_not_warned(town, client):
    right(town.hodan, town.open_door, "actor_admin")
    log_in(client, town.samira, mfa=False)
    page = text(client.get(DELETE))
    assert reverse("civsam_people:handover", args=[town.open_door.pk]) not in page


def test_an_association_left_alone_is_told(town, client):
    log_in(client, town.samira, mfa=False)
    confirm(client)
    assert Mail.objects.filter(address=town.open_door.contact_email).exists()
    assert PageLogEntry.objects.filter(action="civsam.actor.without_admin").exists()


def test_nothing_of_the_person_is_left_in_the_account(town, client):
    before = town.nadja.pk
    EmailAddress.objects.get_or_create(
        user=town.nadja, email=town.nadja.email, defaults={"verified": True, "primary": True}
    )
    Authenticator.objects.create(user=town.nadja, type="totp", data={})
    log_in(client, town.nadja)
    assert confirm(client).status_code == 200
    account = get_user_model().objects.get(pk=before)
    assert account.get_full_name() == GONE
    assert account.email == f"deleted-{before}@account.invalid"
    assert not account.is_active
    assert not account.has_usable_password()
    assert not EmailAddress.objects.filter(user=before).exists()
    assert not Authenticator.objects.filter(user=before).exists()


def test_rights_end_at_once_and_stay_told_without_the_name(town, client):
    log_in(client, town.nadja, mfa=False)
    confirm(client)
    ended = Membership.objects.get(pk=town.nadja_right.pk)
    assert ended.ended_at is not None
    assert not acts_for(ended.user, town.open_door)


def test_every_session_is_over(town, client):
    other = type(client)()
    log_in(other, town.nadja, mfa=False)
    log_in(client, town.nadja, mfa=False)
    confirm(client)
    for browser in (client, other):
        assert browser.get("/mitt-konto/").status_code == 302


def test_a_receipt_goes_to_the_address_in_the_language_of_the_person(town, client):
    Preferences.objects.create(user=town.nadja, language="en")
    log_in(client, town.nadja, mfa=False)
    confirm(client)
    deliver()
    (receipt,) = [sent for sent in mailbox.outbox if sent.to == ["nadja@posten.example"]]
    assert receipt.subject == "Your account is deleted"


def test_mails_choices_and_bounces_go(town, client):
    letter = Letter("Hej", "Hej")
    notify(kind=RECEIPT, event="hello", to=town.nadja, letter=lambda: letter)
    notify(kind=RECEIPT, event="others", to=town.goran, letter=lambda: letter)
    Choice.objects.create(user=town.nadja, kind="digest", pace="weekly")
    Bounce.objects.create(address=town.nadja.email)
    log_in(client, town.nadja, mfa=False)
    confirm(client)
    assert not Mail.objects.filter(event="hello").exists()
    assert Mail.objects.filter(event="others").exists()
    assert not Choice.objects.exists()
    assert not Bounce.objects.exists()


def test_what_waits_is_taken_back_and_what_is_decided_stays(town, client):
    mine = requests_of(town, town.nadja, "Nadjas")
    log_in(client, town.nadja, mfa=False)
    confirm(client)
    states = dict(Claim.objects.filter(claimant=town.nadja).values_list("pk", "state"))
    assert states == {mine.claim.pk: "withdrawn", mine.decided.pk: "refused"}
    kept = Evidence.objects.get(pk=mine.evidence.pk)
    assert kept.file.read() == b"%PDF Nadjas"
    assert kept.uploaded_by.get_full_name() == GONE


def test_an_open_invitation_is_gone_with_its_address(town, client):
    log_in(client, town.liban, mfa=False)
    confirm(client)
    invitation = Invitation.objects.get(pk=town.invitation.pk)
    assert invitation.state == Invitation.State.REVOKED
    assert "liban" not in f"{invitation.address} {invitation.name}".lower()


def test_the_log_stays_without_name_and_address(town, client):
    log(town.nadja_right, "wagtail.edit", user=town.samira, data={"who": "Nadja Berg"})
    log(town.nadja, "wagtail.edit", user=town.nadja, data={"to": "Nadja@Posten.example"})
    log(town.goran_right, "wagtail.edit", user=town.samira, data={"who": "Nadja Bergman"})
    log_in(client, town.nadja, mfa=False)
    confirm(client)
    for entry in ModelLogEntry.objects.filter(action="wagtail.edit"):
        words = f"{entry.label} {entry.data}".lower()
        assert "nadja@posten" not in words
        assert "nadja berg'" not in words
    assert ModelLogEntry.objects.filter(data__who="Nadja Bergman").exists()
    assert ModelLogEntry.objects.filter(action="civsam.account.delete").count() == 1


def test_nothing_of_others_is_touched(town, client):
    theirs = requests_of(town, town.goran, CANARY)
    log_in(client, town.nadja, mfa=False)
    confirm(client)
    for row in (theirs.claim, theirs.proposal, theirs.handover, town.goran_right):
        before = {field.attname: getattr(row, field.attname) for field in row._meta.fields}
        now = type(row).objects.get(pk=row.pk)
        assert {name: str(getattr(now, name)) for name in before} == {
            name: str(value) for name, value in before.items()
        }


def test_a_page_stays_without_its_maker(town, client):
    town.homework.owner = town.nadja
    publish(town.homework)
    log_in(client, town.nadja, mfa=False)
    confirm(client)
    town.homework.refresh_from_db()
    assert town.homework.owner.get_full_name() == GONE
    assert client.get(town.homework.url).status_code == 200


def test_the_address_is_free_for_a_new_account(town, client):
    log_in(client, town.nadja, mfa=False)
    confirm(client)
    new = get_user_model().objects.create_user("nadja@posten.example")
    assert not Membership.objects.filter(user=new).exists()


@pytest.mark.parametrize("name", ["petra", "anna", "sanna"])
@pytest.mark.parametrize("mfa", [True, False])
def test_staff_ask_an_administrator(town, client, settings, name, mfa):
    settings.STAFF_MFA_REQUIRED = True
    user = getattr(town, name)
    log_in(client, user, mfa=mfa)
    client.get(DELETE)
    confirm(client)
    user.refresh_from_db()
    assert user.is_active


def test_a_fault_in_one_room_leaves_everything_as_it_was(town, client, monkeypatch):
    def fail(user):
        raise RuntimeError("broken")

    broken = Eraser(fail, turn=personal_data.LAST)
    monkeypatch.setitem(personal_data._ERASERS, "broken", broken)
    with pytest.raises(RuntimeError):
        services.delete_account(user=town.nadja, by=town.nadja)
    town.nadja.refresh_from_db()
    town.nadja_right.refresh_from_db()
    assert town.nadja.email == "nadja@posten.example"
    assert town.nadja_right.ended_at is None
    assert not Mail.objects.filter(address="nadja@posten.example").exists()


def test_twice_is_once(town):
    for _ in range(2):
        services.delete_account(user=town.nadja, by=town.nadja)
    assert Mail.objects.filter(address="nadja@posten.example").count() == 1


@pytest.mark.parametrize("name", ["samira", "bosse", "carin", "petra"])
def test_nobody_deletes_somebody_else(town, name):
    with pytest.raises(PermissionDenied):
        services.delete_account(user=town.nadja, by=getattr(town, name))
    town.nadja.refresh_from_db()
    assert town.nadja.is_active
