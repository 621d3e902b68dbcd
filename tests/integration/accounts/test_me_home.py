"""Mitt konto: a person sees who they are here, and changes it."""

import pytest
from allauth.usersessions.models import UserSession
from django.urls import reverse

from civsam_pages.notifications.models import Bounce, Preferences
from civsam_pages.notifications.services import language_of
from civsam_platform.accounts.me.language import LanguageMiddleware
from civsam_platform.accounts.testing import log_in
from tests.factories import ESCAPED, XSS, right
from tests.integration.accounts.me_town import CANARY, my_town

pytestmark = pytest.mark.django_db

HOME = "/mitt-konto/"


@pytest.fixture
def town(db):
    return my_town()


def text(response) -> str:
    return response.content.decode()


def test_a_person_sees_who_they_are_and_for_whom_they_act(town, client):
    client.force_login(town.samira)
    page = text(client.get(HOME))
    assert "samira@<wbr>posten.example" in page
    assert f"Samira Ali {ESCAPED}" in page
    assert "ordförande" in page
    assert XSS not in page
    assert reverse("civsam_people:people", args=[town.open_door.pk]) in page


def test_nobody_sees_anything_of_others(town, client):
    client.force_login(town.samira)
    assert CANARY not in text(client.get(HOME))


@pytest.mark.parametrize(
    "name", ["home", "name", "mail", "data", "delete", "language", "download", "log_out_everywhere"]
)
def test_a_visitor_is_asked_to_log_in(town, client, name):
    url = reverse(f"civsam_me:{name}")
    for ask in (client.get, client.post):
        response = ask(url)
        assert response.status_code == 302
        assert response.url.startswith("/logga-in/")


@pytest.mark.parametrize("name", ["home", "name", "mail"])
def test_no_cache_keeps_a_page_about_a_person(town, client, name):
    client.force_login(town.samira)
    response = client.get(reverse(f"civsam_me:{name}"))
    assert "no-store" in response.headers["Cache-Control"]


def test_the_overview_asks_no_more_when_one_acts_for_many(
    town, client, django_assert_max_num_queries
):
    client.force_login(town.samira)
    client.get(HOME)
    with django_assert_max_num_queries(30) as few:
        client.get(HOME)
    for actor in (town.study, town.youth_centre):
        right(town.samira, actor, "actor_editor")
    with django_assert_max_num_queries(len(few)):
        client.get(HOME)


def test_a_new_name_is_seen_by_colleagues(town, client):
    client.force_login(town.goran)
    response = client.post(reverse("civsam_me:name"), {"first_name": "Göran", "last_name": "Ek"})
    assert response.url == HOME
    town.goran.refresh_from_db()
    assert town.goran.get_full_name() == "Göran Ek"
    assert "Göran Ek" in text(client.get(HOME))


def test_a_name_that_is_missing_is_told_in_the_title_and_beside_the_field(town, client):
    client.force_login(town.goran)
    response = client.post(reverse("civsam_me:name"), {"first_name": " ", "last_name": "Ek"})
    page = text(response)
    assert "ds-error-summary" in page
    assert 'href="#id_first_name"' in page
    town.goran.refresh_from_db()
    assert town.goran.first_name == "Göran"


def test_mail_that_came_back_is_told(town, client):
    Bounce.objects.create(address="samira@posten.example", said=f"550 {XSS}", permanent=True)
    Bounce.objects.create(address="goran@posten.example", said=CANARY)
    client.force_login(town.samira)
    page = text(client.get(HOME))
    assert f"550 {ESCAPED}" in page
    assert CANARY not in page


def test_logging_out_everywhere_ends_the_other_browser_too(town, client):
    other = type(client)()
    for browser in (client, other):
        browser.force_login(town.samira)
    others_key = other.session.session_key
    UserSession.objects.get_or_create(
        session_key=others_key, defaults={"user": town.samira, "ip": "127.0.0.1"}
    )
    client.post(reverse("civsam_me:log_out_everywhere"))
    assert client.get(HOME).status_code == 302
    assert other.get(HOME).status_code == 302


def test_a_session_that_has_chosen_a_password_can_be_ended_from_another_browser(town, client):
    phone = type(client)()
    log_in(phone, town.samira, mfa=False)
    password = {"password": "trasmattor-och-kaffe-17"}
    chosen = phone.post(reverse("account_set_password"), password)
    assert chosen.url == reverse("mfa_index")
    town.samira.refresh_from_db()
    assert phone.get(HOME).status_code == 200
    log_in(client, town.samira, mfa=False)
    client.post(reverse("civsam_me:log_out_everywhere"))
    assert phone.get(HOME).status_code == 302


def test_english_is_for_ones_own_pages_and_mails(town, client):
    client.force_login(town.samira)
    client.post(reverse("civsam_me:language"), {"language": "en"})
    assert '<html lang="en">' in text(client.get(HOME))
    assert '<html lang="sv">' in text(client.get(town.start.url))
    assert language_of(town.samira) == "en"


def test_english_is_still_there_at_the_next_login(town, client):
    Preferences.objects.create(user=town.samira, language="en")
    client.force_login(town.samira)
    assert '<html lang="en">' in text(client.get(HOME))


def test_an_unknown_language_changes_nothing(town, client):
    client.force_login(town.samira)
    client.post(reverse("civsam_me:language"), {"language": "<en>"})
    assert '<html lang="sv">' in text(client.get(HOME))
    assert not Preferences.objects.exists()


def test_the_language_of_one_request_is_not_the_next_ones(town, client):
    client.force_login(town.samira)
    client.post(reverse("civsam_me:language"), {"language": "en"})
    client.get(HOME)
    assert '<html lang="sv">' in text(type(client)().get("/logga-in/"))


@pytest.mark.parametrize(
    ("path", "cookies"), [("/sok/", {"sessionid": "x"}), ("/mitt-konto/", {}), ("/", {})]
)
def test_the_session_is_not_read_where_the_language_is_given(rf, path, cookies):
    request = rf.get(path)
    request.COOKIES = cookies
    seen = []
    LanguageMiddleware(seen.append)(request)  # a request without a session would raise
    assert seen == [request]
