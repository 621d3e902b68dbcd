"""What the associations of the demo have written: in every state, and nobody twice."""

from datetime import date

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction

from civsam_pages.notifications.models import Mail
from civsam_pages.posting.models import Draft, ReviewTaskState
from civsam_pages.posting.overview import overview
from civsam_pages.register.models import ActorPage
from civsam_platform.demo import loader, people, posts, users

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded_today(django_db_setup, django_db_blocker):
    """The demo as it is today: those who write have to have their rights now."""
    assert settings.STORAGES["default"]["BACKEND"].endswith("InMemoryStorage")
    with django_db_blocker.unblock(), transaction.atomic():
        yield loader.load(date.today())
        transaction.set_rollback(True)


def test_samira_sees_a_thing_in_every_state(loaded_today):
    samira = get_user_model().objects.get(email=people.NAMED)
    found = overview(ActorPage.objects.get(slug="oppna-dorren"), samira)
    assert [thing.title for thing in found.returned] == ["Utflykter för familjer utan bil"]
    assert found.has_waiting
    assert any(thing.draft and thing.page is None for thing in found.things)
    published = [thing.title for thing in found.things if thing.page and thing.page.live]
    assert "Sykvällar på torsdagar" in published


def test_nobody_has_got_mail_about_it(loaded_today):
    assert not Mail.objects.exists()


def test_a_second_time_adds_nothing(loaded_today):
    reviewer = get_user_model().objects.get(email=users.REVIEWER)
    before = Draft.objects.count(), ReviewTaskState.objects.count()
    assert posts.add_posts(date.today(), reviewer) == 0
    assert (Draft.objects.count(), ReviewTaskState.objects.count()) == before
