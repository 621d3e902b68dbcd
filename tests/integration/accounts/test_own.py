"""What one changes of one's own account, and that one has shown who it is."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from civsam_pages.notifications.models import Mail
from civsam_platform.accounts.testing import add_app, app_code, is_in, log_in, newest_code

pytestmark = pytest.mark.django_db
SAMIRA, NEW = "samira@posten.example", "samira@nya.example"
User = get_user_model()


@pytest.fixture
def samira():
    return User.objects.create_user(SAMIRA)


@pytest.fixture
def at_home(client, samira):
    log_in(client, samira, mfa=False)
    return client


def codes():
    return {"old_code": newest_code(SAMIRA), "new_code": newest_code(NEW)}


def move(client, address=NEW):
    assert client.post("/mitt-konto/e-post/", {"email": address}).url.endswith("/bekrafta/")


OWN = [
    "/mitt-konto/e-post/",
    "/mitt-konto/losenord/",
    "/mitt-konto/sakerhet/app/",
    "/mitt-konto/sakerhet/passkeys/ny/",
    "/mitt-konto/sakerhet/reservkoder/nya/",
]


@pytest.mark.parametrize("path", OWN)
def test_an_old_session_shows_first_who_it_is(client, samira, path):
    log_in(client, samira, mfa=False, fresh=False)
    answer = client.get(path)
    assert answer.url.startswith("/logga-in/igen/?next=")
    assert client.get(answer.url).status_code == 200
    assert Mail.objects.count() == 0  # a page that is only opened sends nothing
    client.post(answer.url, {"action": "send"})
    answer = client.post(answer.url, {"code": newest_code(SAMIRA), "action": "verify"})
    assert answer.url == path
    assert client.get(path).status_code in (200, 302)


def test_three_wrong_codes_show_nothing(client, samira):
    log_in(client, samira, mfa=False, fresh=False)
    again = client.get("/mitt-konto/e-post/").url
    client.post(again, {"action": "send"})
    right = newest_code(SAMIRA)
    for guess in range(3):
        client.post(again, {"code": f"{(int(right) + guess + 1) % 10**6:06}"})
    client.post(again, {"code": right})
    assert client.get("/mitt-konto/e-post/").status_code == 302


def test_with_an_app_a_code_by_mail_is_not_enough(client, samira):
    secret = add_app(samira)
    log_in(client, samira, fresh=False)
    answer = client.get("/mitt-konto/e-post/")
    assert answer.url.startswith("/logga-in/igen/app/")
    assert client.get("/logga-in/igen/").url.startswith("/logga-in/igen/app/")
    client.post(answer.url, {"code": app_code(secret)})
    assert client.get("/mitt-konto/e-post/").status_code == 200


def test_both_addresses_say_yes_to_a_new_one(at_home, samira):
    move(at_home)
    assert at_home.post("/mitt-konto/e-post/bekrafta/", codes()).url == "/mitt-konto/e-post/"
    samira.refresh_from_db()
    assert samira.email == NEW
    assert list(samira.emailaddress_set.values_list("email", "verified")) == [(NEW, True)]
    assert Mail.objects.filter(address=SAMIRA).latest("pk").lead  # the old one hears of it
    assert NEW in Mail.objects.filter(address=SAMIRA).latest("pk").text


@pytest.mark.parametrize("wrong", ["old_code", "new_code"])
def test_one_address_alone_moves_nothing(at_home, samira, wrong):
    move(at_home)
    right = codes()
    other = right["new_code" if wrong == "old_code" else "old_code"]
    at_home.post("/mitt-konto/e-post/bekrafta/", {**right, wrong: other})
    samira.refresh_from_db()
    assert samira.email == SAMIRA


def test_an_address_of_somebody_else_looks_the_same_and_never_works(at_home, samira):
    User.objects.create_user(NEW)
    move(at_home)
    page = at_home.get("/mitt-konto/e-post/bekrafta/").content.decode()
    assert NEW in page
    assert Mail.objects.filter(address=NEW).count() == 1
    at_home.post("/mitt-konto/e-post/bekrafta/", {"old_code": newest_code(SAMIRA), "new_code": ""})
    at_home.post("/mitt-konto/e-post/bekrafta/", {"old_code": newest_code(SAMIRA), "new_code": "-"})
    samira.refresh_from_db()
    assert samira.email == SAMIRA


def test_an_address_that_somebody_takes_meanwhile_stays_theirs(at_home, samira):
    move(at_home)
    User.objects.create_user(NEW)
    page = at_home.post("/mitt-konto/e-post/bekrafta/", codes())
    assert page.status_code == 200
    samira.refresh_from_db()
    assert samira.email == SAMIRA


def test_an_administrator_who_changes_an_address_leaves_no_old_way_in(at_home, samira):
    samira.refresh_from_db()
    samira.email = NEW
    samira.save()
    assert not samira.emailaddress_set.filter(email=SAMIRA).exists()
    assert NEW in Mail.objects.get(address=SAMIRA).text  # and the old address hears of it


def test_a_new_password_ends_the_other_sessions(at_home, samira):
    elsewhere = Client()
    log_in(elsewhere, samira)
    at_home.post("/mitt-konto/losenord/", {"password": "fyra ord i samma rad"})
    assert at_home.get("/mitt-konto/sakerhet/").status_code == 200
    assert elsewhere.get("/mitt-konto/sakerhet/").status_code == 302
    samira.refresh_from_db()
    assert samira.check_password("fyra ord i samma rad")
    at_home.post("/mitt-konto/losenord/", {"action": "remove"})
    samira.refresh_from_db()
    assert not samira.has_usable_password()


def test_a_weak_password_is_refused_with_a_reason(at_home, samira):
    page = at_home.post("/mitt-konto/losenord/", {"password": "12345678"})
    assert page.context["form"].errors["password"]


def test_logging_out_everywhere_ends_the_other_sessions(client, samira):
    from civsam_platform.accounts.testing import log_in_by_code

    elsewhere = Client()
    log_in_by_code(elsewhere, SAMIRA)
    log_in_by_code(client, SAMIRA)
    assert len(client.get("/mitt-konto/inloggningar/").context["sessions"]) == 2
    client.post("/mitt-konto/inloggningar/")
    assert client.get("/mitt-konto/sakerhet/").status_code == 200
    assert elsewhere.get("/mitt-konto/sakerhet/").status_code == 302
    assert not is_in(Client())
