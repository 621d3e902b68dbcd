"""What the associations of the demo have written: in every state, and nobody twice."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction

from civsam_pages.answers.models import Answer, Message
from civsam_pages.needs.models import NeedPage
from civsam_pages.notifications.models import Mail
from civsam_pages.posting import overview as overview_of
from civsam_pages.posting.admin_queue import is_late, kind_of, waiting_for
from civsam_pages.posting.models import (
    ChangeRequest,
    DirectPublication,
    Draft,
    ReviewTaskState,
    TrustedActor,
)
from civsam_pages.posting.overview import overview
from civsam_pages.register.models import ActorPage
from civsam_platform.demo import loader, people, users

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded_today(django_db_setup, django_db_blocker):
    """The demo as it is today: those who write have to have their rights now."""

    assert settings.STORAGES["default"]["BACKEND"].endswith("InMemoryStorage")
    with django_db_blocker.unblock(), transaction.atomic():
        yield loader.load(date.today())
        transaction.set_rollback(True)


def queue():
    reviewer = get_user_model().objects.get(email=users.REVIEWER)
    return list(waiting_for(reviewer))


@pytest.mark.parametrize(("address", "name"), people.ASSOCIATIONS.items())
def test_an_association_has_a_thing_in_every_state(loaded_today, address, name):
    person, actor = get_user_model().objects.get(email=address), ActorPage.objects.get(title=name)
    found = overview(actor, person)
    assert found.returned
    assert found.has_waiting
    assert any(thing.draft and thing.page is None for thing in found.things)
    published = [thing.page for thing in found.things if thing.page and thing.page.live]
    assert {"open", "closed"} <= {getattr(page, "state", "") for page in published}
    answers = Answer.objects.filter(owner=actor)
    assert {"new", "answered", "agreed", "declined"} == {answer.state for answer in answers}


def test_one_thing_has_been_taken_down(loaded_today):
    page = NeedPage.objects.get(title="En projektor till filmkvällen")
    assert page.first_published_at
    assert not page.live


def test_a_closed_need_tells_what_came_of_it_on_the_day_it_was_closed(loaded_today):
    page = NeedPage.objects.get(title="Barnvagnar till utflykterna")
    assert "granne" in page.outcome
    assert page.closed_on == date.today() - timedelta(days=20)


def test_eight_things_of_different_kinds_wait_for_the_reviewer(loaded_today):
    rows = queue()
    assert len(rows) == 8
    assert {kind_of(row) for row in rows} == {"Behov", "Initiativ", "Uppgifter om föreningen"}
    assert len({row.started_at.date() for row in rows}) > 3


def test_one_of_them_is_late_and_one_is_the_reviewers_own(loaded_today):
    rows = queue()
    assert [is_late(row) for row in rows] == [True, *[False] * 7]
    assert [row.assigned_to.email for row in rows if row.assigned_to] == [users.REVIEWER]


def test_a_trusted_association_is_read_afterwards_and_a_new_name_is_wished(loaded_today):
    publication = DirectPublication.objects.unread().get()
    assert publication.page.live
    assert publication.actor.title == "Seniordata i Älvsunda"
    wish = ChangeRequest.objects.waiting().get()
    assert wish.new_value == "Hammarbyns byalag och bygdeförening"


def test_trust_that_staff_have_ended_stays_ended(loaded_today):
    TrustedActor.objects.all().delete()
    people.add_people(date.today())
    assert not TrustedActor.objects.exists()


def test_all_that_they_have_written_is_whole(loaded_today):
    pages = [draft.page.specific for draft in Draft.objects.exclude(page=None)]
    assert len(pages) > 15
    for page in pages:
        page.full_clean()


def test_samira_reads_how_often_her_pages_have_been_seen(loaded_today):
    need = NeedPage.objects.get(slug="storre-kok-att-lana-pa-lordagar")
    assert overview_of.seen_words([need.pk])[need.pk].startswith("Sedd ")


def test_nobody_has_got_mail_about_it(loaded_today):
    assert not Mail.objects.exists()


def test_a_second_time_adds_nothing(loaded_today):
    models = (Draft, ReviewTaskState, ChangeRequest, Answer, Message, DirectPublication)
    before = [model.objects.count() for model in models]
    assert not loader.load(date.today()).changed
    assert [model.objects.count() for model in models] == before


def test_the_welcome_names_the_associations(loaded_today):
    welcome = users.welcome("http://localhost:8000")
    assert all(address in welcome for address in people.ASSOCIATIONS)
