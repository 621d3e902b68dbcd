"""Somebody writes an address, gets a code, and is in."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from time_machine import travel

from civsam_pages.notifications.models import Mail
from civsam_platform.accounts.testing import (
    add_app,
    app_code,
    is_in,
    log_in,
    log_in_by_code,
    newest_code,
)

pytestmark = pytest.mark.django_db
SAMIRA = "samira@posten.example"
User = get_user_model()


def ask(client, address=SAMIRA, **data):
    return client.post("/logga-in/", {"email": address, **data})


def write(client, code, **data):
    return client.post("/logga-in/kod/", {"code": code, **data})


@pytest.fixture
def samira(db):
    return User.objects.create_user(SAMIRA)


def test_a_code_to_an_address_without_an_account_makes_one(client):
    answer = ask(client)
    assert answer.url == "/logga-in/kod/"
    assert not User.objects.exists()  # a typing error leaves nothing behind
    assert SAMIRA in client.get(answer.url).content.decode()
    assert write(client, newest_code(SAMIRA)).url == "/mina-sidor/"
    assert is_in(client)
    user = User.objects.get()
    assert user.email == SAMIRA
    assert not user.has_usable_password()
    assert user.emailaddress_set.get().verified


def test_a_code_to_an_account_opens_it(client, samira):
    log_in_by_code(client, "Samira@Posten.example")
    assert client.session["_auth_user_id"] == str(samira.pk)
    assert User.objects.count() == 1


def test_the_mail_carries_a_code_and_no_link_that_logs_in(client):
    ask(client)
    mail = Mail.objects.get()
    assert mail.secret
    assert mail.link == ""
    assert "/logga-in/kod" not in mail.text + mail.html


def test_the_page_that_one_came_from_comes_next(client):
    page = client.get("/logga-in/?next=/mina-sidor/5/").content.decode()
    assert '<input type="hidden" name="next" value="/mina-sidor/5/">' in page
    assert ask(client, next="/mina-sidor/5/").url == "/logga-in/kod/?next=%2Fmina-sidor%2F5%2F"
    assert write(client, newest_code(SAMIRA), next="/mina-sidor/5/").url == "/mina-sidor/5/"


def test_a_new_code_replaces_the_one_before(client):
    ask(client)
    first = newest_code(SAMIRA)
    answer = client.post("/logga-in/kod/", {"action": "resend"})
    assert "ny=1" in answer.url
    second = newest_code(SAMIRA)
    write(client, first)
    assert is_in(client) is (first == second)
    write(client, second)
    assert is_in(client)


def test_new_codes_run_out(client):
    ask(client)
    for _number in range(2):
        client.post("/logga-in/kod/", {"action": "resend"})
    page = client.post("/logga-in/kod/", {"action": "resend"}).content.decode()
    assert Mail.objects.count() == 3
    assert "ds-error-summary" in page


def test_an_old_code_says_so_and_a_new_one_works(client):
    with travel(0, tick=False) as clock:
        ask(client)
        clock.shift(15 * 60 + 1)
        page = write(client, newest_code(SAMIRA))
        assert page.context["form"].errors["code"] == ["Koden är för gammal. Skicka en ny."]
        client.post("/logga-in/kod/", {"action": "resend"})
        write(client, newest_code(SAMIRA))
        assert is_in(client)


def test_an_error_comes_first_and_in_the_title(client):
    page = client.post("/logga-in/", {"email": "samira"}).content.decode()
    assert "<title>Fel: Logga in" in page.replace("\n", "")
    assert page.index("ds-error-summary") < page.index("<h1")
    assert 'href="#id_email"' in page


def test_somebody_who_is_in_does_not_log_in_again(client, samira):
    log_in(client, samira)
    assert client.get("/logga-in/?next=/mina-sidor/5/").url == "/mina-sidor/5/"


def test_a_closed_account_stays_closed(client, samira):
    User.objects.update(is_active=False)
    assert log_in_by_code(client, SAMIRA).url == "/logga-in/stangt/"
    assert not is_in(client)
    assert client.get("/logga-in/stangt/").status_code == 200


def test_logging_out_needs_a_button(client, samira):
    log_in(client, samira)
    assert client.get("/logga-ut/").status_code == 200
    assert is_in(client)
    client.post("/logga-ut/")
    assert not is_in(client)


def test_a_password_logs_in_where_somebody_has_chosen_one(client, samira):
    samira.set_password("tre ord i rad")
    samira.save()
    post = {"login": SAMIRA, "password": "tre ord i rad"}
    answer = client.post("/logga-in/losenord/", post)
    # The address has never been confirmed, so a code comes first.
    assert answer.url == "/logga-in/bekrafta-e-post/"
    assert not is_in(client)
    client.post(answer.url, {"code": newest_code(SAMIRA), "action": "verify"})
    assert is_in(client)
    other = Client()
    other.post("/logga-in/losenord/", post)
    assert is_in(other)


def test_an_app_is_asked_for_after_the_code(client, samira):
    secret = add_app(samira)
    assert log_in_by_code(client, SAMIRA).url == "/logga-in/steg-tva/"
    assert not is_in(client)
    assert client.get("/logga-in/steg-tva/").status_code == 200
    client.post("/logga-in/steg-tva/", {"code": app_code(secret)})
    assert is_in(client)


def test_the_secret_of_an_app_is_enciphered(samira):
    secret = add_app(samira)
    assert secret not in str(samira.authenticator_set.get().data)
