"""How often pages are seen: counted in memory, written together, and nothing about who looked."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from civsam_pages.arena import seeing
from civsam_pages.needs.models import NeedPage
from civsam_pages.seen import counting
from civsam_pages.seen.models import SeenDay
from civsam_search import tally
from civsam_search.api import today
from tests import factories

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1"


@pytest.fixture(autouse=True)
def nothing_seen_before():
    counting.views.clear()
    yield
    counting.views.clear()


@pytest.fixture
def town():
    return factories.town()


@pytest.fixture
def look(client):
    def look_at(page, **headers):
        response = client.get(page.get_url(), headers={"user-agent": PHONE, **headers})
        assert response.status_code == 200
        return response

    return look_at


def seen(page):
    counting.views.write()
    return seeing.totals([page.pk]).get(page.pk, 0)


def test_two_visits_are_two(town, look):
    look(town.homework)
    look(town.homework)
    assert seen(town.homework) == 2
    assert SeenDay.objects.get().day == today()


def test_needs_initiatives_and_actors_are_counted_and_lists_are_not(town, look):
    pages = (town.homework, town.languages, town.open_door, town.needs, town.start)
    for page in pages:
        look(page)
    assert [seen(page) for page in pages] == [1, 1, 1, 0, 0]


def test_a_row_holds_a_page_a_day_and_a_number_and_no_cookie_is_set(town, look):
    response = look(town.homework)
    assert not response.cookies
    counting.views.write()
    assert {field.name for field in SeenDay._meta.fields} == {"id", "page", "day", "count"}


def test_a_visit_asks_the_database_nothing_more(town, look):
    look(town.homework)  # what is kept for the first visitor
    with CaptureQueriesContext(connection) as without:
        look(town.homework, **{"user-agent": "curl/8"})
    with CaptureQueriesContext(connection) as counted:
        look(town.homework)
    assert len(counted) == len(without)


def test_a_program_is_not_counted(town, look):
    look(town.homework, **{"user-agent": "Googlebot/2.1"})
    assert seen(town.homework) == 0


def test_the_associations_own_people_are_not_counted(town, look, client):
    carin = factories.people().carin
    factories.right(carin, town.open_door, "actor_editor")
    client.force_login(carin)
    look(town.open_door)
    look(town.homework)
    assert (seen(town.open_door), seen(town.homework)) == (0, 1)


def test_the_municipality_is_not_counted(town, look, client):
    client.force_login(factories.people().anna)
    look(town.homework)
    assert seen(town.homework) == 0


def test_a_page_behind_a_login_is_not_counted_for_whoever_is_stopped(town, client):
    town.homework.view_restrictions.create(restriction_type="login")
    response = client.get(town.homework.get_url(), headers={"user-agent": PHONE})
    assert response.status_code == 302
    assert seen(town.homework) == 0


def test_an_editors_preview_is_not_counted(town, client):
    client.force_login(factories.people().anna)
    client.get(f"/admin/pages/{town.homework.pk}/view_draft/", headers={"user-agent": PHONE})
    assert seen(town.homework) == 0


def test_days_and_months_are_kept_apart(town):
    pk = town.homework.pk
    counting.store(
        {(pk, date(2026, 1, 31)): 2, (pk, date(2026, 2, 1)): 3, (pk, date(2026, 2, 9)): 4}
    )
    months = seeing.monthly(date(2026, 1, 1), date(2026, 2, 28))
    assert months == {(pk, date(2026, 1, 1)): 2, (pk, date(2026, 2, 1)): 7}
    assert seeing.totals([pk]) == {pk: 9}


def test_what_is_seen_of_a_deleted_page_is_forgotten(town):
    counting.note(town.homework.pk, today())
    counting.note(town.languages.pk, today())
    NeedPage.objects.get(pk=town.homework.pk).delete()
    assert seen(town.languages) == 1
    assert SeenDay.objects.count() == 1


def test_what_could_not_be_written_is_kept_for_the_next_time(town, monkeypatch):
    counting.note(town.homework.pk, today())
    with monkeypatch.context() as broken:
        broken.setattr(counting, "store", locked)
        with pytest.raises(DatabaseError):
            counting.views.write()
    counting.note(town.homework.pk, today())
    assert seen(town.homework) == 2


def test_another_process_that_began_the_day_first_loses_nothing(town, monkeypatch):
    SeenDay.objects.create(page_id=town.homework.pk, day=today(), count=5)
    answers = iter([0])  # the row was not there yet when this process looked
    real = counting._add
    monkeypatch.setattr(counting, "_add", lambda *given: next(answers, None) or real(*given))
    counting.store({(town.homework.pk, today()): 2})
    assert SeenDay.objects.get().count == 7


def test_a_timer_is_set_once_and_writes(town, monkeypatch):
    timers = []
    monkeypatch.setattr(tally, "Timer", lambda wait, call: timers.append((wait, call)) or Idle())
    monkeypatch.setattr(tally.connection, "close", lambda: None)
    with override_settings(CIVSAM_COUNTS_WRITTEN_AFTER=30):
        counting.note(town.homework.pk, today() - timedelta(days=1))
        counting.note(town.homework.pk, today())
        ((wait, call),) = timers
        call()
    assert wait == 30
    assert SeenDay.objects.count() == 2


class Idle:
    daemon = False

    def start(self):
        pass


def locked(seen):
    raise DatabaseError("database is locked")
