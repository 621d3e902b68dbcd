"""The people of the demo: who acts for whom, what waits, and nobody twice."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core import mail

from civsam_pages.notifications.models import Mail
from civsam_pages.register.memberships.admin_queue import loaded, requests
from civsam_pages.register.memberships.models import Evidence, Membership
from civsam_pages.register.models import ActorPage
from civsam_platform.demo import loader, people, users

from .conftest import LOADED_ON


def test_samira_acts_for_two_and_an_invitation_a_claim_and_a_proposal_wait(alvsunda):
    samira = get_user_model().objects.get(email=people.NAMED)
    assert len(Membership.objects.running(LOADED_ON).filter(user=samira)) == 2
    reviewer = get_user_model().objects.get(email=users.REVIEWER)
    waiting = loaded(reviewer, requests(reviewer))
    assert {item.kind for item in waiting} == {"claim", "proposal"}
    open_door = ActorPage.objects.get(slug="oppna-dorren")
    assert open_door.invitations.get().invited_by == samira


def test_what_shows_a_right_is_a_pdf(alvsunda):
    with Evidence.objects.get().file.open("rb") as file:
        assert file.read().startswith(b"%PDF-")


def test_nobody_has_got_mail_about_the_demo(alvsunda):
    assert mail.outbox == []
    assert not Mail.objects.exists()


def test_a_right_that_somebody_has_ended_does_not_come_back(alvsunda):
    right = Membership.objects.get(user__email="nadja@posten.example")
    right.delete()
    assert people.add_people(LOADED_ON) == 1
    again = Membership.objects.get(user__email="nadja@posten.example")
    Membership.objects.filter(pk=again.pk).update(valid_until=LOADED_ON - timedelta(days=1))
    assert not loader.load(LOADED_ON + timedelta(days=30)).changed


def test_an_association_that_is_not_there_has_no_people(alvsunda):
    ActorPage.objects.filter(slug="norrstrands-foraldranatverk").update(slug="nagot-annat")
    rights = Membership.objects.count()
    assert people.add_people(LOADED_ON) == 0
    assert Membership.objects.count() == rights


def test_the_welcome_names_whom_to_log_in_as(alvsunda):
    assert people.NAMED in users.welcome("http://localhost:8000")
    assert users.REVIEWER in users.welcome("http://localhost:8000")
