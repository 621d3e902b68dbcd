"""Mitt konto: which mails, how often, in which language."""

import pytest
from django.urls import reverse

from civsam_pages.notifications import letters
from civsam_pages.notifications.letters import Kind
from civsam_pages.notifications.models import Choice
from civsam_pages.notifications.services import language_of, pace_of
from tests.integration.accounts.me_town import my_town

pytestmark = pytest.mark.django_db

NEWS = Kind("news-of-tests", "Nyheter")


@pytest.fixture
def town(db, monkeypatch):
    monkeypatch.setitem(letters.KINDS, NEWS.code, NEWS)
    return my_town()


def choices(**chosen) -> dict:
    """All kinds at once, but for what is chosen."""
    kinds = [kind for kind in letters.KINDS.values() if not kind.always]
    return {**{kind.code: "now" for kind in kinds}, "language": "sv", **chosen}


def test_a_person_chooses_how_often(town, client):
    client.force_login(town.samira)
    client.post(reverse("civsam_me:mail"), choices(**{NEWS.code: "weekly"}))
    assert pace_of(town.samira, NEWS) == "weekly"
    page = client.get(reverse("civsam_me:mail")).content.decode()
    assert 'value="weekly"' in page
    assert not Choice.objects.exclude(user=town.samira).exists()


def test_receipts_and_security_cannot_be_chosen_away(town, client):
    client.force_login(town.samira)
    client.post(reverse("civsam_me:mail"), choices(security="none", receipt="none"))
    assert pace_of(town.samira, letters.SECURITY) == "now"
    assert not Choice.objects.filter(kind__in=("security", "receipt")).exists()


def test_the_language_of_mails_is_the_language_of_the_pages(town, client):
    client.force_login(town.samira)
    response = client.post(reverse("civsam_me:mail"), choices(language="en"), follow=True)
    assert '<html lang="en">' in response.content.decode()
    assert language_of(town.samira) == "en"


def test_a_pace_that_does_not_exist_changes_nothing(town, client):
    client.force_login(town.samira)
    response = client.post(reverse("civsam_me:mail"), choices(**{NEWS.code: "hourly"}))
    assert "ds-error-summary" in response.content.decode()
    assert not Choice.objects.exists()
